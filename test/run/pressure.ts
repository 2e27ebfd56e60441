import * as fs from "node:fs";

const everyMs = 5000;

/** What a machine can be short of, and how the kernel counts it: time in which some task waited for a processor, or all of them for the rest. */
const kinds = { cpu: "some", io: "full", memory: "full" } as const;

/**
 * Watches how long the machine's tasks waited, for the end of a suite: a test that fails on a machine whose disk stood still for ten seconds
 * says less about the program. Linux alone counts it (https://docs.kernel.org/accounting/psi.html); elsewhere nothing is said.
 */
export function watchPressure(folder = "/proc/pressure"): () => string {
    const worst = new Map<string, number>();
    const look = () => {
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
        return [...worst].map(([kind, percent]) => `${kind} ${Math.round(percent)} %`).join(", ");
    };
}

function shareOfTenSeconds(file: string, measure: string): number | undefined {
    if (!fs.existsSync(file)) return undefined;
    const match = new RegExp(`^${measure} avg10=([\\d.]+)`, "m").exec(fs.readFileSync(file, "utf8"));
    return match ? Number(match[1]) : undefined;
}
