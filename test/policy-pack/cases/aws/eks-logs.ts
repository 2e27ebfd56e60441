import { eksLogs } from "../../../../policy-pack/aws/eks-logs";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:eks/cluster:Cluster";
const source = "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html";

function cluster(enabledClusterLogTypes: unknown) {
    return {
        type,
        properties: {
            name: "my-cluster",
            roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
            vpcConfig: { subnetIds: unknown },
            enabledClusterLogTypes,
        },
    };
}

export const cases: RuleCases = {
    rule: eksLogs,
    compliant: {
        "all five": { source, resources: cluster(["api", "audit", "authenticator", "controllerManager", "scheduler"]) },
        "in another order": {
            source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_LogSetup.html",
            resources: cluster(["scheduler", "controllerManager", "authenticator", "audit", "api"]),
        },
        "named twice, and one more": {
            source: "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-8",
            resources: cluster(["api", "api", "audit", "authenticator", "controllerManager", "scheduler", unknown]),
        },
    },
    violating: {
        "by default": { resources: { type, properties: { version: "1.35" } }, at: ["enabledClusterLogTypes"] },
        none: { resources: cluster([]), at: ["enabledClusterLogTypes"] },
        "only that of the audit": { resources: cluster(["audit"]), at: ["enabledClusterLogTypes"] },
        "all but one": {
            resources: cluster(["api", "audit", "authenticator", "controllerManager"]),
            at: ["enabledClusterLogTypes"],
        },
        "written as Kubernetes does": {
            resources: cluster(["api", "audit", "authenticator", "controller-manager", "scheduler"]),
            at: ["enabledClusterLogTypes"],
        },
        "more missing than are unknown": { resources: cluster(["api", unknown]), at: ["enabledClusterLogTypes"] },
        "of a wrong type": { resources: cluster("audit"), at: ["enabledClusterLogTypes"] },
    },
    unknown: {
        all: { resources: cluster(unknown), undetermined: ["enabledClusterLogTypes"] },
        "the one that may be missing": {
            resources: cluster(["api", unknown, "audit", "authenticator", "controllerManager"]),
            undetermined: ["enabledClusterLogTypes[1]"],
        },
    },
};
