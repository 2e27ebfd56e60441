import { Addon } from "@pulumi/aws/eks";
import type { CoreDnsAddonOptionsArgs, KubeProxyAddonOptionsArgs } from "@pulumi/eks/types/input";
import * as pulumi from "@pulumi/pulumi";

import { stableJson } from "./stable-json";

interface AddonTarget {
    clusterName: pulumi.Output<string>;
    tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
    parent: pulumi.Resource;
}

/** An add-on of EKS, named after the cluster; it stays in the cluster when it leaves the program. */
export function clusterAddon(
    name: string,
    addonName: "coredns" | "kube-proxy",
    options: CoreDnsAddonOptionsArgs | KubeProxyAddonOptionsArgs | undefined,
    { clusterName, tags, parent }: AddonTarget,
): Addon {
    return new Addon(
        `${name}-${addonName}`,
        {
            clusterName,
            addonName,
            addonVersion: options?.version,
            preserve: true,
            resolveConflictsOnCreate: options?.resolveConflictsOnCreate ?? "OVERWRITE",
            resolveConflictsOnUpdate: options?.resolveConflictsOnUpdate ?? "OVERWRITE",
            configurationValues: stableJson(options?.configurationValues),
            tags,
        },
        { parent },
    );
}
