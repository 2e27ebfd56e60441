/** Alchemorsel's own pack: all rules, with the files of the stacks beside the pack's folder, where Pulumi.yaml is. */
import * as path from "node:path";

import { startPack } from "./start-pack";
import { PolicyFileError } from "./policy-file";
import { rules } from "./rules";

try {
    startPack("alchemorsel", {
        folder: process.env.ALCHEMORSEL_POLICY_FOLDER ?? path.dirname(__dirname),
        rules,
        log: process.env.ALCHEMORSEL_POLICY_LOG,
    });
} catch (error) {
    if (!(error instanceof PolicyFileError)) throw error;
    // The engine shows what a pack says before it ends.
    console.error(error.problems.join("\n"));
    process.exit(1);
}
