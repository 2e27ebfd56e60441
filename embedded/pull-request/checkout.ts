import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run } from "../process";

/** Lets `use` work in a checkout of a commit with its packages, beside the one that is there, and removes it again. */
export async function withCheckout<T>(
    project: string,
    commit: string,
    use: (folder: string) => Promise<T>,
): Promise<T> {
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-base-"));
    const folder = path.join(parent, "base");
    try {
        await run("git", ["worktree", "add", "--quiet", "--detach", folder, commit], { cwd: project });
        await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder });
        return await use(folder);
    } finally {
        fs.rmSync(parent, { recursive: true, force: true });
        await run("git", ["worktree", "prune"], { cwd: project });
    }
}
