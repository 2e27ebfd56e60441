import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { silentProgress } from "../../../embedded/progress";
import { Engine, ensureEngine, unbuiltTools } from "../../../embedded/tools";
import { Outcome, repository, temporaryFolder, watch, withEnvironment } from "./fixture";

/**
 * The engine that is built from source, with our language host. Its build takes minutes, so where it is not in the cache
 * the tests that need it are skipped, unless ALCHEMORSEL_TEST_ENGINE asks for it. The provider is not needed.
 */
export async function embeddedEngine(): Promise<Engine | undefined> {
    const ownPath = (process.env.PATH ?? "").split(":").filter((folder) => !fs.existsSync(path.join(folder, "pulumi")));
    const variables = { PATH: ownPath.join(":"), ALCHEMORSEL_TOOL_PULUMI_RESOURCE_KUBERNETES: "/bin/true" };
    return withEnvironment(variables, async () => {
        const unbuilt = await unbuiltTools(["pulumi"]);
        if (unbuilt.length > 0 && process.env.ALCHEMORSEL_TEST_ENGINE === undefined) return undefined;
        return ensureEngine(temporaryFolder(), silentProgress);
    });
}

/** A Pulumi project with a stack `test` in a folder of its own, backend included. */
export class Workspace {
    readonly folder = temporaryFolder();

    /** `base` is what the commands have for an environment before what the engine and the project need. */
    constructor(
        private readonly engine: Engine,
        private readonly base: NodeJS.ProcessEnv = process.env,
    ) {}

    /** Writes the project. Names that end in "/" are no files: a policy pack is a folder with its own Pulumi file. */
    async create(files: Record<string, string>): Promise<this> {
        this.write(files);
        fs.mkdirSync(path.join(this.folder, "backend"));
        fs.symlinkSync(path.join(repository, "node_modules"), path.join(this.folder, "node_modules"));
        const { code, output } = await this.pulumi("stack", "init", "test");
        if (code !== 0) throw new Error(output);
        return this;
    }

    write(files: Record<string, string>): void {
        for (const [name, content] of Object.entries(files)) {
            fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true });
            fs.writeFileSync(path.join(this.folder, name), content);
        }
    }

    pulumi(...args: string[]): Promise<Outcome> {
        return this.start(...args).ended;
    }

    start(...args: string[]) {
        return watch(spawn("pulumi", [...args, "--non-interactive"], { cwd: this.folder, env: this.environment() }));
    }

    /** What the engine's commands have for an environment. */
    environment(): NodeJS.ProcessEnv {
        return {
            ...this.base,
            ...this.engine.env,
            PATH: [...this.engine.pathEntries, this.base.PATH].join(":"),
            PULUMI_BACKEND_URL: `file://${encodeURI(path.join(this.folder, "backend"))}`,
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_STACK: "test",
        };
    }
}

/** A project whose program is the given JavaScript. */
export function program(source: string): Record<string, string> {
    return {
        "Pulumi.yaml": "name: trial\nruntime:\n  name: nodejs\n  options: { typescript: false }\n",
        "package.json": JSON.stringify({ name: "trial", main: "index.js", dependencies: { "@pulumi/pulumi": "*" } }),
        "index.js": source,
    };
}
