import * as path from "node:path";

import { appUser, baseFiles, certificatePackages, certificates } from "../base";
import { copy } from "../entries";
import { buildProgram, programInputs, sourceHash } from "../program";
import { Recipe, labels, versionsOf } from "../recipe";

export interface AppOptions {
    /** What the app says that it is; default: a hash of its sources. */
    readonly version?: string;
    /** Set in the image, under what a container sets; e.g. a fault that a test wants. */
    readonly environment?: Readonly<Record<string, string>>;
    /** The Go module; default: the repository's own app. */
    readonly source?: string;
}

/** The repository's app: a static program, authorities to trust, and no shell. */
export function app(options: AppOptions = {}): Recipe {
    const folder = options.source ?? path.join(__dirname, "../../../app");
    const packages = certificatePackages;
    return {
        packages,
        prepare: async ({ debian }) => {
            const version = options.version ?? sourceHash(folder).slice(0, 12);
            const program = { folder, ldflags: `-s -w -X main.version=${version}` };
            const environment = Object.entries(options.environment ?? {}).map(([key, value]) => `${key}=${value}`);
            const debs = await debian();
            return {
                inputs: { ...(await programInputs(program)), environment, packages: versionsOf(packages, debs) },
                make: async (scratch, report) => ({
                    layers: [
                        [...baseFiles(appUser), ...certificates(debs.root)],
                        [copy("usr/local/bin/app", await buildProgram(program, scratch, report))],
                    ],
                    config: {
                        User: `${appUser.id}:${appUser.id}`,
                        Entrypoint: ["/usr/local/bin/app"],
                        Env: environment,
                        ExposedPorts: { "8080/tcp": {} },
                        Labels: labels("app", version, "Alchemorsel, a recipe service"),
                    },
                }),
            };
        },
    };
}
