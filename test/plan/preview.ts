import * as path from "node:path";

import type { PlannedResource } from "../../embedded/preview/plan";
import type { Engine } from "../../embedded/tools";
import { previewConfig, withoutCredentials } from "../../embedded/tools/aws-environment";
import { Workspace } from "../embedded/tools/workspace";

interface Step {
    readonly urn: string;
    readonly newState?: Omit<PlannedResource, "name" | "inputs"> & Partial<Pick<PlannedResource, "inputs">>;
}

interface Preview {
    readonly steps: readonly Step[];
    readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
}

/** What the engine and the real providers plan for a program of this folder, without an account. */
export async function previewOf(engine: Engine, program: string): Promise<PlannedResource[]> {
    const here = await new Workspace(engine, withoutCredentials(process.env)).create({
        "Pulumi.yaml": project,
        "package.json": JSON.stringify({ name: "trial", main: "index.js", dependencies: { "@pulumi/pulumi": "*" } }),
        "index.js": `require(${JSON.stringify(path.join(__dirname, program))});\n`,
    });
    for (const [key, value] of Object.entries({ ...previewConfig, "aws:region": "eu-central-1" })) {
        await here.pulumi("config", "set", key, value);
    }
    const { code, output } = await here.pulumi("preview", "--json");
    const { steps, diagnostics } = parsed(output);
    if (code !== 0) {
        const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
        throw new Error(`${program} can't be planned:\n${errors.join("\n")}`);
    }
    return steps.flatMap(({ urn, newState }) =>
        newState === undefined
            ? []
            : [{ ...newState, inputs: newState.inputs ?? {}, urn, name: urn.slice(urn.lastIndexOf("::") + 2) }],
    );
}

function parsed(output: string): Preview {
    const start = output.indexOf("{");
    if (start < 0) throw new Error(output);
    return { diagnostics: [], ...(JSON.parse(output.slice(start)) as Partial<Preview>) } as Preview;
}

const project = `
name: trial
runtime:
  name: nodejs
  options:
    packagemanager: npm
    typescript: false
    nodeargs: --require sucrase/register/ts
`;
