/** Writes the pages of the components from their doc comments. Usage: make docs */
import * as fs from "node:fs";
import * as path from "node:path";

import { gaps, readComponents } from "./components";
import { pages, pagesFolder } from "./pages";
import { projectFolder, readSources } from "./sources";

async function main(): Promise<void> {
    const { project } = await readSources();
    const components = readComponents(project);
    const folder = path.join(projectFolder, pagesFolder);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, text] of pages(components)) {
        fs.writeFileSync(path.join(folder, name), text);
    }
    console.log(`${components.length} components, in ${pagesFolder}`);
    const missing = gaps(components);
    if (missing.length > 0) {
        console.error(["error: the doc comments lack something:", ...missing.map((gap) => `  - ${gap}`)].join("\n"));
        process.exitCode = 1;
    }
}

void main();
