import * as fs from "node:fs";
import * as os from "node:os";

const everyMs = 5000;
const mebibyte = 1024 ** 2;

/** What a machine can be short of, and how the kernel counts it: time in which some task waited for a processor, or all of them for the rest. */
const kinds = { cpu: "some", io: "full", memory: "full" } as const;

/**
 * Watches how long the machine's tasks waited, for the end of a suite: a test that fails on a machine whose disk stood still for ten seconds
 * says less about the program. Linux alone counts it (https://docs.kernel.org/accounting/psi.html); elsewhere nothing is said of it. And how little
 * of the disk was free: a kubelet evicts pods where it is less than 500 MiB.
 */
export function watchPressure(folder = "/proc/pressure"): () => string {
    const worst = new Map<string, number>();
    let leastFree = Infinity;
    const look = () => {
        const { bavail, bsize } = fs.statfsSync(os.tmpdir());
        leastFree = Math.min(leastFree, bavail * bsize);
        for (const [kind, measure] of Object.entries(kinds)) {
            const now = shareOfTenSeconds(`${folder}/${kind}`, measure);
            if (now !== undefined) worst.set(kind, Math.max(now, worst.get(kind) ?? 0));
        }
    };
    look();
    const timer = setInterval(look, everyMs);
    return () => {
        clearInterval(timer);
        look();
        const waited = [...worst].map(([kind, percent]) => `${kind} ${Math.round(percent)} %`);
        return [
            ...(waited.length > 0 ? [`waited, in the worst ten seconds: ${waited.join(", ")}`] : []),
            `least free on the disk: ${Math.floor(leastFree / mebibyte)} MiB`,
        ].join("; ");
    };
}

function shareOfTenSeconds(file: string, measure: string): number | undefined {
    if (!fs.existsSync(file)) return undefined;
    const match = new RegExp(`^${measure} avg10=([\\d.]+)`, "m").exec(fs.readFileSync(file, "utf8"));
    return match ? Number(match[1]) : undefined;
}
