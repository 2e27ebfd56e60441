import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";

import { pack, type Header, type Pack } from "tar-stream";

import { Blob, writeBlob } from "./blob";
import { Entry } from "./entries";

const mediaType = "application/vnd.oci.image.layer.v1.tar";

/**
 * Writes a layer into the folder. The same entries give the same bytes: sorted, all of the time 0, numeric owners only.
 * It is not compressed: nothing crosses a network, containerd takes it in quicker, and no zlib version shapes the digest.
 */
export async function writeLayer(entries: readonly Entry[], folder: string): Promise<Blob> {
    const tar = pack();
    const written = writeBlob(tar as AsyncIterable<Buffer>, mediaType, folder);
    const filled = fill(tar, withParents(entries)).catch((error: unknown) => {
        tar.destroy(error as Error);
        throw error;
    });
    const [blob] = await Promise.all([written, filled]);
    return blob;
}

async function fill(tar: Pack, entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await add(tar, entry);
    tar.finalize();
}

async function add(tar: Pack, entry: Entry): Promise<void> {
    if (entry.type === "file" && typeof entry.content !== "string") {
        await addFile(tar, header(entry), entry.content.file);
        return;
    }
    const content = entry.type === "file" ? (entry.content as string) : "";
    tar.entry(header(entry), content);
}

/** Adds a file of this machine without holding it in memory. */
export async function addFile(tar: Pack, header: Partial<Header> & Pick<Header, "name">, file: string): Promise<void> {
    const { size } = fs.statSync(file);
    // The entry is done when the tar has taken it in, which is later than when all has been written to it.
    await new Promise<void>((resolve, reject) => {
        const sink = tar.entry({ ...header, size }, (error) => {
            if (error) reject(error);
            else resolve();
        });
        pipeline(fs.createReadStream(file), sink).catch(reject);
    });
}

function header(entry: Entry): Partial<Header> & Pick<Header, "name"> {
    return {
        name: entry.type === "directory" ? `${entry.path}/` : entry.path,
        type: entry.type,
        linkname: entry.type === "symlink" ? entry.target : undefined,
        mode: entry.mode,
        uid: entry.uid,
        gid: entry.gid,
        mtime: new Date(0),
    };
}

/** The entries and the folders above them, in an order in which each folder comes before what is in it. */
export function withParents(entries: readonly Entry[]): Entry[] {
    const placed = new Map<string, Entry>();
    for (const entry of entries) {
        if (placed.has(entry.path)) throw new Error(`two entries of one layer are called ${entry.path}`);
        placed.set(entry.path, entry);
    }
    for (const entry of entries) {
        for (let parent = path.posix.dirname(entry.path); parent !== "."; parent = path.posix.dirname(parent)) {
            if (!placed.has(parent)) {
                placed.set(parent, { type: "directory", path: parent, mode: 0o755, uid: 0, gid: 0 });
            }
        }
    }
    return [...placed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
