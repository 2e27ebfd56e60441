import * as fs from "node:fs";
import * as path from "node:path";

import { outcome, type Outcome, type TestPlatform } from "../e2e/platform";

/** Of a checkout, what no program and no stack needs. */
const leftOut = [".git", "node_modules", "bench", "docs"];

/**
 * Goes on with a release in another checkout: a copy of the project in a folder of its own, with the stack's file as the first
 * one has left it, as somebody else's after a pull. It knows nothing else of the process that is gone.
 */
export async function resumeElsewhere(platform: TestPlatform, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const other = fs.mkdtempSync(path.join(platform.stateHome, "checkout-"));
    try {
        for (const name of fs.readdirSync(platform.checkout).filter((each) => !leftOut.includes(each))) {
            fs.cpSync(path.join(platform.checkout, name), path.join(other, name), { recursive: true });
        }
        fs.symlinkSync(path.join(platform.checkout, "node_modules"), path.join(other, "node_modules"));
        const shell = { ...(await platform.stackEnv()), ...env };
        const resumed = await outcome("node", ["delivery/alchemorsel.js", "release", "resume"], shell, other);
        fs.copyFileSync(path.join(other, path.basename(platform.stackFile)), platform.stackFile);
        return resumed;
    } finally {
        fs.rmSync(other, { recursive: true });
    }
}
