import type * as pulumi from "@pulumi/pulumi";

/** Leaves properties of resources under a component as they are in AWS, by the resource's name. */
export function ignoredChanges(properties: Readonly<Record<string, readonly string[]>>): pulumi.ResourceTransform {
    return ({ custom, name, props, opts }) => {
        const ignored = properties[name];
        return custom && ignored !== undefined
            ? { props, opts: { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), ...ignored] } }
            : undefined;
    };
}
