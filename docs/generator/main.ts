/** Writes the pages of the components and of the policies. Usage: make docs */
import * as fs from "node:fs";
import * as path from "node:path";

import { gaps, readComponents } from "./components";
import { pages, pagesFolder } from "./pages";
import { policiesFolder, policyPages } from "./policies/pages";
import { gaps as gapsOfPolicies } from "./policies/sources";
import { projectFolder, readSources } from "./sources";
import { stateMachinePage, withStateMachine } from "./state-machine";

async function main(): Promise<void> {
    write(policiesFolder, policyPages());
    const page = path.join(projectFolder, stateMachinePage);
    fs.writeFileSync(page, withStateMachine(fs.readFileSync(page, "utf8")));
    const { project } = await readSources();
    const components = readComponents(project);
    write(pagesFolder, pages(components));
    const missing = [...gapsOfPolicies(), ...gaps(components)];
    if (missing.length > 0) {
        console.error(
            ["error: what the pages are made of lacks something:", ...missing.map((gap) => `  - ${gap}`)].join("\n"),
        );
        process.exitCode = 1;
    }
}

/** Writes the pages of a folder, which holds nothing else. */
function write(name: string, texts: ReadonlyMap<string, string>): void {
    const folder = path.join(projectFolder, name);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [page, text] of texts) {
        fs.writeFileSync(path.join(folder, page), text);
    }
    console.log(`${texts.size} pages, in ${name}`);
}

void main();
