import type * as pulumi from "@pulumi/pulumi";

/** Bends one child of a component: gets what the component would register and returns what it shall register. */
export type Transform<Args, Opts = pulumi.CustomResourceOptions> = (
    args: Args,
    opts: Opts,
) => { args: Args; opts: Opts };

/** The args and options of a child after the user's transform, ready to spread into its constructor. */
export function transformed<Args, Opts = pulumi.CustomResourceOptions>(
    transform: Transform<Args, Opts> | undefined,
    args: Args,
    opts: NoInfer<Opts>,
): [Args, Opts] {
    const result = transform ? transform(args, opts) : { args, opts };
    return [result.args, result.opts];
}
