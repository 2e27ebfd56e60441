import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

interface Placed {
    /** Without a leading slash. */
    readonly path: string;
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
}

/** One thing in a layer. A file's content is given, or lies in a file of this machine. */
export type Entry =
    | (Placed & { readonly type: "file"; readonly content: string | { readonly file: string } })
    | (Placed & { readonly type: "directory" })
    | (Placed & { readonly type: "symlink"; readonly target: string });

const root = { uid: 0, gid: 0 };

/** A small file of our own. */
export function text(name: string, content: string, mode = 0o644): Entry {
    return { type: "file", path: name, mode, ...root, content };
}

/** A file of this machine. Only whether it is executable is taken over: no owner, no setuid bit, no umask of whoever made it. */
export function copy(name: string, file: string): Entry {
    const executable = (fs.statSync(file).mode & 0o111) !== 0;
    return { type: "file", path: name, mode: executable ? 0o755 : 0o644, ...root, content: { file } };
}

/** A file of this folder, where scripts lie without their executable bit in some checkouts. */
export function asset(name: string, file: string, mode = 0o644): Entry {
    return text(name, fs.readFileSync(path.join(__dirname, file), "utf8"), mode);
}

export function symlink(name: string, target: string): Entry {
    return { type: "symlink", path: name, mode: 0o777, ...root, target };
}

/** A folder that a layer would not have by itself with these rights: parents are made as root's, 0755. */
export function directory(name: string, options: { mode?: number; owner?: number } = {}): Entry {
    const owner = options.owner ?? 0;
    return { type: "directory", path: name, mode: options.mode ?? 0o755, uid: owner, gid: owner };
}

/** Everything below a folder, links as links, but for what `keep` refuses (given paths relative to the folder). */
export function tree(name: string, folder: string, keep: (relative: string) => boolean = () => true): Entry[] {
    return files(folder, keep).map((relative) => {
        const file = path.join(folder, relative);
        const placed = path.posix.join(name, relative);
        return fs.lstatSync(file).isSymbolicLink() ? symlink(placed, fs.readlinkSync(file)) : copy(placed, file);
    });
}

/** A hash of names and contents of the files below a folder. */
export function treeHash(folder: string, keep: (relative: string) => boolean = () => true): string {
    const hash = createHash("sha256");
    for (const relative of files(folder, keep)) {
        const content = createHash("sha256")
            .update(fs.readFileSync(path.join(folder, relative)))
            .digest("hex");
        hash.update(`${relative}\0${content}\n`);
    }
    return hash.digest("hex");
}

/** Paths of files and links below the folder, sorted. A refused folder is not looked into. */
function files(folder: string, keep: (relative: string) => boolean, below = ""): string[] {
    return fs
        .readdirSync(path.join(folder, below), { withFileTypes: true })
        .map((each) => ({ each, relative: path.posix.join(below, each.name) }))
        .filter(({ relative }) => keep(relative))
        .flatMap(({ each, relative }) => (each.isDirectory() ? files(folder, keep, relative) : [relative]))
        .sort();
}
