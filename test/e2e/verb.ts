import { type ChildProcess, spawn } from "node:child_process";

import type { Outcome, TestPlatform } from "./platform";

/** A verb of `alchemorsel` in the background. */
export class Verb {
    private output = "";
    private readonly started = Date.now();
    private readonly end: Promise<Outcome>;
    private onOutput: () => void = () => undefined;

    private constructor(private readonly child: ChildProcess) {
        for (const stream of [child.stdout, child.stderr]) {
            stream?.on("data", (chunk: Buffer) => {
                this.output += chunk.toString();
                this.onOutput();
            });
        }
        this.end = new Promise((resolve) =>
            child.on("close", (code) => {
                const seconds = (Date.now() - this.started) / 1000;
                resolve({ code: code ?? -1, output: this.output, seconds });
                this.onOutput();
            }),
        );
    }

    static start(platform: TestPlatform, ...args: string[]): Promise<Verb> {
        return Verb.startWith({}, platform, ...args);
    }

    /** With more in its environment. */
    static async startWith(env: NodeJS.ProcessEnv, platform: TestPlatform, ...args: string[]): Promise<Verb> {
        const options = { cwd: platform.checkout, env: { ...(await platform.stackEnv()), ...env } } as const;
        const program = ["delivery/alchemorsel.js", ...args];
        return new Verb(spawn(process.execPath, program, { ...options, stdio: ["ignore", "pipe", "pipe"] }));
    }

    /** Waits until it has said something like this. */
    says(pattern: RegExp): Promise<void> {
        return new Promise((resolve, reject) => {
            const look = () => {
                if (pattern.test(this.output)) resolve();
                else if (this.child.exitCode !== null)
                    reject(new Error(`it ended without ${pattern.source}:\n${this.output}`));
            };
            this.onOutput = look;
            look();
        });
    }

    ended(): Promise<Outcome> {
        return this.end;
    }

    /** kill -9 */
    async kill(): Promise<void> {
        this.send("SIGKILL");
        await this.end;
    }

    send(signal: NodeJS.Signals): void {
        this.child.kill(signal);
    }
}
