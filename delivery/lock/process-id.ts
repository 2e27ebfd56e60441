import * as fs from "node:fs";
import * as os from "node:os";

/** Who holds a lock, in words: `ada@desk (process 4711)`. */
export function whoAmI(): string {
    const user = process.env.GITHUB_ACTOR ?? os.userInfo().username;
    return `${user}@${os.hostname()}`;
}

/**
 * A process as nobody else is: the boot of the machine, the namespace of its process ids, its id, and when it started. Empty
 * where the system doesn't tell.
 */
export function processId(pid: number | "self" = "self"): string {
    try {
        const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
        const namespace = fs.readlinkSync("/proc/self/ns/pid");
        const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        // The name, which may have spaces and brackets in it, ends with the last bracket.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return [boot, namespace, stat.split(" ")[0], fields[19]].join("/");
    } catch {
        return "";
    }
}

/** Whether a process of this machine is gone for certain. One of another machine, or of another container, may live. */
export function isDead(id: string): boolean {
    const [boot, namespace, pid] = id.split("/");
    const [ourBoot, ourNamespace] = processId().split("/");
    if (pid === undefined || boot !== ourBoot || namespace !== ourNamespace) return false;
    return processId(Number(pid)) !== id;
}
