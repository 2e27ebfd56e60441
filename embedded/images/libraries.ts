import * as fs from "node:fs";
import * as path from "node:path";

import { architecture } from "./architecture";
import { dependencies } from "./elf";
import { Entry, copy } from "./entries";

/**
 * Programs (and libraries that they load by themselves) of an extracted Debian root, with every library that they need
 * and the dynamic linker, each where Debian has it.
 */
export function withLibraries(root: string, programs: readonly string[]): Entry[] {
    const found = new Map<string, string>();
    const visit = (name: string) => {
        if (found.has(name)) return;
        const file = resolveInRoot(root, name);
        found.set(name, file);
        const { interpreter, needed } = dependencies(file);
        if (interpreter !== undefined) visit(interpreter.slice(1));
        for (const library of needed) visit(findLibrary(root, library, name));
    };
    programs.forEach(visit);
    // A link's name gets the file itself: what asks for libpq.so.5 needs no libpq.so.5.15 beside it.
    return [...found].map(([name, file]) => copy(name, file));
}

function findLibrary(root: string, library: string, neededBy: string): string {
    const folder = architecture().libraries;
    const candidates = [`lib/${folder}/${library}`, `usr/lib/${folder}/${library}`];
    const found = candidates.find((candidate) => fs.existsSync(resolveInRoot(root, candidate)));
    if (found === undefined) {
        throw new Error(`${library}, which ${neededBy} needs, is in none of the image's Debian packages`);
    }
    return found;
}

/** Follows links as the image's own system would: absolute ones start at the root folder. */
export function resolveInRoot(root: string, name: string): string {
    const file = path.join(root, name);
    if (!fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return file;
    const target = fs.readlinkSync(file);
    return resolveInRoot(root, path.isAbsolute(target) ? target.slice(1) : path.join(path.dirname(name), target));
}
