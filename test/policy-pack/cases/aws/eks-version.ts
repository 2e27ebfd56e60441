import { eksVersion } from "../../../../policy-pack/aws/eks-version";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:eks/cluster:Cluster";
const source = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html";

function cluster(version: unknown, more: Record<string, unknown> = {}) {
    return {
        type,
        properties: { roleArn: "arn:aws:iam::111122223333:role/eks-cluster", vpcConfig: unknown, version, ...more },
    };
}

export const cases: RuleCases = {
    rule: eksVersion,
    compliant: {
        "a version in standard support": { source, resources: cluster("1.36") },
        "the one before, never in extended support": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
            resources: cluster("1.35", { upgradePolicy: { supportType: "STANDARD" } }),
        },
        "an old one that the settings allow": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions-extended.html",
            resources: cluster("1.31", { upgradePolicy: { supportType: "EXTENDED" } }),
            parameters: { versions: ["1.31", "1.32"] },
        },
        "any, by settings that allow all": { source, resources: cluster("1.29"), parameters: { versions: [] } },
    },
    violating: {
        "in extended support": { resources: cluster("1.33"), at: ["version"] },
        "in extended support since December 2, 2026": { resources: cluster("1.34"), at: ["version"] },
        "no longer supported": { resources: cluster("1.23"), at: ["version"] },
        "a newer one than the settings allow": {
            resources: cluster("1.36"),
            parameters: { versions: ["1.34", "1.35"] },
            at: ["version"],
        },
        "a patch, which EKS doesn't take": { resources: cluster("1.36.1"), at: ["version"] },
        "a number": { resources: cluster(1.36), at: ["version"] },
    },
    unknown: {
        "decided by another resource": { resources: cluster(unknown), undetermined: ["version"] },
        "left to AWS": { resources: cluster(undefined), undetermined: ["version"] },
    },
};
