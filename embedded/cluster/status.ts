import * as fs from "node:fs";

import { ClusterSettings, stateFile } from "./settings";

export type PartState = "waiting" | "starting" | "ready" | "restarting" | "stopped";

export interface PartStatus {
    name: string;
    state: PartState;
    /** Process id inside the node's own process namespace. */
    pid?: number;
    /** Milliseconds since the epoch at which the state began. */
    since: number;
    restarts: number;
    /** What the part waits for, where it is not ready. */
    waitsFor?: string;
}

export interface NodeStatus {
    phase: "starting" | "running" | "stopping";
    parts: PartStatus[];
}

export function writeStatus(settings: Pick<ClusterSettings, "state">, status: NodeStatus): void {
    const file = stateFile(settings, "status.json");
    fs.writeFileSync(`${file}.new`, JSON.stringify(status));
    fs.renameSync(`${file}.new`, file);
}

export function readStatus(settings: Pick<ClusterSettings, "state">): NodeStatus | undefined {
    try {
        return JSON.parse(fs.readFileSync(stateFile(settings, "status.json"), "utf8")) as NodeStatus;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return undefined;
        }
        throw error;
    }
}

/** One line a part: name, state, process, restarts, since when, and what it waits for. */
export function statusTable(status: NodeStatus, now: number): string {
    const header = ["PART", "STATE", "PID", "RESTARTS", "SINCE", "WAITS FOR"];
    const rows = status.parts.map((part) => [
        part.name,
        part.state,
        part.pid?.toString() ?? "-",
        part.restarts.toString(),
        age(now - part.since),
        part.waitsFor ?? "",
    ]);
    const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
    return [header, ...rows]
        .map((row) =>
            row
                .map((cell, i) => cell.padEnd(widths[i] ?? 0))
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}

export function age(milliseconds: number): string {
    const seconds = Math.max(0, Math.round(milliseconds / 1000));
    if (seconds < 120) {
        return `${seconds}s`;
    }
    const minutes = Math.round(seconds / 60);
    return minutes < 120 ? `${minutes}m` : `${Math.round(minutes / 60)}h`;
}
