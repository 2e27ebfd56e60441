import * as fs from "node:fs";

import type { ServedCalls } from "./reports";

/** A line of the file of calls. */
type Line = Pick<ServedCalls, "service" | "operation" | "served">;

/** Who answered how many calls of each operation, the most frequent first. */
export function servedCalls(file: string): ServedCalls[] {
    const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
    const found = new Map<string, ServedCalls>();
    for (const line of lines.filter((each) => each !== "")) {
        const { service, operation, served } = JSON.parse(line) as Line;
        const key = `${service} ${operation} ${served}`;
        const count = (found.get(key)?.count ?? 0) + 1;
        found.set(key, { service, operation, served, count });
    }
    return [...found.values()].sort((a, b) => b.count - a.count);
}
