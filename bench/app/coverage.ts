import * as fs from "node:fs";
import * as path from "node:path";

import { withServers } from "../../app/dev/servers";
import { run } from "../../embedded/process";
import { projectFolder } from "../../embedded/platform";
import type { AppMeasurement } from "./measurement";

export const coverage: AppMeasurement = {
    title: "Coverage by the app's tests",
    run: async ({ folder, report }) => {
        report("TypeScript");
        const lines = await linesOfPages(folder);
        report("Go");
        const statements = await statementsOfProgram(folder);
        const row = (name: string, percent: number) => ({
            name,
            target: "> 90 %",
            measured: `${percent.toFixed(1)} %`,
            met: percent > 90,
        });
        return [
            row("lines of the pages' TypeScript that tests run", lines),
            row("statements of the app's Go that tests run", statements),
        ];
    },
};

/** Of all files of app/web, also of those that no test loads. */
async function linesOfPages(folder: string): Promise<number> {
    const c8 = ["node_modules/c8/bin/c8.js", "--all", "--src", "app/web", "--include", "app/web/*.ts"];
    const reports = ["--reporter", "json-summary", "--reports-dir", folder, "--temp-directory", `${folder}/v8`];
    const mocha = ["node_modules/mocha/bin/mocha.js", "--no-config", "--require", "sucrase/register/ts"];
    const tests = ["--timeout", "20000", "test/app/web/*.test.ts"];
    await run("node", [...c8, ...reports, "node", ...mocha, ...tests], { cwd: projectFolder });
    const summary = fs.readFileSync(path.join(folder, "coverage-summary.json"), "utf8");
    return (JSON.parse(summary) as { total: { lines: { pct: number } } }).total.lines.pct;
}

/** Whichever package's test runs them. */
async function statementsOfProgram(folder: string): Promise<number> {
    const cwd = path.join(projectFolder, "app");
    const profile = path.join(folder, "go-coverage");
    await withServers(async (servers) => {
        // What tests of the program itself run is counted by the program; what both count is counted once.
        const counted = path.join(folder, "program-coverage");
        fs.mkdirSync(counted);
        const env = { ...process.env, ...servers };
        await run("go", ["test", "."], { cwd, env: { ...env, GOCOVERDIR: counted } });
        const cover = ["-covermode=atomic", "-coverpkg=./...", `-coverprofile=${profile}`];
        await run("go", ["test", ...cover, "./internal/..."], { cwd, env });
        await run("go", ["tool", "covdata", "textfmt", `-i=${counted}`, `-o=${profile}-program`], { cwd });
        const [, ...lines] = fs.readFileSync(`${profile}-program`, "utf8").split("\n");
        fs.appendFileSync(profile, lines.join("\n"));
    });
    const { stdout } = await run("go", ["tool", "cover", `-func=${profile}`], { cwd });
    const [, percent] = /^total:\s+\(statements\)\s+([\d.]+)%$/m.exec(stdout) ?? [];
    if (percent === undefined) {
        throw new Error(`go tool cover has no total: ${stdout}`);
    }
    return Number(percent);
}
