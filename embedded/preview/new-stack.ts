import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import type { Document } from "yaml";

import { run } from "../process";
import type { Progress } from "../progress";
import { ensureEngine } from "../tools";
import { withoutCredentials } from "./environment";

export interface NewStackOptions {
    /** Gets the engine's home and backend, a home for the user, and the copy of the stack's file. */
    readonly folder: string;
    /** Folder of the program's Pulumi.yaml. */
    readonly program: string;
    readonly stack: string;
    /** The stack's file. */
    readonly config: Document;
}

/** Makes a stack on AWS that nothing was ever made of, in a backend and a home of its own; nothing of the user's is in its environment. */
export async function newStack(
    options: NewStackOptions,
    progress: Progress,
): Promise<{ configFile: string; env: NodeJS.ProcessEnv }> {
    const { folder } = options;
    const engine = await ensureEngine(folder, progress, "aws");
    const home = path.join(folder, "home");
    fs.mkdirSync(home, { recursive: true, mode: 0o700 });
    return initStack(options, {
        ...withoutCredentials(process.env, home),
        ...engine.env,
        PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(path.delimiter),
    });
}

/** Makes the stack, with an engine that is there already; what is signed in in `around` stays so. */
export async function initStack(
    { folder, program, stack, config }: NewStackOptions,
    around: NodeJS.ProcessEnv,
): Promise<{ configFile: string; env: NodeJS.ProcessEnv }> {
    const backend = path.join(folder, "pulumi");
    const configFile = path.join(folder, `Pulumi.${stack}.yaml`);
    fs.writeFileSync(configFile, config.toString({ lineWidth: 0 }));
    fs.copyFileSync(path.join(program, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    fs.mkdirSync(backend, { recursive: true, mode: 0o700 });
    const env = {
        ...around,
        PULUMI_BACKEND_URL: `file://${encodeURI(backend)}`,
        PULUMI_CONFIG_PASSPHRASE: randomBytes(16).toString("hex"),
    };
    // It writes to the stack's file beside the project's: to the copies.
    await run("pulumi", ["stack", "init", stack], { cwd: folder, env });
    return { configFile, env };
}
