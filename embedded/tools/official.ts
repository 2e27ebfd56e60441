import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot, stateRoot } from "../paths";
import { run } from "../process";
import { isProgram, namedProgram } from "./named";

/** An installation of Pulumi as Pulumi publishes it. */
export interface OfficialPulumi {
    readonly folder: string;
    readonly version: string;
}

/** The SDK's own version: older engines do not know all that it asks of them. */
const oldestMinor = 248;

/** The official Pulumi that the user has, if it is one that this project works with; `reject` hears why one is passed over. */
export async function findOfficialPulumi(reject: (reason: string) => void): Promise<OfficialPulumi | undefined> {
    const program = namedProgram("pulumi") ?? onPath("pulumi");
    if (program === undefined || !isComplete(program)) return undefined;
    const { stdout } = await run(program, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    const version = stdout.trim().replace(/^v/, "");
    if (!isSupported(version)) {
        reject(
            `${program} is Pulumi ${version}; this project needs 3.${oldestMinor} or a newer 3.x, so it uses its own.`,
        );
        return undefined;
    }
    return { folder: path.dirname(program), version };
}

export function isSupported(version: string): boolean {
    const [major, minor] = version.split(".").map(Number);
    return major === 3 && minor !== undefined && minor >= oldestMinor;
}

/** Ours is not an official one, wherever PATH leads to it; nor is an engine without the language host that comes with it. */
function isComplete(program: string): boolean {
    const real = fs.realpathSync(program);
    if (isOurs(real) || isOurs(program)) return false;
    return [program, real].some((file) => isProgram(path.join(path.dirname(file), "pulumi-language-nodejs")));
}

/** Of the cache, or of the state of a cluster, whichever it is. */
export function isOurs(file: string): boolean {
    return [cacheRoot(), path.dirname(stateRoot())].some((folder) => isInside(file, folder));
}

function isInside(file: string, folder: string): boolean {
    const base = fs.existsSync(folder) ? fs.realpathSync(folder) : folder;
    return [base, folder].some((each) => !path.relative(each, file).startsWith(".."));
}

/** Looks past our own: it is on PATH in a shell that has `make env`. */
function onPath(name: string): string | undefined {
    return (process.env.PATH ?? "")
        .split(path.delimiter)
        .map((folder) => path.join(folder, name))
        .find((file) => isProgram(file) && !isOurs(fs.realpathSync(file)));
}
