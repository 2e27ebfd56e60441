import * as path from "node:path";

import type { Progress } from "../../embedded/progress";
import { ensureRows } from "../../embedded/tools/ensure";
import { go } from "../../embedded/tools/go";
import type { Tool } from "../../embedded/tools/table";

/** What releases are compared with, from their Go modules. No other command builds them. */
export const benchTools = [
    {
        name: "argo-rollouts",
        folder: path.join(__dirname, "modules/argo-rollouts"),
        module: "github.com/argoproj/argo-rollouts",
        version: "v1.8.3",
        programs: {
            "argo-rollouts": "github.com/argoproj/argo-rollouts/cmd/rollouts-controller",
            "kubectl-argo-rollouts": "github.com/argoproj/argo-rollouts/cmd/kubectl-argo-rollouts",
        },
        ldflags: "-X github.com/argoproj/argo-rollouts/utils/version.version=v1.8.3",
        space: { work: 1500, go: 2500 },
    },
    {
        name: "flagger",
        folder: path.join(__dirname, "modules/flagger"),
        module: "github.com/fluxcd/flagger",
        version: "v1.41.0",
        programs: { flagger: "github.com/fluxcd/flagger/cmd/flagger" },
        space: { work: 700, go: 1000 },
    },
] as const satisfies readonly Tool[];

export type BenchTool = (typeof benchTools)[number]["name"];

function row(name: BenchTool): Tool {
    return benchTools.find((each) => each.name === name) as Tool;
}

/** Programs of one of them, built if need be, by name. */
export function ensureBenchTool(name: BenchTool, progress: Progress): Promise<Map<string, string>> {
    return ensureRows([row(name)], progress);
}

/** The folder of a tool's own sources, where its manifests are. */
export async function moduleFolder({ folder, module }: Pick<Tool, "folder" | "module">): Promise<string> {
    const { stdout } = await go(folder, ["mod", "download", "-json", module]);
    return (JSON.parse(stdout) as { Dir: string }).Dir;
}

export function benchToolFolder(name: BenchTool): Promise<string> {
    return moduleFolder(row(name));
}
