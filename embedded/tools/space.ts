import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { RunError } from "../process";

export interface Need {
    readonly folder: string;
    readonly megabytes: number;
}

/** Throws if a file system has less space than the needs of all folders on it. */
export function checkSpace(needs: readonly Need[]): void {
    const devices = new Map<number, { folders: string[]; megabytes: number; free: number }>();
    for (const need of needs) {
        const existing = nearestExisting(need.folder);
        const device = fs.statSync(existing).dev;
        const known = devices.get(device) ?? { folders: [], megabytes: 0, free: freeMegabytes(existing) };
        known.megabytes += need.megabytes;
        if (!known.folders.includes(need.folder)) known.folders.push(need.folder);
        devices.set(device, known);
    }
    const short = [...devices.values()].filter(({ megabytes, free }) => free < megabytes);
    if (short.length === 0) return;
    throw new UserError(
        short.map(
            ({ folders, megabytes, free }) =>
                `not enough space on the disk of ${folders.join(" and ")}: about ${gigabytes(megabytes)} are needed, ` +
                `${gigabytes(free)} are free. Free some, or set XDG_CACHE_HOME, XDG_STATE_HOME, GOCACHE or GOMODCACHE to folders on another disk.`,
        ),
    );
}

/** A disk that is full or cannot be written to, told as such; any other error as it is. */
export function explainDiskError(error: unknown, folder: string): unknown {
    if (error instanceof UserError || !(error instanceof Error)) return error;
    const text = error instanceof RunError ? error.stderr + error.stdout : error.message;
    if (/ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i.test(text)) {
        return new UserError(`${noSpace(folder)}\n${error.message}`, { cause: error });
    }
    if (/EROFS|EACCES|EPERM|read-only file system|permission denied/i.test(text)) {
        return new UserError(
            `${folder} cannot be written to. Give this user the right to, or set XDG_CACHE_HOME or XDG_STATE_HOME to another folder.\n${error.message}`,
            { cause: error },
        );
    }
    return error;
}

const lookEvery = 1_000;

/** Lets `use` work for as long as the disk of a folder has some space: programs that run out of it end in many ways, few of which say so. */
export async function whileSpace<T>(folder: string, megabytes: number, use: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const runsOut = new Promise<never>((_, reject) => {
        timer = setInterval(() => {
            if (freeMegabytes(nearestExisting(folder)) < megabytes) reject(new UserError(noSpace(folder)));
        }, lookEvery);
        // Whoever waits for the work keeps the process alive; work that was given up must not.
        timer.unref();
    });
    try {
        return await Promise.race([use(), runsOut]);
    } finally {
        clearInterval(timer);
    }
}

function noSpace(folder: string): string {
    const free = gigabytes(freeMegabytes(nearestExisting(folder)));
    return (
        `no space left while writing to ${folder} (${free} free there). Free some space, or set XDG_CACHE_HOME, ` +
        "XDG_STATE_HOME, GOCACHE or GOMODCACHE to folders on another disk, and run the same command again."
    );
}

function freeMegabytes(folder: string): number {
    const { bavail, bsize } = fs.statfsSync(folder);
    return (bavail * bsize) / 1e6;
}

function gigabytes(megabytes: number): string {
    return megabytes < 1000 ? `${Math.floor(megabytes)} MB` : `${(megabytes / 1000).toFixed(1)} GB`;
}

function nearestExisting(folder: string): string {
    return fs.existsSync(folder) ? folder : nearestExisting(path.dirname(folder));
}
