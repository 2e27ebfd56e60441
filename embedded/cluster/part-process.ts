import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import { hasCode } from "../errors";
import { Part } from "./parts";
import { ClusterSettings, programEnvironment, stateFile } from "./settings";
import { PartState, PartStatus } from "./status";

const checkEvery = 250;
const checkReadyEvery = 3000;
const firstBackoff = 200;
const longestBackoff = 5000;
/** A part that was ready for this long starts over with the first backoff. */
const steadyAfter = 30_000;
const largestLog = 20 * 1024 * 1024;

/** Runs one part for as long as the node lives: starts it after what it needs, watches it, starts it again. */
export class PartProcess {
    readonly status: PartStatus;
    private child: ChildProcess | undefined;
    private exited: Promise<void> = Promise.resolve();
    private stopping = false;
    private backoff = firstBackoff;

    constructor(
        readonly part: Part,
        private readonly settings: ClusterSettings,
        private readonly changed: () => void,
    ) {
        this.status = { name: part.name, state: "waiting", since: Date.now(), restarts: 0 };
    }

    /** Never rejects: what goes wrong with a part is its status. */
    async run(others: ReadonlyMap<string, PartProcess>): Promise<void> {
        await this.waitForOthers(others);
        while (!this.stopping) {
            this.start();
            await Promise.race([this.exited, this.watch()]);
            await this.exited;
            await this.backOff();
        }
    }

    private async backOff(): Promise<void> {
        if (this.stopping) {
            return;
        }
        this.status.restarts++;
        this.set("restarting", `its restart in ${this.backoff} ms`);
        await delay(this.backoff);
        this.backoff = Math.min(this.backoff * 2, longestBackoff);
    }

    async stop(): Promise<void> {
        this.stopping = true;
        this.child?.kill("SIGTERM");
        const killer = setTimeout(() => this.child?.kill("SIGKILL"), this.part.stopTimeout ?? 5000);
        await this.exited;
        clearTimeout(killer);
        this.set("stopped");
    }

    private async waitForOthers(others: ReadonlyMap<string, PartProcess>): Promise<void> {
        for (;;) {
            const missing = this.part.after.filter((name) => others.get(name)?.status.state !== "ready");
            if (missing.length === 0 || this.stopping) {
                return;
            }
            this.set("waiting", missing.join(", "));
            await delay(checkEvery / 5);
        }
    }

    private start(): void {
        const log = openLog(stateFile(this.settings, "logs", `${this.part.name}.log`));
        const program = this.settings.programs[this.part.program] ?? this.part.program;
        const child = spawn(...this.endsWithNode(program), {
            stdio: ["ignore", log, log],
            env: { ...programEnvironment(this.settings), ...this.part.env },
        });
        this.child = child;
        this.exited = new Promise<void>((resolve) => {
            child.on("error", (error) => {
                note(log, `cannot start ${program}: ${error.message}`);
                resolve();
            });
            child.on("exit", (code, signal) => {
                note(log, `ended with ${signal ?? `exit code ${code ?? "unknown"}`}`);
                resolve();
            });
        }).then(() => {
            fs.closeSync(log);
            this.child = undefined;
            this.status.pid = undefined;
        });
        this.status.pid = child.pid;
        this.set("starting", "its first answer");
    }

    /** In namespaces of its own the kernel ends a part with its node; on the host it does so with this process. */
    private endsWithNode(program: string): [string, string[]] {
        const { args } = this.part;
        return this.settings.simulated === undefined
            ? [program, args]
            : ["setpriv", ["--pdeathsig", "KILL", "--", program, ...args]];
    }

    /** Follows the part's readiness until it ends. */
    private async watch(): Promise<void> {
        let readySince: number | undefined;
        while (this.child) {
            const waitsFor = await this.part.ready();
            if (!this.isRunning()) {
                return;
            }
            readySince = waitsFor === undefined ? (readySince ?? Date.now()) : undefined;
            if (readySince !== undefined && Date.now() - readySince > steadyAfter) {
                this.backoff = firstBackoff;
            }
            this.set(waitsFor === undefined ? "ready" : "starting", waitsFor);
            await delay(waitsFor === undefined ? checkReadyEvery : checkEvery);
        }
    }

    private isRunning(): boolean {
        return this.child !== undefined && !this.stopping;
    }

    private set(state: PartState, waitsFor?: string): void {
        if (this.status.state !== state) {
            this.status.since = Date.now();
        }
        const before = `${this.status.state} ${this.status.waitsFor ?? ""}`;
        this.status.state = state;
        this.status.waitsFor = waitsFor;
        if (before !== `${state} ${waitsFor ?? ""}`) {
            this.changed();
        }
    }
}

/** A full disk, of which the part may have ended, keeps no line; what follows of the end is the same. */
function note(log: number, text: string): void {
    try {
        fs.writeSync(log, `supervisor: ${text}\n`);
    } catch (error) {
        if (!hasCode(error, "ENOSPC")) throw error;
    }
}

/** Appends; a log that has grown large is set aside first, so that two of them are the most there is. */
function openLog(file: string): number {
    if (fs.existsSync(file) && fs.statSync(file).size > largestLog) {
        fs.renameSync(file, `${file}.1`);
    }
    return fs.openSync(file, "a", 0o600);
}
