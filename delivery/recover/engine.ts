import { run, RunError } from "../../embedded/process";
import type { PlannedResource } from "../../embedded/preview";
import type { StateResource } from "../../embedded/upgrades/state";

/** Where the engine works. */
export interface StackPlace {
    readonly stack: string;
    /** Folder of the program. */
    readonly project: string;
    /** The stack's file; default: the one beside the program. */
    readonly configFile?: string;
    readonly env: NodeJS.ProcessEnv;
}

/** What the engine had begun and not ended. */
export interface PendingOperation {
    readonly type: string;
    readonly resource: StateResource;
}

/** A stack's state as `pulumi stack export` writes it: what is not read here goes back as it came. */
export interface ExportedState {
    readonly deployment: {
        /** A stack that nothing was ever made of has none. */
        readonly manifest?: { readonly time?: string };
        readonly resources?: readonly StateResource[];
        readonly pending_operations?: readonly PendingOperation[];
    };
}

/** The engine's commands that a recovery needs. They are the documented ones: no file of the backend is touched by hand. */
export class StackEngine {
    constructor(private readonly place: StackPlace) {}

    async export(): Promise<ExportedState> {
        return JSON.parse(await this.run("stack", "export")) as ExportedState;
    }

    async import(state: ExportedState): Promise<void> {
        await this.runWith(JSON.stringify(state), "stack", "import");
    }

    /** Takes the lock away, whoever has it. */
    async cancel(): Promise<void> {
        await this.run("cancel", "--yes");
    }

    /**
     * Takes the stack's lock for a moment, and changes nothing: what is refreshed is the stack itself, which has no provider.
     * A stack without that has no resources at all.
     */
    async touch(root: string | undefined): Promise<void> {
        await this.refresh(...(root === undefined ? [] : ["--target", root]));
    }

    /** What the program would make that the state doesn't have. */
    async planned(): Promise<PlannedResource[]> {
        const printed = await this.run("preview", "--json", ...this.file());
        const { steps = [] } = JSON.parse(printed.slice(printed.indexOf("{"))) as Preview;
        return steps.filter(({ op }) => op === "create").flatMap(({ newState }) => newState ?? []);
    }

    async refresh(...args: string[]): Promise<void> {
        await this.run("refresh", "--yes", "--skip-preview", "--suppress-outputs", ...this.file(), ...args);
    }

    private file(): string[] {
        return this.place.configFile === undefined ? [] : ["--config-file", this.place.configFile];
    }

    private run(...args: string[]): Promise<string> {
        return this.runWith(undefined, ...args);
    }

    private async runWith(input: string | undefined, ...args: string[]): Promise<string> {
        const { stack, project, env } = this.place;
        const all = [...args, "--stack", stack, "--non-interactive"];
        return (await run("pulumi", all, { cwd: project, env, input })).stdout;
    }
}

interface Preview {
    readonly steps?: readonly { readonly op: string; readonly newState?: PlannedResource }[];
}

/** All that a command of the engine's printed when it failed. */
export function printedBy(error: unknown): string | undefined {
    return error instanceof RunError ? error.stdout + error.stderr : undefined;
}
