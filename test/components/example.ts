import { type ConfigContext, parseConfig, type PlatformConfig } from "../../components/config";

/** A digest for tests: 64 times the same hexadecimal digit. */
export function image(digit: string, repository = "app"): string {
    return `docker.io/alchemorsel/${repository}@sha256:${digit.repeat(64)}`;
}

/** A valid stack config, as the engine hands it over. */
export function rawConfig(changes: Record<string, string> = {}): Record<string, string> {
    return {
        foundation: "local",
        activeColor: "blue",
        canaryWeight: "0",
        workloads: workloads({}),
        local: JSON.stringify({ databaseImage: image("d", "postgres"), cacheImage: image("e", "redis") }),
        databasePassword: "correct horse",
        databaseOwnerPassword: "battery staple",
        ...changes,
    };
}

/** A key of who may write, as `make up` makes one. */
export const editorKey = "0123456789abcdef".repeat(3);

/** What a workload says to get it. */
export const editorKeyFile = { EDITOR_KEY_FILE: { name: "editor-key", key: "key" } };

/** The `workloads` value of a config with one workload. */
export function workloads(changes: Record<string, unknown>): string {
    return JSON.stringify({
        recipes: { image: { blue: image("a"), green: image("b") }, uses: ["database", "cache"], ...changes },
    });
}

/** What a stack file says of itself, beside the config. */
export const context: ConfigContext = {
    name: "alchemorsel-local",
    region: "eu-central-1",
    isSecret: (key) => /^(database(Owner)?Password|editorKey)$/.test(key),
};

/** The example with changes, checked. */
export function localConfig(changes: Record<string, string> = {}): Extract<PlatformConfig, { foundation: "local" }> {
    return parseConfig(rawConfig(changes), context) as Extract<PlatformConfig, { foundation: "local" }>;
}
