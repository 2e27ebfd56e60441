import type { EKS } from "@aws-sdk/client-eks";

import { UserError } from "../../embedded/errors";
import type { ExistingCluster } from "./existing";
import { codeOf } from "./read-code";

/** A cluster and what belongs to it. Nothing is changed. */
export async function readCluster(eks: EKS, name: string, region: string): Promise<ExistingCluster> {
    const cluster = await describe(eks, name, region);
    const of = { clusterName: name };
    const [{ addons = [] }, { accessEntries = [] }, { nodegroups = [] }] = await Promise.all([
        eks.listAddons(of),
        eks.listAccessEntries(of),
        eks.listNodegroups(of),
    ]);
    const policies = await Promise.all(
        accessEntries.map(async (principalArn) => {
            const { associatedAccessPolicies = [] } = await eks.listAssociatedAccessPolicies({ ...of, principalArn });
            return [principalArn, associatedAccessPolicies.flatMap(({ policyArn }) => policyArn ?? [])] as const;
        }),
    );
    return {
        name,
        vpcId: cluster.resourcesVpcConfig?.vpcId ?? "",
        roleArn: cluster.roleArn ?? "",
        addons,
        access: Object.fromEntries(policies),
        nodeGroups: nodegroups,
    };
}

async function describe(eks: EKS, name: string, region: string) {
    try {
        const { cluster } = await eks.describeCluster({ name });
        if (cluster !== undefined) return cluster;
    } catch (error) {
        if (codeOf(error) !== "ResourceNotFoundException") throw error;
    }
    const { clusters = [] } = await eks.listClusters({});
    throw new UserError(`there is no cluster ${name} in ${region}; there are: ${clusters.join(", ") || "none"}`);
}
