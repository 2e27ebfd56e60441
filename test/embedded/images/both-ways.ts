import * as fs from "node:fs";
import * as path from "node:path";

import ignore from "ignore";

import { buildAppImage, debianRoot } from "../../../embedded/images";
import { projectFolder } from "../../../embedded/platform";
import { silentProgress } from "../../../embedded/progress";
import { type Archive, readArchive } from "./archive";
import { type Stage, ofKind, runHere } from "./dockerfile";
import { type Build, recordBuilds } from "./recorded-go";
import { withEmptyCache, withMachine } from "./support";

export const appFolder = path.join(projectFolder, "app");

/** Its name in Node.js and in OCI, and its number in an ELF file. */
export interface Machine {
    readonly node: NodeJS.Architecture;
    readonly oci: string;
    readonly elf: number;
}

export const machines: readonly Machine[] = [
    { node: "x64", oci: "amd64", elf: 62 },
    { node: "arm64", oci: "arm64", elf: 183 },
];

/** What one of the two ways has made, and how it has called go. */
interface Way<T> {
    made: T;
    builds: Build[];
}

/** The app's image as `make images` builds it, but for this machine. */
export async function withoutEngine(machine: Machine, version: string, folder: string): Promise<Way<Archive>> {
    const cache = path.join(folder, "cache");
    const build = () => withMachine(machine.node, () => buildAppImage({ version }, silentProgress));
    return recordBuilds(path.join(folder, "go"), async () => readArchive(await withEmptyCache(cache, build)));
}

/** What the last stage of the Dockerfile copies, layer by layer: the stages' own scripts make it, in folders here. */
export function byDockerfile(
    [base, build]: readonly [Stage, Stage],
    machine: Machine,
    version: string,
    folder: string,
): Promise<Way<string[]>> {
    const made = ["base", "build"].map((name) => path.join(folder, name));
    const [baseRoot, buildRoot] = made as [string, string];
    const context = path.join(folder, "context");
    const variables = { VERSION: version, TARGETOS: "linux", TARGETARCH: machine.oci };
    return recordBuilds(path.join(folder, "go"), async () => {
        // The first RUN fetches Debian's packages; these are the same ones.
        runHere(base, ofKind(base, "RUN").at(-1)!, await debianRoot(silentProgress), { ROOT: baseRoot });
        copyContext(context);
        runHere(build, ofKind(build, "RUN")[0]!, context, { ...variables, ROOT: buildRoot });
        return made;
    });
}

/** Copies of the app what its .dockerignore leaves. The patterns in there are ones that mean the same to git. */
function copyContext(target: string): void {
    const ignored = ignore().add(fs.readFileSync(path.join(appFolder, ".dockerignore"), "utf8"));
    const filter = (file: string) => file === appFolder || !ignored.ignores(path.relative(appFolder, file));
    fs.cpSync(appFolder, target, { recursive: true, filter });
}
