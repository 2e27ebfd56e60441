import { eksAccessApi } from "../../../../policy-pack/aws/eks-access-api";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:eks/cluster:Cluster";
const at = ["accessConfig.authenticationMode"];

function cluster(accessConfig: unknown, more: Record<string, unknown> = {}) {
    return {
        type,
        properties: {
            roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
            vpcConfig: unknown,
            accessConfig,
            ...more,
        },
    };
}

export const cases: RuleCases = {
    rule: eksAccessApi,
    compliant: {
        "access entries": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
            resources: cluster({ authenticationMode: "API" }),
        },
        "with a first entry of one's own": {
            source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessConfigRequest.html",
            resources: cluster({ authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false }),
        },
        "a cluster of Auto Mode": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html",
            resources: cluster(
                { authenticationMode: "API" },
                {
                    computeConfig: { enabled: true, nodePools: ["general-purpose", "system"], nodeRoleArn: unknown },
                    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
                    storageConfig: { blockStorage: { enabled: true } },
                },
            ),
        },
    },
    violating: {
        "by default": { resources: { type, properties: { version: "1.35" } }, at },
        "no mode": { resources: cluster({ bootstrapClusterCreatorAdminPermissions: true }), at },
        "the ConfigMap": { resources: cluster({ authenticationMode: "CONFIG_MAP" }), at },
        both: { resources: cluster({ authenticationMode: "API_AND_CONFIG_MAP" }), at },
        "beside what is unknown": {
            resources: cluster({ authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: unknown }),
            at,
        },
        "of a wrong type": { resources: cluster({ authenticationMode: ["API"] }), at },
    },
    unknown: {
        "the mode": { resources: cluster({ authenticationMode: unknown }), undetermined: at },
        "all of it": { resources: cluster(unknown), undetermined: ["accessConfig"] },
    },
};
