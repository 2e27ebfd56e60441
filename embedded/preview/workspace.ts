import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import type { Progress } from "../progress";
import { previewConfig } from "./environment";
import { newStack } from "./new-stack";
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
        const { configFile, env } = await newStack({ folder, program: project, stack, config }, progress);
        return await use({ project, configFile, env });
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
