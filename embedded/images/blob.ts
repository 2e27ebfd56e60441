import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What OCI calls a descriptor, and where the content lies until the archive has it. */
export interface Blob {
    readonly mediaType: string;
    readonly digest: string;
    readonly size: number;
    readonly file: string;
}

/** The part of a blob that goes into manifests. */
export function descriptor({ mediaType, digest, size }: Blob) {
    return { mediaType, digest, size };
}

/** Writes the content to a file of the folder, named after its digest. */
export async function writeBlob(content: AsyncIterable<Buffer>, mediaType: string, folder: string): Promise<Blob> {
    const draft = path.join(folder, "draft");
    const hash = createHash("sha256");
    let size = 0;
    const measured = async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
        }
    };
    await pipeline(measured(content), fs.createWriteStream(draft));
    const hex = hash.digest("hex");
    const file = path.join(folder, hex);
    fs.renameSync(draft, file);
    return { mediaType, digest: `sha256:${hex}`, size, file };
}

/** The same for a JSON document. */
export function writeDocument(document: object, mediaType: string, folder: string): Promise<Blob> {
    return writeBlob(Readable.from([Buffer.from(JSON.stringify(document))]), mediaType, folder);
}
