import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "./paths";

/** Tells the user what is going on. Steps may run beside and inside one another. */
export interface Progress {
    /** `report` replaces the step's detail. The title names the step from run to run, so that its last time can be told. */
    step<T>(title: string, work: (report: (detail: string) => void) => Promise<T>): Promise<T>;
    note(line: string): void;
}

export interface ProgressOptions {
    /** Where to write; default: standard error, so that a command's own output stays clean. */
    readonly stream?: NodeJS.WriteStream | (NodeJS.WritableStream & { isTTY?: boolean; columns?: number });
    /** Remembers how long each step took. */
    readonly timesFile?: string;
}

/** Live lines on a terminal, plain lines elsewhere. */
export function createProgress(options: ProgressOptions = {}): Progress {
    const stream = options.stream ?? process.stderr;
    const times = new Times(options.timesFile ?? path.join(cacheRoot(), "times.json"));
    return stream.isTTY ? new TerminalProgress(stream, times) : new LogProgress(stream, times);
}

/** Says nothing: for tests and for callers who print themselves. */
export const silentProgress: Progress = {
    step: (_title, work) => work(() => undefined),
    note: () => undefined,
};

interface Step {
    readonly title: string;
    readonly started: number;
    readonly last: number | undefined;
    detail: string;
}

abstract class TimedProgress implements Progress {
    protected readonly running = new Set<Step>();

    constructor(
        protected readonly stream: NodeJS.WritableStream & { columns?: number },
        private readonly times: Times,
    ) {}

    async step<T>(title: string, work: (report: (detail: string) => void) => Promise<T>): Promise<T> {
        const step: Step = { title, started: Date.now(), last: this.times.get(title), detail: "" };
        this.running.add(step);
        this.onStart(step);
        let outcome: "done" | "failed" = "failed";
        try {
            const result = await work((detail) => {
                step.detail = detail; // The next tick shows it: details may come by the thousand.
            });
            outcome = "done";
            this.times.set(title, (Date.now() - step.started) / 1000);
            return result;
        } finally {
            this.running.delete(step);
            this.onEnd(step, outcome);
        }
    }

    abstract note(line: string): void;
    protected abstract onStart(step: Step): void;
    protected abstract onEnd(step: Step, outcome: "done" | "failed"): void;
}

class LogProgress extends TimedProgress {
    private timer: NodeJS.Timeout | undefined;

    note(line: string): void {
        this.stream.write(line + "\n");
    }

    /** Every detail would flood a log; one line in half a minute shows that it lives. */
    protected onStart(step: Step): void {
        this.note(`> ${step.title}${lastTime(step)}`);
        this.timer ??= setInterval(() => {
            for (const each of this.running) this.note(`  ${line(each)}`);
        }, 30_000).unref();
    }

    protected onEnd(step: Step, outcome: string): void {
        this.note(`< ${step.title}: ${outcome} in ${duration(elapsed(step))}`);
        if (this.running.size > 0) return;
        clearInterval(this.timer);
        this.timer = undefined;
    }
}

class TerminalProgress extends TimedProgress {
    private drawn = 0;
    private timer: NodeJS.Timeout | undefined;

    note(line: string): void {
        this.redraw(line);
    }

    protected onStart(): void {
        this.timer ??= setInterval(() => {
            this.redraw();
        }, 250).unref();
        this.redraw();
    }

    protected onEnd(step: Step, outcome: "done" | "failed"): void {
        this.redraw(`${outcome === "done" ? "✓" : "✗"} ${step.title} (${duration(elapsed(step))})`);
        if (this.running.size > 0) return;
        clearInterval(this.timer);
        this.timer = undefined;
    }

    /** Puts `above` where it stays and the running steps below it. */
    private redraw(above?: string): void {
        const columns = this.stream.columns ?? 80;
        const live = [...this.running].map((step) => clip(`… ${line(step)}`, columns - 1));
        const up = this.drawn > 0 ? `\x1b[${this.drawn}A` : "";
        const lines = above === undefined ? live : [above, ...live];
        this.stream.write(`${up}\r\x1b[J${lines.map((text) => text + "\n").join("")}`);
        this.drawn = live.length;
    }
}

/** How long each step took the last time; a convenience, so a file that cannot be read or written is no error. */
class Times {
    constructor(private readonly file: string) {}

    get(title: string): number | undefined {
        return this.read()[title];
    }

    set(title: string, value: number): void {
        try {
            fs.mkdirSync(path.dirname(this.file), { recursive: true });
            const draft = `${this.file}.${process.pid}`;
            fs.writeFileSync(
                draft,
                JSON.stringify({ ...this.read(), [title]: Math.round(value * 10) / 10 }, null, 2) + "\n",
            );
            fs.renameSync(draft, this.file);
        } catch {
            // See above.
        }
    }

    private read(): Record<string, number> {
        try {
            return JSON.parse(fs.readFileSync(this.file, "utf8")) as Record<string, number>;
        } catch {
            return {};
        }
    }
}

function line(step: Step): string {
    const detail = step.detail === "" ? "" : `: ${step.detail}`;
    return `${step.title}${detail} (${duration(elapsed(step))}${step.last === undefined ? "" : `, last time ${duration(step.last)}`})`;
}

function lastTime(step: Step): string {
    return step.last === undefined ? "" : ` (last time ${duration(step.last)})`;
}

function elapsed(step: Step): number {
    return (Date.now() - step.started) / 1000;
}

/** A number of seconds for people: 0.4 s, 12 s, 3 min 5 s. */
export function duration(value: number): string {
    if (value < 9.95) return `${value.toFixed(1)} s`;
    const whole = Math.round(value);
    return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function clip(text: string, width: number): string {
    return text.length <= width ? text : text.slice(0, width - 1) + "…";
}
