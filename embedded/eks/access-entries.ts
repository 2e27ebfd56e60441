import { AccessEntry, AccessPolicyAssociation } from "@pulumi/aws/eks";
import type { AccessEntryArgs } from "@pulumi/eks/types/input";
import * as pulumi from "@pulumi/pulumi";

/** Who may do what in the cluster: an access entry each, with its policies below it. */
export function accessEntries(
    name: string,
    clusterName: pulumi.Output<string>,
    entries: Readonly<Record<string, AccessEntryArgs>>,
    opts: pulumi.CustomResourceOptions,
): AccessEntry[] {
    return Object.entries(entries).map(([key, { accessPolicies, username, ...args }]) => {
        const entry = new AccessEntry(`${name}-${key}`, { ...args, clusterName, userName: username }, opts);
        for (const [policy, association] of Object.entries(accessPolicies ?? {})) {
            const { policyArn, accessScope } = pulumi.output(association);
            new AccessPolicyAssociation(
                `${name}-${key}-${policy}`,
                { clusterName, principalArn: args.principalArn, policyArn, accessScope },
                { ...opts, parent: entry, dependsOn: [entry] },
            );
        }
        return entry;
    });
}
