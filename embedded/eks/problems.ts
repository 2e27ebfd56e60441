import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./options";

/** The engine prints the details of such an error when a provider returns it. */
export function throwProblems(what: string, problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    throw new pulumi.InputPropertiesError({
        message: `${what}: the stand-in for the official plugin of @pulumi/eks can't plan these options`,
        errors: [...problems],
    });
}
