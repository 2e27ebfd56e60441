import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { hasCode } from "../errors";
import { backendFolder, cacheRoot } from "../paths";
import { shellQuote } from "../process";
import { Progress } from "../progress";
import { ensureEksPlugin } from "./eks";
import { endsWithEngine } from "./ends-with-engine";
import { ensureTools, unbuiltTools } from "./ensure";
import { bundleLanguageHost } from "./language-host/bundle";
import { findOfficialPulumi } from "./official";
import { awsPlugin, eksPlugin, findOfficialPlugin, kubernetesPlugin, linkPlugin } from "./plugins";
import { ensurePulumiCommand } from "./pulumi-command";
import { ensureEntry } from "./store";
import type { ToolName } from "./table";

export interface Engine {
    readonly kind: "official" | "embedded";
    /** To go before PATH. */
    readonly pathEntries: readonly string[];
    /** What `pulumi` needs beside PATH; the backend and its passphrase are the caller's. */
    readonly env: Readonly<Record<string, string>>;
}

/** What a stack needs of the engine: the local one does without the AWS provider, which takes 20 minutes to build. */
export type Stacks = "local" | "aws";

const localTools: readonly ToolName[] = ["pulumi", "pulumi-kubernetes"];

/** The tools that `ensureEngine` would take from the cache. */
export async function toolsOfEngine(stacks: Stacks = "local"): Promise<readonly ToolName[]> {
    return (await findOfficialPulumi(() => undefined)) === undefined ? builtTools(stacks) : [];
}

/** The same where the user has no official Pulumi. */
function builtTools(stacks: Stacks): readonly ToolName[] {
    const buildsAws = stacks === "aws" && findOfficialPlugin(awsPlugin) === undefined;
    return buildsAws ? [...localTools, "pulumi-aws"] : localTools;
}

/** The user's official Pulumi, or one that is built; `stateFolder` gets its command, and what the built one keeps in its home. */
export async function ensureEngine(stateFolder: string, progress: Progress, stacks: Stacks = "local"): Promise<Engine> {
    const official = await findOfficialPulumi((reason) => {
        progress.note(reason);
    });
    const command = (engine: string) =>
        ensurePulumiCommand(path.join(stateFolder, "bin"), path.join(engine, "pulumi"), backendFolder(stateFolder));
    if (official !== undefined) {
        return { kind: "official", pathEntries: [command(official.folder), official.folder], env: {} };
    }
    const programs = await ensureTools(builtTools(stacks), progress);
    const bin = await programFolder(programs.get("pulumi") ?? "", await bundleLanguageHost());
    const home = path.join(stateFolder, "pulumi-home");
    const built = async (program: string) => {
        const file = programs.get(program);
        return file === undefined ? undefined : endsWithEngine(file);
    };
    linkPlugin(home, kubernetesPlugin, await built("pulumi-resource-kubernetes"));
    linkPlugin(home, awsPlugin, (await built("pulumi-resource-aws")) ?? (await presentAwsPlugin(progress)));
    linkPlugin(home, eksPlugin, await ensureEksPlugin());
    return {
        kind: "embedded",
        pathEntries: [command(bin), bin],
        env: {
            PULUMI_HOME: home,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            // A plugin that is missing is told at once, with its name, and not after a vain download.
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
    };
}

/** A shell that has the engine for the local stack may ask for one on AWS, too: with what is there, and nothing is built. */
async function presentAwsPlugin(progress: Progress): Promise<string | undefined> {
    const official = findOfficialPlugin(awsPlugin);
    if (official !== undefined) return official;
    // Where there is no go either, nothing was built.
    const unbuilt = await unbuiltTools(["pulumi-aws"]).catch(() => ["pulumi-aws"]);
    if (unbuilt.length > 0) return undefined;
    const program = (await ensureTools(["pulumi-aws"], progress)).get("pulumi-resource-aws");
    return program === undefined ? undefined : endsWithEngine(program);
}

/**
 * The engine and its bundled plugins in one folder, as in a release. The engine warns of a bundled plugin that does not
 * lie beside the file it was started from, so that file is a hard link here, no symbolic one.
 */
async function programFolder(pulumi: string, host: string): Promise<string> {
    const scripts = {
        "pulumi-language-nodejs": hostScript(host),
        "pulumi-resource-pulumi-nodejs": dynamicProviderScript,
    };
    const key = createHash("sha256")
        .update(JSON.stringify([pulumi, scripts]))
        .digest("hex")
        .slice(0, 32);
    const fill = (draft: string) => {
        linkOrCopy(pulumi, path.join(draft, "pulumi"));
        for (const [name, script] of Object.entries(scripts)) {
            fs.writeFileSync(path.join(draft, name), script, { mode: 0o755 });
        }
        return Promise.resolve(["pulumi", ...Object.keys(scripts)]);
    };
    return ensureEntry({ folder: path.join(cacheRoot(), "tools", "engine"), key, fill });
}

/** `exec` leaves no shell between the engine and the host, which watches its parent. */
function hostScript(host: string): string {
    return `#!/bin/sh\nexec node ${shellQuote(host)} "$@"\n`;
}

/** Dynamic resources run in the program's own copy of the SDK. */
const dynamicProviderScript = `#!/bin/sh
provider=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$provider" "$@"
`;

function linkOrCopy(from: string, to: string): void {
    try {
        fs.linkSync(fs.realpathSync(from), to);
    } catch (error) {
        if (!["EXDEV", "EPERM", "EMLINK"].some((code) => hasCode(error, code))) throw error;
        fs.copyFileSync(from, to);
    }
}
