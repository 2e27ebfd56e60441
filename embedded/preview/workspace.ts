import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { UserError } from "../errors";
import { run } from "../process";
import type { Progress } from "../progress";
import { ensureEngine } from "../tools";
import { previewConfig, withoutCredentials } from "./environment";

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
    const config = readConfig(project, stack, file);
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

function readConfig(project: string, stack: string, file: string): Document {
    if (stack === "") {
        throw new UserError(
            `which stack? make preview STACK=production; there are: ${stacksOnAws(project).join(", ")}`,
        );
    }
    if (!/^[\w.-]+$/.test(stack) || !fs.existsSync(file)) {
        throw new UserError(
            `there is no stack file Pulumi.${stack}.yaml; there are: ${stacksOnAws(project).join(", ")}`,
        );
    }
    const config = parseDocument(fs.readFileSync(file, "utf8"));
    if (!isOnAws(config)) {
        throw new UserError(`the stack ${stack} is not on AWS; these are: ${stacksOnAws(project).join(", ")}`);
    }
    const secrets = encryptedKeys(config);
    if (secrets.length > 0) {
        throw new UserError(
            `Pulumi.${stack}.yaml has encrypted values, which can't be read without its key: ${secrets.join(", ")}. ` +
                "Log in and say: pulumi preview",
        );
    }
    for (const [key, value] of Object.entries(previewConfig)) {
        config.setIn(["config", key], value);
    }
    return config;
}

/** Whether there is a file of such a stack, and it says that it is on AWS. */
export function isStackOnAws(project: string, stack: string): boolean {
    return stacksOnAws(project).includes(stack);
}

function isOnAws(config: Document): boolean {
    return config.getIn(["config", "alchemorsel:foundation"]) === "aws";
}

function stacksOnAws(project: string): string[] {
    return fs.readdirSync(project).flatMap((file) => {
        const stack = /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1];
        return stack !== undefined && isOnAws(parseDocument(fs.readFileSync(path.join(project, file), "utf8")))
            ? [stack]
            : [];
    });
}

function encryptedKeys(config: Document): string[] {
    const { config: values = {} } = config.toJS() as { config?: Record<string, unknown> };
    return Object.keys(values).filter((key) => /"secure":/.test(JSON.stringify(values[key])));
}
