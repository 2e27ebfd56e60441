import * as fs from "node:fs";
import * as path from "node:path";

import { Progress } from "../progress";
import { ImageContent } from "./layout";

/** The files of all the Debian packages that images are made of, in one folder, and the packages' versions. */
export interface Debian {
    readonly root: string;
    readonly versions: Readonly<Record<string, string>>;
}

export interface Supplies {
    readonly progress: Progress;
    /** Fetched when first asked for. */
    readonly debian: () => Promise<Debian>;
}

/** What an image is made of, and how. */
export interface Recipe {
    /** The Debian packages of which it has files, libraries included. */
    readonly packages: readonly string[];
    readonly prepare: (supplies: Supplies) => Promise<Preparation>;
}

export interface Preparation {
    /** Everything that shapes the image beside the code in this folder: with the same inputs it is not made again. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Makes the content; `scratch` is an empty folder that is removed afterwards. */
    readonly make: (scratch: string, report: (detail: string) => void) => Promise<ImageContent>;
}

export function versionsOf(packages: readonly string[], debian: Debian): Record<string, string> {
    return Object.fromEntries(packages.map((name) => [name, debian.versions[name] ?? ""]));
}

/** An extracted root has its packages' versions in a file beside it. */
export function readDebian(root: string): Debian {
    const file = path.join(path.dirname(root), `${path.basename(root)}.packages.json`);
    return { root, versions: JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string> };
}

/** The image's OCI labels; they are its manifest's annotations as well. */
export function labels(title: string, version: string, description: string): Record<string, string> {
    return {
        "org.opencontainers.image.title": title,
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.description": description,
    };
}
