import { createRequire } from "node:module";
import * as path from "node:path";

/** A file of the program's own copy of the SDK: the host has none that would fit every program. */
export function locate(module: string, programDirectory: string): string {
    try {
        return createRequire(path.join(programDirectory, "package.json")).resolve(module);
    } catch (error) {
        const install = `run \`npm install\` in ${programDirectory}`;
        throw new Error(`${module} was not found: it looks like the dependencies are not installed; ${install}`, {
            cause: error,
        });
    }
}
