import type { Document } from "yaml";

const phases = ["expand", "contract"] as const;

/**
 * Stack files of before have no migrations. They get them once no color has another image than this build's: an older one may
 * not know the arguments, and would serve instead of coming to an end.
 *
 * @returns What is left to do, in sentences for the user.
 */
export function ensureMigrations(config: Document, workload: string, app: string): string[] {
    const path = (key: string) => ["config", "alchemorsel:workloads", workload, key];
    if (config.hasIn(path("migrations"))) {
        return [];
    }
    const others = ["blue", "green"].filter((color) => {
        const image = config.getIn([...path("image"), color]);
        return image !== undefined && image !== app;
    });
    if (others.length > 0) {
        return [
            `${workload} has no migrations in the stack file, because the image of ${others.join(" and ")} may be older than ` +
                "they are. Once both are newer, add the line that embedded/stack/Pulumi.local.yaml has.",
        ];
    }
    const migrations = config.createNode(Object.fromEntries(phases.map((phase) => [phase, ["migrate", phase]])), {
        flow: true,
    });
    config.setIn(path("migrations"), migrations);
    return [];
}
