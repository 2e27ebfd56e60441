import { refersTo, type Resource } from "../resource";
import { checkov, securityHub, stackRule } from "../rule";
import { Candidates } from "./candidates";
import { any } from "./maybe";
import { marksOfReference, marksOfTarget } from "./references";

const vpcTypes = ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"];

export const vpcFlowLogs = stackRule({
    id: "vpc-flow-logs",
    level: "advisory",
    severity: "medium",
    what: "Each VPC has a flow log of all traffic, or at least of what was rejected.",
    why: "Nobody sees who scans the network, or where data flows out to.",
    fix: `new aws.ec2.FlowLog("network", {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestination: logGroup.arn,
    iamRoleArn: role.arn,
});`,
    controls: [...securityHub("EC2.6"), ...checkov("CKV2_AWS_11")],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    checkStack(stack, { decide, violation, undetermined }) {
        const logsByVpc = new Candidates<Resource>();
        for (const log of stack.ofType("aws:ec2/flowLog:FlowLog")) {
            logsByVpc.add(log, marksOfReference(log, "vpcId", vpcTypes));
        }
        for (const vpc of stack.ofType(...vpcTypes)) {
            decide(() => {
                const logs = logsByVpc.find(marksOfTarget(vpc));
                const isOfVpc = logs.map((log) => refersTo(log, "vpcId", vpc));
                const own = logs.filter((_, index) => isOfVpc[index] === true);
                const isSeen = any(own, seesRejected);
                if (isSeen === true) return;
                if (isSeen === undefined || isOfVpc.includes(undefined)) {
                    undetermined(vpc, "only the update will know whether a flow log is of this VPC and what it sees");
                } else if (own[0] === undefined) {
                    violation(vpc, "has no flow log: a FlowLog with its vpcId belongs to it");
                } else {
                    violation(own[0].properties.at("trafficType"), "is neither ALL nor REJECT");
                }
            });
        }
    },
});

function seesRejected(log: Resource): boolean {
    return ["ALL", "REJECT"].includes(log.properties.at("trafficType").text() ?? "");
}
