import type { PlatformConfig, WorkloadConfig } from "./config";
import { editorKeySecret } from "./foundation/local/editor-key-secret";
import { type Problem, propertyPath } from "./problems";
import { suggestion } from "./suggestion";

/** Where a workload asks for a Secret that nothing in the stack's config makes: its pods would wait for it, and not start. */
export function missingSecrets(config: PlatformConfig, workloads: readonly [string, WorkloadConfig][]): Problem[] {
    return workloads.flatMap(([workload, { secrets = {} }]) =>
        Object.entries(secrets).flatMap(([variable, { name, key }]) => {
            const at = (property: string) => propertyPath("workloads", workload, "secrets", variable, property);
            const reason = whyMissing(config, name);
            if (reason !== undefined) return [{ propertyPath: at("name"), reason: `is ${name}, ${reason}` }];
            const known = keyOf(config, name);
            return known === undefined || known === key
                ? []
                : [{ propertyPath: at("key"), reason: `is ${key}; the Secret ${name} has ${known} alone` }];
        }),
    );
}

/** The key of a Secret that the platform makes; those of others nobody here knows. */
function keyOf({ foundation }: PlatformConfig, name: string): string | undefined {
    return foundation === "local" && name === editorKeySecret.name ? editorKeySecret.key : undefined;
}

function whyMissing(config: PlatformConfig, name: string): string | undefined {
    if (config.foundation === "aws") {
        // The settings themselves may be missing.
        const known = Object.keys((config as Partial<typeof config>).aws?.secrets ?? {});
        return known.includes(name) ? undefined : `which is not in aws.secrets${suggestion(name, known)}`;
    }
    // On a local cluster people make others by kubectl.
    return name === editorKeySecret.name && config.editorKey === undefined
        ? "but there is no editorKey: make up sets it, or pulumi config set --secret editorKey"
        : undefined;
}
