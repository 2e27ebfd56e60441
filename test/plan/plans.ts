import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { type Document, parseDocument } from "yaml";

import { type PlannedResource, planOf } from "../../embedded/preview";
import { projectFolder } from "../../embedded/platform";
import { createProgress, silentProgress } from "../../embedded/progress";
import { toolsOfEngine, unbuiltTools } from "../../embedded/tools";

export const stacks = ["production", "staging"] as const;
export type Stack = (typeof stacks)[number];

const planned = new Map<Stack, Promise<readonly PlannedResource[]>>();

/** The plan of a stack in the repository, by the real provider; it is made once for all tests. */
export function plan(stack: Stack): Promise<readonly PlannedResource[]> {
    const made = planned.get(stack) ?? planOf(projectFolder, stack, createProgress());
    planned.set(stack, made);
    return made;
}

/** Skips what needs the AWS provider where it isn't built, and says so. */
export async function skipWithoutProvider(test: Mocha.Context): Promise<void> {
    const unbuilt = await unbuiltTools(await toolsOfEngine("aws"));
    if (unbuilt.length > 0) {
        console.log(`  skipped: not built are ${unbuilt.join(", ")}; make tools-aws builds them`);
        test.skip();
    }
}

/** The resources of a type. */
export function ofType(resources: readonly PlannedResource[], type: string): Planned[] {
    return resources.filter((resource) => resource.type === type);
}

/** The one resource of a type, of which the name may have to end so. */
export function only(resources: readonly PlannedResource[], type: string, end = ""): Planned["inputs"] {
    const found = ofType(resources, type).filter(({ name }) => name.endsWith(end));
    if (found.length !== 1) throw new Error(`${found.length} of ${type}, ending in "${end}"`);
    return found[0]!.inputs;
}

export interface Planned extends Omit<PlannedResource, "inputs"> {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests reach into inputs whose shape they assert
    inputs: Record<string, any>;
}

/** The plan of a stack whose file a test has changed, of a checkout that is otherwise this one. */
export async function variation(stack: Stack, change: (file: Document) => void): Promise<readonly PlannedResource[]> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-variation-"));
    try {
        for (const name of [
            "components",
            "index.ts",
            "lazy-packages.ts",
            "node_modules",
            "package.json",
            "Pulumi.yaml",
            "run-typescript.js",
        ]) {
            fs.symlinkSync(path.join(projectFolder, name), path.join(folder, name));
        }
        const name = `Pulumi.${stack}.yaml`;
        const file = parseDocument(fs.readFileSync(path.join(projectFolder, name), "utf8"));
        change(file);
        fs.writeFileSync(path.join(folder, name), file.toString());
        return await planOf(folder, stack, silentProgress);
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}
