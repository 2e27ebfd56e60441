import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { isMap, isScalar, parseDocument, visit } from "yaml";

import { UserError } from "../errors";
import { run } from "../process";
import type { Progress } from "../progress";
import { ensureEngine } from "../tools";
import { recordOf, secretMarker, textOf } from "./record";
import { configFile, recordsFolder, stateFile } from "./records";
import { isObject, nameOf, type StackState } from "./state";

export interface Recording {
    readonly stack: string;
    readonly release: string;
    /** What `pulumi stack export` has written; default: it is asked for now, with the environment as it is. */
    readonly from?: string;
}

/** Writes the record of a stack and the stack's file beside it. Returns the files. */
export async function recordStack(
    project: string,
    { stack, release, from }: Recording,
    progress: Progress,
): Promise<string[]> {
    const file = path.join(project, `Pulumi.${stack}.yaml`);
    if (!fs.existsSync(file)) throw new UserError(`there is no stack file Pulumi.${stack}.yaml`);
    const text = from === undefined ? await exported(project, stack, progress) : readExport(from);
    const record = recordOf(parseExport(text, stack));
    const config = withoutSecureValues(fs.readFileSync(file, "utf8"));
    fs.mkdirSync(path.join(project, recordsFolder, release), { recursive: true });
    const [stateTo, configTo] = [stateFile(project, release, stack), configFile(project, release, stack)];
    fs.writeFileSync(stateTo, textOf(record));
    fs.writeFileSync(configTo, config);
    return [stateTo, configTo];
}

/** With its secrets, in this process alone: they are replaced before anything is written. */
async function exported(project: string, stack: string, progress: Progress): Promise<string> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-record-"));
    try {
        const engine = await ensureEngine(folder, progress);
        const env = {
            ...process.env,
            ...engine.env,
            PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(path.delimiter),
        };
        const { stdout } = await run("pulumi", ["stack", "export", "--show-secrets", "--stack", stack], {
            cwd: project,
            env,
        });
        return stdout;
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

function readExport(file: string): string {
    if (!fs.existsSync(file)) throw new UserError(`${file}: no such file; pulumi stack export --file writes it`);
    return fs.readFileSync(file, "utf8");
}

function parseExport(text: string, stack: string): StackState {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw new UserError(`the export of ${stack} is cut off: it is no JSON`, { cause: error });
    }
    const deployment = isObject(value) ? value.deployment : undefined;
    if (!isObject(deployment) || !Array.isArray(deployment.resources) || !isObject(deployment.manifest)) {
        throw new UserError(`the export of ${stack} has no resources: nothing was ever made of it`);
    }
    const state = value as StackState;
    const root = state.deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    if (root !== undefined && !nameOf(root.urn).endsWith(`-${stack}`)) {
        throw new UserError(`the export is of the stack ${nameOf(root.urn)}, not of ${stack}`);
    }
    return state;
}

/** Encrypted values of a stack's file are of no use to who has no key. */
function withoutSecureValues(text: string): string {
    const document = parseDocument(text);
    document.delete("encryptionsalt");
    document.delete("encryptedkey");
    document.delete("secretsprovider");
    visit(document, {
        Map: (_, map) => {
            const only = map.items.length === 1 ? map.items[0] : undefined;
            const isSecure = only !== undefined && isMap(map) && isScalar(only.key) && only.key.value === "secure";
            return isSecure ? document.createNode(secretMarker) : undefined;
        },
    });
    return document.toString();
}
