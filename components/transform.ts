import type * as pulumi from "@pulumi/pulumi";

/** Bends one child of a component: gets what the component would register and returns what it shall register. */
export type Transform<Args> = (
    args: Args,
    opts: pulumi.CustomResourceOptions,
) => { args: Args; opts: pulumi.CustomResourceOptions };

/** The args and options of a child after the user's transform, ready to spread into its constructor. */
export function transformed<Args>(
    transform: Transform<Args> | undefined,
    args: Args,
    opts: pulumi.CustomResourceOptions,
): [Args, pulumi.CustomResourceOptions] {
    const result = transform ? transform(args, opts) : { args, opts };
    return [result.args, result.opts];
}
