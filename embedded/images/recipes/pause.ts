import * as path from "node:path";

import { appUser } from "../base";
import { copy } from "../entries";
import { buildProgram, programInputs } from "../program";
import { Recipe, labels } from "../recipe";

/** The container that holds a pod's namespaces. */
export const pause: Recipe = {
    packages: [],
    prepare: async () => {
        const program = { folder: path.join(__dirname, "../pause"), ldflags: "-s -w" };
        return {
            inputs: await programInputs(program),
            make: async (scratch, report) => ({
                layers: [[copy("pause", await buildProgram(program, scratch, report))]],
                config: {
                    User: `${appUser.id}:${appUser.id}`,
                    Entrypoint: ["/pause"],
                    Labels: labels("pause", "1", "Holds a pod's namespaces"),
                },
            }),
        };
    },
};
