import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run } from "../process";
import type { Progress } from "../progress";
import { ensureEngine } from "../tools";
import { previewConfig, withoutCredentials } from "./environment";
import { readStackFile } from "./stack-file";

/** A stack that nothing was ever made of, in a backend of its own, for one preview. */
export interface Workspace {
    /** The checkout. */
    readonly project: string;
    /** A copy of the stack's file, for `--config-file`. */
    readonly configFile: string;
    readonly env: NodeJS.ProcessEnv;
}

/** Prepares the workspace, lets `use` work in it, and removes it again. `file` stands in place of the stack's own. */
export async function withWorkspace<T>(
    project: string,
    stack: string,
    progress: Progress,
    use: (workspace: Workspace) => Promise<T>,
    file = path.join(project, `Pulumi.${stack}.yaml`),
): Promise<T> {
    const config = readStackFile(project, stack, "make preview", file);
    for (const [key, value] of Object.entries(previewConfig)) config.setIn(["config", key], value);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-preview-"));
    try {
        const engine = await ensureEngine(folder, progress, "aws");
        const [home, backend] = ["home", "pulumi"].map((name) => path.join(folder, name)) as [string, string];
        const configFile = path.join(folder, `Pulumi.${stack}.yaml`);
        fs.writeFileSync(configFile, config.toString());
        fs.copyFileSync(path.join(project, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
        [home, backend].forEach((each) => {
            fs.mkdirSync(each, { recursive: true });
        });
        const env = {
            ...withoutCredentials(process.env, home),
            ...engine.env,
            PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(path.delimiter),
            PULUMI_BACKEND_URL: `file://${encodeURI(backend)}`,
            PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
        };
        // It writes to the stack's file beside the project's: to the copies.
        await run("pulumi", ["stack", "init", stack], { cwd: folder, env });
        return await use({ project, configFile, env });
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
