import * as fs from "node:fs";
import * as path from "node:path";

import { type TarFile, sha256 } from "./archive";

/** One thing in a layer. */
interface LayerFile {
    readonly path: string;
    readonly type: string;
    readonly mode: string;
    readonly owner: string;
    readonly content?: string;
}

export function filesOfLayer(layer: readonly TarFile[]): LayerFile[] {
    return layer.map(({ header, content }) => ({
        path: header.name.replace(/\/$/, ""),
        type: header.type,
        mode: header.mode.toString(8),
        owner: `${header.uid}:${header.gid}`,
        ...(header.type === "file" ? { content: sha256(content) } : {}),
    }));
}

/** Everything below a folder, as a COPY without flags puts it into an image: with its modes, and root's. */
export function filesOfFolder(folder: string): LayerFile[] {
    const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    return names.map((name) => {
        const file = path.join(folder, name);
        const status = fs.lstatSync(file);
        const type = status.isDirectory() ? "directory" : status.isFile() ? "file" : "other";
        return {
            path: name,
            type,
            mode: (status.mode & 0o7777).toString(8),
            owner: "0:0",
            ...(type === "file" ? { content: sha256(fs.readFileSync(file)) } : {}),
        };
    });
}
