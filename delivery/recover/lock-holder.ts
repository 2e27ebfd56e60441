import * as fs from "node:fs";
import * as os from "node:os";

/** Who has a stack's lock, by what the engine says when it is refused. */
export interface LockHolder {
    /** As in `ada@desk (pid 4711)`. */
    readonly who: string;
    readonly host: string;
    readonly pid: number;
    readonly since: string;
}

/**
 * Every holder that the engine names. None where it was not refused for a lock; where a service keeps the state, it
 * says that there is one and not whose.
 */
export function lockHolders(printed: string): readonly LockHolder[] | "unnamed" | undefined {
    const named = [...printed.matchAll(/created by (.+)@(\S+) \(pid (\d+)\) at (\S+)/g)];
    if (named.length > 0) {
        return named.map(([, user = "", host = "", pid = "", since = ""]) => ({
            ...{ who: `${user}@${host} (pid ${pid})`, host, pid: Number(pid), since },
        }));
    }
    return /currently locked by|Another update is currently in progress/.test(printed) ? "unnamed" : undefined;
}

/** What is known of the engine that took a lock: one of another machine may live. */
export function isGone({ host, pid }: LockHolder, procFolder = "/proc"): boolean {
    if (host !== os.hostname() || !fs.existsSync(procFolder)) return false;
    try {
        // A process's number is another program's after a while.
        return !fs.readFileSync(`${procFolder}/${pid}/comm`, "utf8").startsWith("pulumi");
    } catch {
        return true;
    }
}
