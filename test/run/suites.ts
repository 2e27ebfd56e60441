import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { debianRoot } from "../../embedded/images";
import { projectFolder } from "../../embedded/platform";
import { createProgress } from "../../embedded/progress";
import { type LineReader, readGo, readMocha, readNothing } from "./counts";

export interface Suite {
    readonly name: string;
    readonly command: readonly string[];
    readonly cwd?: string;
    /** It puts the machine under load, so no other suite runs beside it. */
    readonly isAlone?: boolean;
    /** Runs the suite with what it needs, and cleans up after it. */
    readonly around?: <T>(run: (env: NodeJS.ProcessEnv) => Promise<T>) => Promise<T>;
    readonly reader: (print: (text: string) => void) => LineReader;
}

const mocha = ["node", path.join(projectFolder, "node_modules/mocha/bin/mocha.js")];

function mochaSuite(name: string, folder?: string): Suite {
    const command = folder === undefined ? mocha : [...mocha, "--config", `${folder}/mocharc.json`];
    return { name, command, reader: () => readMocha };
}

export const suites: readonly Suite[] = [
    { name: "lint", command: ["make", "-s", "lint"], reader: () => readNothing },
    mochaSuite("unit"),
    {
        name: "app",
        command: ["go", "test", "-json", ...raceDetector(), "./..."],
        cwd: path.join(projectFolder, "app"),
        around: withServers,
        reader: readGo,
    },
    mochaSuite("images", "test/embedded/images"),
    mochaSuite("browser", "test/browser"),
    mochaSuite("plan", "test/plan"),
    { ...mochaSuite("e2e", "test/e2e"), isAlone: true },
    { ...mochaSuite("faults", "test/faults"), isAlone: true },
];

/** Go's race detector is C: without a compiler for it the tests run all the same. */
function raceDetector(): string[] {
    if (spawnSync("cc", ["--version"]).status === 0) return ["-race"];
    console.log("no C compiler: the app's tests run without the race detector");
    return [];
}

/**
 * The servers of the images, for the app's own tests. They refuse to run as root, and another user may not be able to
 * look into the cache: hence the copy.
 */
async function withServers<T>(run: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "servers-"));
    try {
        fs.chmodSync(root, 0o755);
        fs.cpSync(await debianRoot(createProgress()), root, { recursive: true, verbatimSymlinks: true });
        const libraries = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"].map((folder) => path.join(root, folder));
        return await run({
            APP_TEST_POSTGRES_BIN: path.join(root, "usr/lib/postgresql/15/bin"),
            APP_TEST_REDIS_BIN: path.join(root, "usr/bin/redis-server"),
            LD_LIBRARY_PATH: libraries.join(":"),
        });
    } finally {
        fs.rmSync(root, { recursive: true });
    }
}
