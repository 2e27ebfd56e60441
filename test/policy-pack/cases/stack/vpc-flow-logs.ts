import { vpcFlowLogs } from "../../../../policy-pack/stack/vpc-flow-logs";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-flow-logs.html";
const vpc: CaseResource = {
    type: "aws:ec2/vpc:Vpc",
    name: "network",
    properties: { id: unknown, cidrBlock: "10.20.0.0/16", enableDnsHostnames: true },
};

function flowLog(properties: Record<string, unknown>, ...sources: string[]): CaseResource {
    return {
        type: "aws:ec2/flowLog:FlowLog",
        name: "flow-log",
        properties: { logDestination: unknown, iamRoleArn: unknown, maxAggregationInterval: 60, ...properties },
        dependencies: { vpcId: sources },
    };
}

export const cases: RuleCases = {
    rule: vpcFlowLogs,
    compliant: {
        "all traffic": { source, resources: [vpc, flowLog({ vpcId: unknown, trafficType: "ALL" }, "network")] },
        "what is rejected, to a bucket, after the update": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html",
            resources: [
                { ...vpc, properties: { ...vpc.properties, id: "vpc-0a1b2c3d4e5f67890" } },
                flowLog({ vpcId: "vpc-0a1b2c3d4e5f67890", trafficType: "REJECT", logDestinationType: "s3" }),
            ],
        },
        "two logs, of which one is enough": {
            source,
            resources: [
                vpc,
                { ...flowLog({ vpcId: unknown, trafficType: "ACCEPT" }, "network"), name: "accepted" },
                flowLog({ vpcId: unknown, trafficType: "REJECT" }, "network"),
            ],
        },
    },
    violating: {
        "no flow log": { resources: vpc, at: [""] },
        "the default VPC, taken over": { resources: { ...vpc, type: "aws:ec2/defaultVpc:DefaultVpc" }, at: [""] },
        "only what is accepted": {
            resources: [vpc, flowLog({ vpcId: unknown, trafficType: "ACCEPT" }, "network")],
            at: ["flow-log trafficType"],
        },
        "one of two VPCs": {
            resources: [vpc, { ...vpc, name: "other" }, flowLog({ vpcId: unknown, trafficType: "ALL" }, "network")],
            at: ["other"],
        },
        "of one subnet only": {
            resources: [vpc, flowLog({ subnetId: unknown, trafficType: "ALL" })],
            at: ["network"],
        },
        "of a wrong type": {
            resources: [vpc, flowLog({ vpcId: unknown, trafficType: ["ALL"] }, "network")],
            at: ["flow-log trafficType"],
        },
    },
    unknown: {
        "which VPC it is of": {
            resources: [vpc, flowLog({ vpcId: unknown, trafficType: "ALL" })],
            undetermined: ["network"],
        },
        "what it sees": {
            resources: [vpc, flowLog({ vpcId: unknown, trafficType: unknown }, "network")],
            undetermined: ["network"],
        },
    },
};
