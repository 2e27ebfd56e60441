import * as fs from "node:fs";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { projectFolder } from "../platform";

/**
 * Makes of a folder with stacks' files a project that commands may run in: its program is the rehearsal's, whose charts come from a folder.
 * The engine wants a program below its Pulumi.yaml.
 */
export function rehearsalProject(folder: string): string {
    const program = path.join(projectFolder, "embedded/rehearsal/program");
    const project = parseDocument(fs.readFileSync(path.join(program, "Pulumi.yaml"), "utf8"));
    const loaders = ["run-typescript.js", "lazy-packages.ts"].map(
        (file) => `--require ${path.join(projectFolder, file)}`,
    );
    project.setIn(["runtime", "options", "nodeargs"], loaders.join(" "));
    project.set("main", "program/index.ts");
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), project.toString({ lineWidth: 0 }));
    fs.symlinkSync(program, path.join(folder, "program"));
    // The language host looks for the SDK from there.
    fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
    return folder;
}
