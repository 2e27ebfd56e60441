import { InputPropertiesError, type InputPropertyErrorDetails } from "@pulumi/pulumi";

/** One thing that is wrong with an input: where, and why. */
export type Problem = InputPropertyErrorDetails;

const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** A property path in Pulumi's notation, as `pulumi config set --path` takes it: `workloads.recipes.image.blue`. */
export function propertyPath(...keys: readonly string[]): string {
    return keys
        .map((key, index) => {
            if (/^[0-9]+$/.test(key)) {
                return `[${key}]`;
            }
            if (!plainKey.test(key)) {
                return `[${JSON.stringify(key)}]`;
            }
            return index === 0 ? key : `.${key}`;
        })
        .join("");
}

/**
 * Throws one error that carries all problems. The engine prints the details of this error only when a provider returns
 * it; from a program it prints the message, so the message lists them too.
 */
export function throwProblems(summary: string, problems: readonly Problem[]): void {
    if (problems.length === 0) {
        return;
    }
    const lines = problems.map(({ propertyPath: path, reason }) => `  - ${path}: ${reason}`);
    const error = new InputPropertiesError({ message: [summary, ...lines].join("\n"), errors: [...problems] });
    // Where in our code it was thrown helps nobody: the path says where in the input it is wrong.
    error.stack = error.message;
    throw error;
}
