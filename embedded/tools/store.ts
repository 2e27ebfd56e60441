import * as fs from "node:fs";
import * as path from "node:path";

import { hasCode } from "../errors";
import { withLock } from "../lock";
import { explainDiskError } from "./space";

/** What is to be in the cache: `<folder>/<key>`, where the key is a hash of all that goes into it. */
export interface Entry {
    readonly folder: string;
    readonly key: string;
    /** Fills the empty folder that it is given and returns the paths in it, relative ones, that make it complete. */
    readonly fill: (draft: string) => Promise<readonly string[]>;
    readonly onWait?: (holder: string) => void;
}

interface Manifest {
    /** Path → size, which tells a file that a power cut has emptied. */
    readonly files: Readonly<Record<string, number>>;
    readonly seconds: number;
    readonly made: string;
}

const manifestName = "manifest.json";
const draftPrefix = ".draft-";

/** The complete folder of this entry if there is one. */
export function findEntry(entry: Pick<Entry, "folder" | "key">): string | undefined {
    const folder = path.join(entry.folder, entry.key);
    return isComplete(folder) ? folder : undefined;
}

/**
 * The complete folder of this entry, made if need be. It appears in one step, by a rename of a draft whose manifest was
 * written last: an entry without a manifest is half-built, whoever comes next removes it. One process makes it, others wait.
 */
export async function ensureEntry(entry: Entry): Promise<string> {
    const found = findEntry(entry);
    if (found !== undefined) return found;
    try {
        const make = () => Promise.resolve(findEntry(entry)).then((made) => made ?? makeEntry(entry));
        return await withLock(path.join(entry.folder, ".lock"), make, entry.onWait);
    } catch (error) {
        throw explainDiskError(error, entry.folder);
    }
}

async function makeEntry(entry: Entry): Promise<string> {
    const folder = path.join(entry.folder, entry.key);
    sweep(entry.folder);
    const draft = fs.mkdtempSync(path.join(entry.folder, draftPrefix));
    fs.chmodSync(draft, 0o755); // mkdtemp's are private.
    try {
        const started = Date.now();
        const files = await entry.fill(draft);
        const manifest: Manifest = {
            files: Object.fromEntries(files.map((file) => [file, fs.statSync(path.join(draft, file)).size])),
            seconds: (Date.now() - started) / 1000,
            made: new Date().toISOString(),
        };
        for (const file of files) sync(path.join(draft, file));
        fs.writeFileSync(path.join(draft, manifestName), JSON.stringify(manifest, null, 2) + "\n", { flush: true });
        sync(draft);
        fs.rmSync(folder, { recursive: true, force: true });
        fs.renameSync(draft, folder);
        sync(entry.folder);
        return folder;
    } finally {
        remove(draft);
    }
}

function isComplete(folder: string): boolean {
    try {
        const manifest = JSON.parse(fs.readFileSync(path.join(folder, manifestName), "utf8")) as Manifest;
        return Object.entries(manifest.files).every(
            ([file, size]) => fs.statSync(path.join(folder, file)).size === size,
        );
    } catch {
        return false;
    }
}

/** Whoever has the lock is the only one with a draft: the others are of processes that were killed. */
function sweep(folder: string): void {
    for (const name of fs.readdirSync(folder)) {
        if (name.startsWith(draftPrefix)) remove(path.join(folder, name));
    }
}

/** Go and apt keep write-protected folders in their drafts; a program that is being killed may still write. */
function remove(folder: string): void {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

function sync(file: string): void {
    const descriptor = fs.openSync(file, "r");
    try {
        fs.fsyncSync(descriptor);
    } catch (error) {
        if (!hasCode(error, "EINVAL")) throw error; // Some file systems have no fsync of folders.
    } finally {
        fs.closeSync(descriptor);
    }
}
