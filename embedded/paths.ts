import * as os from "node:os";
import * as path from "node:path";

/** What any checkout can build again: tools, packages, images. Content-addressed, so all checkouts of a user share it. */
export function cacheRoot(): string {
    return path.join(baseFolder("XDG_CACHE_HOME", ".cache"), "alchemorsel");
}

/** What belongs to one cluster and cannot be built again: keys, data, logs, the Pulumi backend. */
export function stateRoot(cluster = "local"): string {
    return path.join(baseFolder("XDG_STATE_HOME", path.join(".local", "state")), "alchemorsel", cluster);
}

/** The file backend of a cluster's stack, in the cluster's state folder. */
export function backendFolder(state: string): string {
    return path.join(state, "pulumi");
}

/** The XDG specification has relative values ignored. */
function baseFolder(variable: string, fallback: string): string {
    const value = process.env[variable];
    return value !== undefined && path.isAbsolute(value) ? value : path.join(os.homedir(), fallback);
}
