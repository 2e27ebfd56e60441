import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import type { Stack } from "@pulumi/pulumi/automation/index.js";

import { parseConfig, type PlatformConfig } from "../../components/config";
import { secretKeys } from "../../components/config-schema";
import { Interrupted, UserError } from "../../embedded/errors";
import { run } from "../../embedded/process";
import { systemClock } from "../clock";
import { afterOthers } from "./after-others";
import { inEnginesWords } from "./engine-words";
import { projectName } from "./stack-file";
import { type Part, targetsOf } from "./targets";
import { turns } from "./turns";

/** What an update is of: the whole stack, or of some workloads what moves their traffic, or how many pods they have. */
export type Scope = "everything" | Part;

/** Parts of a stack's config by path, as in `workloads.recipes.image.green`. */
export type ConfigValues = Readonly<Record<string, string>>;

export interface UpdateOptions {
    /** Ends the update. */
    readonly signal: AbortSignal;
    /** Gets what the engine says. */
    readonly onLine: (line: string) => void;
    /** Whose traffic moves, or whose size changes, where nothing else does. */
    readonly workloads: readonly string[];
    /** Folder of a policy pack that may stop the update. Default: none. */
    readonly policyPack?: string;
}

/** A stack of the program, driven by the Automation API: the same program, config and state as under `pulumi up`. */
export class ReleaseStack {
    private engine: Promise<Stack> | undefined;
    private read: { hash: string; config: Promise<PlatformConfig> } | undefined;
    private readonly inTurn = turns();

    constructor(
        /** Folder of the program. */
        private readonly project: string,
        readonly name: string,
    ) {}

    get file(): string {
        return path.join(this.project, `Pulumi.${this.name}.yaml`);
    }

    /** The config, checked and with its defaults. Read anew when the file has changed. */
    async config(): Promise<PlatformConfig> {
        const hash = createHash("sha256").update(fs.readFileSync(this.file)).digest("hex");
        if (this.read?.hash !== hash) {
            const read = { hash, config: this.readConfig() };
            this.read = read;
            read.config.catch(() => {
                // Whoever comes next tries again.
                if (this.read === read) this.read = undefined;
            });
        }
        return this.read.config;
    }

    async writeConfig(values: ConfigValues): Promise<void> {
        const stack = await this.open();
        const entries = Object.entries(values).map(([key, value]) => [`${projectName}:${key}`, { value }]);
        const all = Object.fromEntries(entries) as Record<string, { value: string }>;
        await told(() => this.inTurn(() => stack.setAllConfig(all, true)));
    }

    async removeConfig(paths: readonly string[]): Promise<void> {
        const stack = await this.open();
        const keys = paths.map((each) => `${projectName}:${each}`);
        await told(() => this.inTurn(() => stack.removeAllConfig(keys, true)));
    }

    /**
     * Updates the stack: all of it, with a policy pack if one is given, or a part of some workloads. An update of somebody else is
     * waited for, as is one of its own. Throws a UserError in the engine's words.
     */
    update(what: Scope, options: UpdateOptions): Promise<void> {
        return this.inTurn(() => this.updateNow(what, options));
    }

    private async updateNow(what: Scope, { signal, onLine, policyPack, workloads }: UpdateOptions): Promise<void> {
        const stack = await this.open();
        const target = what === "everything" ? undefined : targetsOf(this.name, what, workloads);
        const policyPacks = policyPack === undefined ? undefined : [policyPack];
        const options = {
            target,
            policyPacks,
            signal,
            color: "never",
            suppressOutputs: true,
            onOutput: onLine,
        } as const;
        await told(() => afterOthers(systemClock, () => stack.up(options), signal));
    }

    /** Comes back when nothing changes the stack any more that was begun here. */
    settled(): Promise<void> {
        return this.inTurn(() => Promise.resolve());
    }

    /** Keeps a short text with the stack, in the engine's own backend. */
    async tag(key: string, value: string): Promise<void> {
        const stack = await this.open();
        await told(() => stack.setTag(key, value));
    }

    async readTag(key: string): Promise<string | undefined> {
        const stack = await this.open();
        return (await told(() => stack.listTags()))[key];
    }

    private async readConfig(): Promise<PlatformConfig> {
        const all = await told(() => configOf(this.project, this.name));
        const own = Object.entries(all).filter(([key]) => key.startsWith(`${projectName}:`));
        const bare = (key: string) => key.slice(projectName.length + 1);
        const raw = Object.fromEntries(own.map(([key, { value = encrypted }]) => [bare(key), value]));
        return parseConfig(raw, {
            name: `${projectName}-${this.name}`,
            region: all["aws:region"]?.value,
            isSecret: (key) => all[`${projectName}:${key}`]?.secret === true,
        });
    }

    /** Loaded at the first use: whatever needs no engine is done by then. */
    private open(): Promise<Stack> {
        this.engine ??= told(() => openStack(this.project, this.name));
        return this.engine;
    }

    /** Begins to open the engine, which whoever changes something will need, while something else is done. */
    openAhead(): void {
        // Whoever needs it is told.
        this.open().catch(() => undefined);
    }
}

/** A config as the engine tells it: what is encrypted has no value where it was not asked for. */
type EngineConfig = Record<string, { value?: string; secret: boolean }>;

/** Stands for a secret that was not asked for, and is as long as the longest has to be. */
const encrypted = "encrypted".repeat(8);

/**
 * Without the secrets, for which the Automation API has no way: a release needs none, and to decrypt them takes longer than all else of
 * it. Where somebody keeps more encrypted than has to be, it is read as a whole.
 */
async function configOf(project: string, stack: string): Promise<EngineConfig> {
    const read = async (...more: string[]) => {
        const args = ["config", "--json", "--stack", stack, "--non-interactive", ...more];
        const { stdout } = await run("pulumi", args, { cwd: project });
        return JSON.parse(stdout) as EngineConfig;
    };
    const config = await read();
    const usual = secretKeys.map((key) => `${projectName}:${key}`);
    const isUsual = Object.entries(config).every(([key, { secret }]) => !secret || usual.includes(key));
    return isUsual ? config : read("--show-secrets");
}

/** Without what the Automation API runs the engine for and nobody here needs: a fifth of a promotion. */
async function openStack(project: string, name: string): Promise<Stack> {
    const { LocalWorkspace, Stack } = await import("@pulumi/pulumi/automation/index.js");
    const workspace = await LocalWorkspace.create({ workDir: project });
    // Each command names its stack. Which one a person has selected stays as it is.
    workspace.selectStack = () => Promise.resolve();
    const stack = await Stack.select(name, workspace);
    // What an update returns.
    stack.outputs = () => Promise.resolve({});
    stack.info = () => Promise.resolve(undefined);
    return stack;
}

async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        if (error instanceof Interrupted) throw error;
        throw new UserError(inEnginesWords(error), { cause: error });
    }
}
