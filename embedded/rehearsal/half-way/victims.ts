import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** What of an update is killed. */
export type Victim = "engine" | "provider" | "program";

export const victims: readonly Victim[] = ["engine", "provider", "program"];

interface Process {
    readonly pid: number;
    readonly parent: number;
    readonly command: string;
}

/** Ends a part of the update of this stack's file as `kill -9` does, and waits until it is gone. */
export async function killPart(victim: Victim, configFile: string): Promise<void> {
    const all = processes();
    const engine = all.find(({ command }) => isEngine(command) && command.includes(configFile));
    if (engine === undefined) throw new Error(`no engine works on ${configFile}: its calls can't come from there`);
    const family = descendants(engine, all);
    const found = victim === "engine" ? engine : family.find(({ command }) => isPart[victim](command));
    if (found === undefined) throw new Error(`the engine ${engine.pid} has no ${victim} among its processes`);
    process.kill(found.pid, "SIGKILL");
    while (isThere(found.pid)) await delay(10);
}

function isEngine(command: string): boolean {
    return /(^|\/)pulumi up /.test(command);
}

const isPart: Readonly<Record<Exclude<Victim, "engine">, (command: string) => boolean>> = {
    provider: (command) => /\/pulumi-resource-aws( |$)/.test(command),
    program: (command) => command.includes("@pulumi/pulumi/cmd/run"),
};

function descendants({ pid }: Process, all: readonly Process[]): Process[] {
    return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(child, all)]);
}

function processes(): Process[] {
    return fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => read(Number(name)) ?? []);
}

/** Undefined where it has ended meanwhile. */
function read(pid: number): Process | undefined {
    try {
        const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return { pid, parent: Number(fields[1]), command };
    } catch {
        return undefined;
    }
}

/** One that has ended and that nobody has asked for yet is a zombie. */
function isThere(pid: number): boolean {
    try {
        return !/\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
        return false;
    }
}
