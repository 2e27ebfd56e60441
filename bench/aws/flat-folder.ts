import * as fs from "node:fs";
import * as path from "node:path";

/** A folder that Pulumi takes for a checkout, with another program in it: the project's packages, options and stack. */
export function flatFolder(project: string, folder: string, program: string): string {
    fs.mkdirSync(folder);
    for (const file of ["Pulumi.yaml", "package.json", "run-typescript.js", "lazy-packages.ts"]) {
        fs.copyFileSync(path.join(project, file), path.join(folder, file));
    }
    fs.symlinkSync(path.join(project, "node_modules"), path.join(folder, "node_modules"));
    fs.writeFileSync(path.join(folder, "index.ts"), program);
    return folder;
}
