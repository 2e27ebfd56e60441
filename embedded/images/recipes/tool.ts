import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { pipeline } from "node:stream/promises";

import { ToolName, ensureTools, tools } from "../../tools";
import { appUser, baseFiles, certificatePackages, certificates } from "../base";
import { copy } from "../entries";
import { Recipe, labels, versionsOf } from "../recipe";

/** A program of the tools' table as an image. */
export function tool(name: ToolName, description: string): Recipe {
    const packages = certificatePackages;
    return {
        packages,
        prepare: async ({ progress, debian }) => {
            const program = (await ensureTools([name], progress)).get(name);
            if (program === undefined) throw new Error(`the tool ${name} has no program of its name`);
            const debs = await debian();
            return {
                inputs: { program: await fileHash(program), packages: versionsOf(packages, debs) },
                make: () =>
                    Promise.resolve({
                        layers: [
                            [...baseFiles(appUser), ...certificates(debs.root)],
                            [copy(`usr/local/bin/${name}`, program)],
                        ],
                        config: {
                            User: `${appUser.id}:${appUser.id}`,
                            Entrypoint: [`/usr/local/bin/${name}`],
                            Labels: labels(name, tools.find((row) => row.name === name)?.version ?? "", description),
                        },
                    }),
            };
        },
    };
}

/** The program may be the user's own, so where it lies does not say what it is. */
async function fileHash(file: string): Promise<string> {
    const hash = createHash("sha256");
    await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash);
    return hash.digest("hex");
}
