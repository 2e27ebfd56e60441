import type { PlannedResource } from "../../embedded/preview";
import type { ExistingCluster } from "./existing";
import type { Finder } from "./match";

const types = { cluster: "aws:eks/cluster:Cluster", role: "aws:iam/role:Role" } as const;

/** Of the cluster that is taken in, or nothing. */
function ofCluster(find: (cluster: ExistingCluster, resource: PlannedResource) => readonly string[]): Finder {
    return (resource, { existing }) => (existing.cluster === undefined ? [] : find(existing.cluster, resource));
}

const cluster = ofCluster(({ name }, { inputs }) => (inputs.name === name ? [name] : []));

/** The role that the cluster has, for the one that the plan gives it. */
const role: Finder = (resource, matching) => {
    const { cluster: found } = matching.existing;
    const isCluster = matching.users(resource, types.cluster, "roleArn").length > 0;
    return found === undefined || !isCluster ? [] : [roleName(found.roleArn)];
};

const addon = ofCluster(({ name, addons }, { inputs }) =>
    addons.filter((each) => each === inputs.addonName).map((each) => `${name}:${each}`),
);

const accessEntry = ofCluster(({ name, access }, { inputs }) =>
    Object.keys(access)
        .filter((principal) => principal === inputs.principalArn)
        .map((principal) => `${name}:${principal}`),
);

const accessPolicy = ofCluster(({ name, access }, { inputs }) => {
    const policies = access[String(inputs.principalArn)] ?? [];
    return policies
        .filter((policy) => policy === inputs.policyArn)
        .map((policy) => `${name}#${String(inputs.principalArn)}#${policy}`);
});

export const clusterFinders: readonly (readonly [string, Finder])[] = [
    [types.cluster, cluster],
    [types.role, role],
    ["aws:eks/addon:Addon", addon],
    ["aws:eks/accessEntry:AccessEntry", accessEntry],
    ["aws:eks/accessPolicyAssociation:AccessPolicyAssociation", accessPolicy],
];

/** `shop` of `arn:aws:iam::111122223333:role/team/shop`. */
export function roleName(arn: string): string {
    return arn.split("/").at(-1) ?? "";
}
