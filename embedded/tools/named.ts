import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";

/** The environment variable by which a user names a program of their own, e.g. ALCHEMORSEL_TOOL_KUBE_APISERVER. */
export function variableOf(program: string): string {
    return `ALCHEMORSEL_TOOL_${program.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}`;
}

/** The program that the user named, if any. */
export function namedProgram(program: string): string | undefined {
    const file = process.env[variableOf(program)];
    if (file === undefined || file === "") return undefined;
    if (!isProgram(file)) {
        throw new UserError(
            `${variableOf(program)} is ${file}, which is not a program that can be run. Set it to the full path of ${program}, or unset it.`,
        );
    }
    return file;
}

/** A full path of a file that this user may run. */
export function isProgram(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return path.isAbsolute(file) && fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
