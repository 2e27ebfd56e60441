import * as fs from "node:fs";

import { hasCode } from "../../errors";

/** A request to moto, as `callsFile` has it: one line of JSON each. */
export interface Call {
    /** When it was answered. */
    readonly at: string;
    /** As botocore names it. */
    readonly service: string;
    /** Such as `CreateCluster`; method and path where it is none that is known. */
    readonly operation: string;
    readonly region: string;
    /** `extension`: what the rehearsal adds to moto; `nobody`: it was refused with 501. */
    readonly served: "moto" | "extension" | "nobody";
    /** Which of the SDK's attempts at the call it is, from the second on. */
    readonly attempt?: number;
    /** HTTP status of the answer. */
    readonly status: number;
    readonly ms: number;
}

/** Calls of one operation. */
export interface OperationSum {
    readonly service: string;
    readonly operation: string;
    readonly served: Call["served"];
    readonly calls: number;
    /** Of them those that were answered with an error. */
    readonly refused: number;
    readonly ms: number;
}

/** All that were made; none where there is no file yet. */
export function readCalls(file: string): Call[] {
    const lines = read(file).split("\n");
    // The last line ends with a line break, or is still being written.
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Call);
}

/** By service and operation. */
export function sumCalls(calls: readonly Call[]): OperationSum[] {
    const sums = new Map<string, OperationSum>();
    for (const { service, operation, served, status, ms } of calls) {
        const key = [service, operation, served].join(" ");
        const sum = sums.get(key) ?? { service, operation, served, calls: 0, refused: 0, ms: 0 };
        const refused = sum.refused + (status >= 400 ? 1 : 0);
        sums.set(key, { ...sum, calls: sum.calls + 1, refused, ms: sum.ms + ms });
    }
    return [...sums.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, sum]) => sum);
}

function read(file: string): string {
    try {
        return fs.readFileSync(file, "utf8");
    } catch (error) {
        if (hasCode(error, "ENOENT")) return "";
        throw error;
    }
}
