import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** One request of the load, as it ended. */
export interface Answer {
    /** Milliseconds since the epoch. */
    at: number;
    kind: "kept" | "fresh" | "write";
    /** The HTTP status, or k6's code of the error where there was no answer. */
    status: number;
    color: string;
    version: string;
    /** Milliseconds. */
    duration: number;
    /** The recipe that a write made. */
    id?: string;
    /** Why there was no answer, in k6's words. */
    error?: string;
}

export interface LoadOptions {
    address: string;
    /** The path of k6. */
    k6: string;
    /** The load ends by itself after this many seconds, if nobody ends it before. */
    seconds: number;
    /** Requests a second on kept-alive connections, on new ones, and writes. */
    kept?: number;
    fresh?: number;
    write?: number;
    /** The requests' host name, where it is not the address's own. */
    host?: string;
    /** Path of what is asked for on new connections; default: a page that needs no store, as on the others. */
    freshPath?: string;
    /** The editor's key, with which writes are sent. */
    editorKey?: string;
    /** Senders of each kind that stand ready at the start; default: a fifth of the rate. */
    senders?: number;
    folder: string;
}

/** What asks the database. */
export const search = "/api/v1/recipes?q=soup&limit=10";

/** An open-model load in the background. Every request is recorded; none is sampled. */
export class Load {
    private constructor(
        private readonly child: ChildProcess,
        private readonly log: string,
        private readonly output: Promise<string>,
    ) {}

    static start(options: LoadOptions): Load {
        const log = path.join(options.folder, `load-${Date.now()}.log`);
        fs.writeFileSync(log, "");
        const child = spawn(
            options.k6,
            [
                "run",
                "--quiet",
                "--log-format",
                "raw",
                "--log-output",
                `file=${log}`,
                path.join(__dirname, "load.k6.js"),
            ],
            {
                stdio: ["ignore", "pipe", "pipe"],
                env: {
                    ...process.env,
                    ADDRESS: options.address,
                    SECONDS: options.seconds.toString(),
                    KEPT: (options.kept ?? 0).toString(),
                    FRESH: (options.fresh ?? 0).toString(),
                    WRITE: (options.write ?? 0).toString(),
                    HOST: options.host ?? "",
                    EDITOR_KEY: options.editorKey ?? "",
                    FRESH_PATH: options.freshPath ?? "",
                    RUN: Date.now().toString(36),
                    VUS: (options.senders ?? "").toString(),
                    K6_NO_USAGE_REPORT: "true",
                },
            },
        );
        let output = "";
        child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
        const ended = new Promise<string>((resolve) =>
            child.on("close", () => {
                resolve(output);
            }),
        );
        return new Load(child, log, ended);
    }

    private stopped = Infinity;

    /** What was answered so far. */
    answers(): Answer[] {
        return fs
            .readFileSync(this.log, "utf8")
            .split("\n")
            .slice(0, -1)
            .filter((line) => /^\d{13} /.test(line))
            .map(parse)
            .filter((answer) => !this.isCutOff(answer));
    }

    /** Waits until this many requests were answered since now. */
    async more(count: number): Promise<Answer[]> {
        const before = this.answers().length;
        for (;;) {
            const answers = this.answers();
            if (answers.length >= before + count) {
                return answers.slice(before);
            }
            if (this.child.exitCode !== null) {
                throw new Error(`the load ended early:\n${await this.output}`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }

    /** It has ended by itself, after its seconds. */
    async ended(): Promise<void> {
        await this.output;
    }

    /** After its end: requests that were due and not sent, because no sender was free. */
    async dropped(): Promise<number> {
        return Number(/dropped_iterations\.*: (\d+)/.exec(await this.output)?.[1] ?? 0);
    }

    /** A request that k6 gave up itself, because it was told to end: nobody failed to answer it. */
    private isCutOff({ at, error }: Answer): boolean {
        return at >= this.stopped && error === "context canceled";
    }

    /** Ends the load; requests under way are cut off, and count as not made. */
    async stop(): Promise<Answer[]> {
        this.stopped = Math.min(this.stopped, Date.now());
        this.child.kill("SIGINT");
        const output = await this.output;
        const answers = this.answers();
        if (answers.length === 0) {
            throw new Error(`the load made no request:\n${output}`);
        }
        return answers;
    }
}

function parse(line: string): Answer {
    const [at = "", kind = "", status = "", color = "", version = "", duration = "", id = "-", error = ""] =
        line.split(" ");
    return {
        at: Number(at),
        kind: kind as Answer["kind"],
        status: Number(status),
        color,
        version,
        duration: Number(duration),
        ...(id === "-" ? {} : { id }),
        ...(error === "" ? {} : { error: error.replaceAll("_", " ") }),
    };
}

export function failures(answers: readonly Answer[]): Answer[] {
    return answers.filter((answer) => answer.status < 200 || answer.status > 299);
}

/** The part of the answers, 0 to 1, that a color gave. */
export function share(answers: readonly Answer[], color: string): number {
    return answers.filter((answer) => answer.color === color).length / answers.length;
}
