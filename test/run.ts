/**
 * Runs suites of tests one after another, all of them even where one fails, and ends with one line of counts.
 * Usage: run <suite> … ; the suites are the table below.
 */
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as readline from "node:readline";

import { debianRoot } from "../embedded/images";
import { createProgress } from "../embedded/progress";

interface Counts {
    passed: number;
    failed: number;
    skipped: number;
    /** The titles of what failed, for the end of the output: of a long log often no more than that is kept. */
    failures: string[];
}

interface Suite {
    name: string;
    command: string[];
    cwd?: string;
    /** Runs the suite with what it needs, and cleans up after it. */
    around?: (run: (env: NodeJS.ProcessEnv) => Promise<Counts>) => Promise<Counts>;
    /** Takes the counts from a line of output; false keeps the line from being printed. */
    read: (line: string, counts: Counts) => boolean;
}

const project = path.dirname(__dirname);
const mocha = ["node", path.join(project, "node_modules/mocha/bin/mocha.js")];

/** Go's race detector is C: without a compiler for it the tests run all the same. */
function raceDetector(): string[] {
    if (spawnSync("cc", ["--version"]).status === 0) {
        return ["-race"];
    }
    console.log("no C compiler: the app's tests run without the race detector");
    return [];
}

const suites: Suite[] = [
    { name: "lint", command: ["make", "-s", "lint"], read: () => true },
    { name: "unit", command: mocha, read: readMocha },
    {
        name: "app",
        command: ["go", "test", "-json", ...raceDetector(), "./..."],
        cwd: path.join(project, "app"),
        around: withServers,
        read: readGo,
    },
    { name: "images", command: [...mocha, "--config", "test/embedded/images/mocharc.json"], read: readMocha },
    { name: "browser", command: [...mocha, "--config", "test/browser/mocharc.json"], read: readMocha },
    { name: "plan", command: [...mocha, "--config", "test/plan/mocharc.json"], read: readMocha },
    { name: "e2e", command: [...mocha, "--config", "test/e2e/mocharc.json"], read: readMocha },
];

/**
 * The servers of the images, for the app's own tests. They refuse to run as root, and another user may not be able to
 * look into the cache: hence the copy.
 */
async function withServers(run: (env: NodeJS.ProcessEnv) => Promise<Counts>): Promise<Counts> {
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

/** Mocha's closing lines: `12 passing (3s)`, `1 pending`, `2 failing`; a failed test as it runs: `      3) its title`. */
function readMocha(line: string, counts: Counts): boolean {
    const match = /^ {2}(\d+) (passing|pending|failing)\b/.exec(line);
    const field = { passing: "passed", pending: "skipped", failing: "failed" } as const;
    if (match) {
        counts[field[match[2] as keyof typeof field]] += Number(match[1]);
    }
    const failure = /^ {4,}\d+\) (.+)$/.exec(line);
    if (failure && counts.failed === 0) {
        counts.failures.push(failure[1] ?? "");
    }
    return true;
}

/** One event a line; the output of tests that passed stays out. */
function readGo(line: string, counts: Counts): boolean {
    if (!line.startsWith("{")) {
        return true;
    }
    const event = JSON.parse(line) as { Action: string; Test?: string; Package?: string; Output?: string };
    if (event.Action === "output" && /^(ok|FAIL|---|panic|\s+\S+\.go:\d+)/.test(event.Output ?? "")) {
        process.stdout.write(/^--- PASS/.test(event.Output ?? "") ? "" : (event.Output ?? ""));
    }
    const field = { pass: "passed", fail: "failed", skip: "skipped" } as const;
    if (event.Action in field && (event.Test !== undefined || event.Action === "fail")) {
        counts[field[event.Action as keyof typeof field]]++;
        if (event.Action === "fail") {
            counts.failures.push(event.Test ?? event.Package ?? "");
        }
    }
    return false;
}

function runSuite(suite: Suite): Promise<Counts> {
    const run = (env: NodeJS.ProcessEnv) => runCommand(suite, { ...process.env, ...env });
    return suite.around ? suite.around(run) : run({});
}

async function runCommand(suite: Suite, env: NodeJS.ProcessEnv): Promise<Counts> {
    const counts: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
    const [command = "", ...args] = suite.command;
    const child = spawn(command, args, { cwd: suite.cwd ?? project, env, stdio: ["ignore", "pipe", "inherit"] });
    const exited = new Promise<number>((resolve) => {
        child.on("error", (error) => {
            console.error(`error: ${command}: ${error.message}`);
            resolve(1);
        });
        child.on("close", (code) => {
            resolve(code ?? 1);
        });
    });
    for await (const line of readline.createInterface({ input: child.stdout })) {
        if (suite.read(line, counts)) {
            console.log(line);
        }
    }
    const code = await exited;
    // A suite that dies, or that finds nothing to run, has failed whatever it counted.
    if (code !== 0 && counts.failed === 0) {
        counts.failed = 1;
    } else if (suite.name === "lint" && code === 0) {
        counts.passed = 1;
    } else if (counts.passed + counts.failed === 0) {
        counts.failed = 1;
    }
    return counts;
}

async function main(): Promise<void> {
    const names = process.argv.slice(2);
    const total: Counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
    for (const name of names) {
        const suite = suites.find((candidate) => candidate.name === name);
        if (!suite) {
            throw new Error(`no suite ${name}: one of ${suites.map((candidate) => candidate.name).join(", ")}`);
        }
        console.log(`== ${name}`);
        const counts = await runSuite(suite);
        total.passed += counts.passed;
        total.failed += counts.failed;
        total.skipped += counts.skipped;
        total.failures.push(...counts.failures.map((title) => `${name}: ${title}`));
    }
    total.failures.forEach((title) => {
        console.log(`failed: ${title}`);
    });
    const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
    console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
    process.exitCode = total.failed > 0 ? 1 : 0;
}

void main();
