import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parseDocument } from "yaml";

import type { StackPlace } from "../../delivery/adopt/scratch";
import { projectFolder } from "../../embedded/platform";
import { newStack } from "../../embedded/preview";
import { silentProgress } from "../../embedded/progress";
import { motoEnvironment } from "../../embedded/rehearsal/moto/environment";
import { rehearsalProject } from "../../embedded/rehearsal/rehearsal-project";

/** The project with its stack `staging`, as somebody has it who begins: a folder with a file of its own, on moto. */
export interface StackOnMoto extends StackPlace {
    /** The stack's file as a plain object. */
    config(): Record<string, unknown>;
    edit(keys: readonly string[], value: unknown): void;
    remove(): void;
}

/** What a stack needs whose cluster answers: the folder of its charts, and one with the `aws` command. */
interface ForCluster {
    readonly charts: string;
    readonly aws: string;
}

export async function stackOnMoto(motoUrl: string, cluster?: ForCluster): Promise<StackOnMoto> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-adopt-"));
    const project = path.join(folder, "project");
    fs.mkdirSync(project);
    if (cluster === undefined) linkProject(project);
    else rehearsalProject(project);
    const stack = "staging";
    const file = path.join(project, `Pulumi.${stack}.yaml`);
    const config = parseDocument(fs.readFileSync(path.join(projectFolder, `Pulumi.${stack}.yaml`), "utf8"));
    config.setIn(["config", "aws:skipMetadataApiCheck"], "true");
    fs.writeFileSync(file, config.toString());
    const { env } = await newStack({ folder, program: project, stack, config }, silentProgress);
    const read = () => parseDocument(fs.readFileSync(file, "utf8"));
    return {
        ...{ project, stack },
        env: { ...env, ...motoEnvironment(motoUrl), AWS_REGION: "eu-central-1", ...forCluster(env, cluster) },
        config: () => (read().toJS() as { config: Record<string, unknown> }).config,
        edit: (keys, value) => {
            const document = read();
            document.setIn(["config", "alchemorsel:aws", ...keys], value);
            fs.writeFileSync(file, document.toString());
        },
        remove: () => {
            fs.rmSync(folder, { recursive: true, force: true });
        },
    };
}

function linkProject(project: string): void {
    for (const name of ["index.ts", "run-typescript.js", "lazy-packages.ts", "components", "node_modules"]) {
        fs.symlinkSync(path.join(projectFolder, name), path.join(project, name));
    }
    fs.copyFileSync(path.join(projectFolder, "Pulumi.yaml"), path.join(project, "Pulumi.yaml"));
}

function forCluster({ PATH }: NodeJS.ProcessEnv, cluster: ForCluster | undefined): NodeJS.ProcessEnv {
    if (cluster === undefined) return {};
    return { PATH: [cluster.aws, PATH].join(path.delimiter), ALCHEMORSEL_REHEARSAL_CHARTS: cluster.charts };
}
