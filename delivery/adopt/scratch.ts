import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { UserError } from "../../embedded/errors";
import {
    initStack,
    type PlannedResource,
    plannedResources,
    previewProblems,
    readStackFile,
} from "../../embedded/preview";
import { run, RunError } from "../../embedded/process";
import type { Preview, Step } from "../../embedded/upgrades/steps";
import type { ImportFile } from "./import-file";
import type { Setting } from "./setting";
import type { ExportedStack } from "./stack-state";
import { writeSettings } from "./write-settings";

/** Where a stack is: the program's folder, and the environment in which `pulumi` finds its backend. */
export interface StackPlace {
    readonly project: string;
    readonly stack: string;
    readonly env: NodeJS.ProcessEnv;
}

/** A copy of a stack in a backend of its own, in which an import can be tried. It asks AWS as the user does, and only asks. */
export class Scratch {
    private constructor(
        private readonly folder: string,
        private readonly place: StackPlace,
        private readonly configFile: string,
    ) {}

    /** Lets `use` work with a copy, and removes it again. */
    static async with<T>(place: StackPlace, state: ExportedStack, use: (scratch: Scratch) => Promise<T>): Promise<T> {
        const { project, stack, env: around } = place;
        const config = readStackFile(project, stack, "alchemorsel import");
        // The copy has a key of its own, and nothing encrypted to read.
        for (const key of ["encryptionsalt", "encryptedkey", "secretsprovider"]) config.delete(key);
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-import-"));
        try {
            // The copy has a passphrase of its own.
            const open = Object.entries(around).filter(([name]) => name !== "PULUMI_CONFIG_PASSPHRASE_FILE");
            const options = { folder, program: project, stack, config };
            const { configFile, env } = await initStack(options, Object.fromEntries(open));
            const scratch = new Scratch(folder, { project, stack, env }, configFile);
            await scratch.fill(state);
            return await use(scratch);
        } finally {
            fs.rmSync(folder, { recursive: true, force: true });
        }
    }

    /** The state is written with the copy's own key. */
    private async fill({ deployment, ...about }: ExportedStack): Promise<void> {
        if ((deployment.resources ?? []).length === 0) return;
        const salt: unknown = parseDocument(fs.readFileSync(this.configFile, "utf8")).get("encryptionsalt");
        const secrets_providers = { type: "passphrase", state: { salt } };
        const file = this.write(
            "state.json",
            JSON.stringify({ ...about, deployment: { ...deployment, secrets_providers } }),
        );
        await pulumi(this.place, ["stack", "import", "--file", file]);
    }

    /** Changes the copy of the stack's file. */
    set(settings: readonly Setting[]): void {
        const config = parseDocument(fs.readFileSync(this.configFile, "utf8"));
        writeSettings(config, settings);
        fs.writeFileSync(this.configFile, config.toString({ lineWidth: 0 }));
    }

    /** Every resource of the stack, and the file for the import of those that are yet to be. */
    async plan(): Promise<{ resources: PlannedResource[]; file: ImportFile }> {
        const file = path.join(this.folder, "import.json");
        const stdout = await preview(this.place, ["--config-file", this.configFile, "--import-file", file]);
        // The engine tells them as they come.
        const resources = plannedResources(stdout).sort((one, other) => (one.urn < other.urn ? -1 : 1));
        return { resources, file: JSON.parse(fs.readFileSync(file, "utf8")) as ImportFile };
    }

    steps(): Promise<readonly Step[]> {
        return previewSteps(this.place, ["--config-file", this.configFile]);
    }

    async import(file: ImportFile): Promise<void> {
        if (file.resources.length === 0) return;
        const written = this.write("filled.json", JSON.stringify(file));
        // The engine ends a plan at the first protected thing that would be made anew, and tells nothing of the others.
        await importInto(this.place, written, ["--config-file", this.configFile, "--protect=false"]);
    }

    private write(name: string, text: string): string {
        const file = path.join(this.folder, name);
        fs.writeFileSync(file, text, { mode: 0o600 });
        return file;
    }
}

/** What the next update of a stack would do. */
export async function previewSteps(place: StackPlace, more: readonly string[] = []): Promise<readonly Step[]> {
    return (JSON.parse(await preview(place, more)) as Preview).steps ?? [];
}

async function preview(place: StackPlace, more: readonly string[]): Promise<string> {
    try {
        return await pulumi(place, ["preview", "--json", ...more]);
    } catch (error) {
        throw error instanceof RunError ? new UserError(`the preview failed\n${previewProblems(error)}`) : error;
    }
}

async function pulumi({ project, stack, env }: StackPlace, args: readonly string[]): Promise<string> {
    return (await run("pulumi", [...args, "--stack", stack, "--non-interactive"], { cwd: project, env })).stdout;
}

/** Reads what there is into a stack's state. It all is protected there until the next update, and nothing else is touched. */
export async function importInto(place: StackPlace, file: string, more: readonly string[] = []): Promise<void> {
    try {
        await pulumi(place, ["import", "--file", file, "--generate-code=false", "--skip-preview", "--yes", ...more]);
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        throw new UserError(`the import failed\n${`${error.stdout}\n${error.stderr}`.trim()}`);
    }
}
