import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { isProgram } from "./named";
import { isOurs } from "./official";

/** A provider plugin, in the version that the SDK asks for: the engine takes one whose folder says it without a word. */
export interface Plugin {
    readonly name: "aws" | "eks" | "kubernetes";
    readonly version: string;
}

/** A test holds these against the SDKs that are installed. */
export const kubernetesPlugin: Plugin = { name: "kubernetes", version: "4.25.0" };
export const awsPlugin: Plugin = { name: "aws", version: "7.48.0" };
export const eksPlugin: Plugin = { name: "eks", version: "4.3.0" };

/** A plugin as Pulumi publishes it, if the user has it: its program on PATH, or its folder among Pulumi's own. */
export function findOfficialPlugin(plugin: Plugin): string | undefined {
    const program = `pulumi-resource-${plugin.name}`;
    const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, program));
    const home = process.env.PULUMI_HOME ?? path.join(os.homedir(), ".pulumi");
    const isOfficial = (file: string) => isProgram(file) && !isOurs(fs.realpathSync(file));
    return (
        onPath.find(isOfficial) ??
        installed(path.join(home, "plugins"), plugin).find((folder) => isOfficial(path.join(folder, program)))
    );
}

/** Links a program, or a plugin's folder, into the engine's home as this plugin; without one there is none after it. */
export function linkPlugin(home: string, { name, version }: Plugin, target: string | undefined): void {
    const folder = path.join(home, "plugins", `resource-${name}-v${version}`);
    const isFolder = target !== undefined && fs.statSync(target).isDirectory();
    const link = isFolder ? folder : path.join(folder, `pulumi-resource-${name}`);
    if (target !== undefined && fs.existsSync(link) && fs.realpathSync(link) === fs.realpathSync(target)) return;
    if (target === undefined || isFolder || fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
        fs.rmSync(folder, { recursive: true, force: true });
    }
    if (target === undefined) return;
    fs.mkdirSync(path.dirname(link), { recursive: true, mode: 0o700 });
    // In one step: an update of the stack may run at the moment.
    const draft = `${link}.${process.pid}`;
    fs.rmSync(draft, { force: true });
    fs.symlinkSync(target, draft);
    fs.renameSync(draft, link);
}

/** Folders of this plugin in the same major version, at least as new, the newest first. */
function installed(folder: string, { name, version }: Plugin): string[] {
    const prefix = `resource-${name}-v`;
    const found = fs.existsSync(folder) ? fs.readdirSync(folder).filter((entry) => entry.startsWith(prefix)) : [];
    return found
        .map((entry) => entry.slice(prefix.length))
        .filter((each) => /^\d+\.\d+\.\d+$/.test(each) && serves(each, version))
        .sort((a, b) => compare(b, a))
        .map((each) => path.join(folder, prefix + each));
}

function serves(version: string, wanted: string): boolean {
    return version.split(".")[0] === wanted.split(".")[0] && compare(version, wanted) >= 0;
}

function compare(a: string, b: string): number {
    const [left, right] = [a, b].map((version) => version.split(".").map(Number));
    return [0, 1, 2].map((part) => (left?.[part] ?? 0) - (right?.[part] ?? 0)).find((each) => each !== 0) ?? 0;
}
