import { spawnSync } from "node:child_process";
import * as path from "node:path";

import { projectFolder } from "../../embedded/platform";
import { withServers } from "../../app/dev/servers";
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
    return { name, command, reader: readMocha };
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
    { ...mochaSuite("fuzz", "test/fuzz"), around: withServers },
    mochaSuite("plan", "test/plan"),
    mochaSuite("rehearsal", "test/rehearsal"),
    { ...mochaSuite("e2e", "test/e2e"), isAlone: true },
    { ...mochaSuite("faults", "test/faults"), isAlone: true },
];

/** Go's race detector is C: without a compiler for it the tests run all the same. */
function raceDetector(): string[] {
    if (spawnSync("cc", ["--version"]).status === 0) return ["-race"];
    console.log("no C compiler: the app's tests run without the race detector");
    return [];
}
