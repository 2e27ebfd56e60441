import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { debianRoot } from "../../embedded/images";
import { createProgress } from "../../embedded/progress";

/**
 * The servers of the images, PostgreSQL and Redis, to start without a container. They refuse to run as root, and another user
 * may not be able to look into the cache: hence the copy.
 */
export async function copyServers(): Promise<{ env: Record<string, string>; remove: () => void }> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "servers-"));
    const remove = () => {
        fs.rmSync(root, { recursive: true });
    };
    try {
        fs.chmodSync(root, 0o755);
        fs.cpSync(await debianRoot(createProgress()), root, { recursive: true, verbatimSymlinks: true });
    } catch (error) {
        remove();
        throw error;
    }
    const libraries = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"].map((folder) => path.join(root, folder));
    const env = {
        APP_TEST_POSTGRES_BIN: path.join(root, "usr/lib/postgresql/15/bin"),
        APP_TEST_REDIS_BIN: path.join(root, "usr/bin/redis-server"),
        LD_LIBRARY_PATH: libraries.join(":"),
    };
    return { env, remove };
}

/** Has them for as long as the work takes; `env` is what the app's own tests find them by. */
export async function withServers<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
    const { env, remove } = await copyServers();
    try {
        return await work(env);
    } finally {
        remove();
    }
}
