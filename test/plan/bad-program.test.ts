import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { runPack } from "../../embedded/policy/run-pack";
import { withWorkspace } from "../../embedded/preview";
import { run, RunError } from "../../embedded/process";
import { createProgress, silentProgress } from "../../embedded/progress";
import { ensureEngine } from "../../embedded/tools";
import { reportFromLog } from "../../policy-pack/report/from-log";
import type { ReportedFinding } from "../../policy-pack/report/report";
import { exampleSettings } from "../policy-pack/example-settings";
import { badExamples, registeredBy } from "./bad-examples";
import { badFindings } from "./bad-findings";
import { skipWithoutProvider } from "./plans";
import { stateFile } from "./state-file";

/** A program that breaks every rule once, in the real engine, finding by finding. */
describe("a program that breaks every rule", () => {
    let folder: string;

    before(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-bad-"));
    });

    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const write = (file: string, content: string) => {
        const written = path.join(folder, file);
        fs.writeFileSync(written, content);
        return written;
    };

    it("is found by each in its state, without a provider or a program", async () => {
        const state = stateFile("bad", "bad", await registeredBy(badExamples()));
        const { code, findings } = await analyze(state, exampleSettings());
        expect(code).to.equal(1);
        expect(own(findings)).to.deep.equal(badFindings);
        expect(findings.filter(({ kind }) => kind === "fault")).to.deep.equal([]);
    });

    it("is let pass by a rule that is disabled, and by no other", async () => {
        const state = stateFile("bad", "bad", await registeredBy(badExamples()));
        const settings = { ...exampleSettings(), "rds-encrypted": "disabled" };
        const { findings } = await analyze(state, settings);
        const others = Object.entries(badFindings).filter(([rule]) => rule !== "rds-encrypted");
        expect(own(findings)).to.deep.equal(Object.fromEntries(others));
    });

    it("passes where there is nothing in the stack", async () => {
        const { code, findings } = await analyze(stateFile("bad", "bad", []), {});
        expect([code, ...findings]).to.deep.equal([0]);
    });

    it("is found in its preview with what is unknown then, as far as there are providers for it here", async function () {
        await skipWithoutProvider(this);
        const planned = await plannableExamples();
        // Most of AWS's resources that the stacks don't use are not in the provider that is built here.
        expect(planned.length).to.be.greaterThan(35);
        prepareProject(planned);
        const report = await withWorkspace(folder, "bad", silentProgress, (workspace) => {
            const env = { ...workspace.env, ALCHEMORSEL_POLICY_FOLDER: folder };
            return runPack({ ...workspace, env }, "bad", packFolder);
        });
        const expected = Object.entries(badFindings).filter(([rule]) => planned.some((file) => isOf(rule, file)));
        expect(own(report.findings)).to.deep.equal(Object.fromEntries(expected));
    });

    /** `pulumi policy analyze`, from another folder than the pack's and the project's. */
    async function analyze(state: object, settings: Record<string, unknown>) {
        const engine = await ensureEngine(folder, createProgress());
        const log = write("findings.jsonl", "");
        const args = [
            ...["policy", "analyze", "--non-interactive", "--policy-pack", packFolder],
            ...["--file", write("state.json", JSON.stringify(state))],
            ...["--policy-pack-config", write("settings.json", JSON.stringify(settings))],
        ];
        const env = {
            ...process.env,
            ...engine.env,
            PATH: [...engine.pathEntries, process.env.PATH ?? ""].join(path.delimiter),
            ALCHEMORSEL_POLICY_LOG: log,
        };
        const code = await run("pulumi", args, { cwd: folder, env }).then(
            () => 0,
            (error: unknown) => {
                if (error instanceof RunError) return error.exitCode;
                throw error;
            },
        );
        const read = reportFromLog(fs.readFileSync(log, "utf8"), new Map(), "2026-11-28T00:00:00Z");
        expect(read?.isWhole, "the whole stack was looked at").to.equal(true);
        return { code, findings: read!.report.findings };
    }

    async function plannableExamples(): Promise<string[]> {
        const tokens = fs.readFileSync(
            path.join(projectFolder, "embedded/tools/modules/pulumi-aws/tokens.txt"),
            "utf8",
        );
        const known = new Set(tokens.split("\n").map((line) => line.split(" ").slice(1).join(" ")));
        const isPlannable = (type: string) => {
            const [pkg, module = "", name = ""] = type.split(":");
            return pkg !== "aws" || known.has(`${module.split("/")[0] ?? ""} ${name}`);
        };
        const plannable: string[] = [];
        for (const file of badExamples()) {
            const types = (await registeredBy([file])).map(({ type }) => type);
            if (types.every(isPlannable)) plannable.push(file);
        }
        return plannable;
    }

    function prepareProject(files: readonly string[]): void {
        fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
        write("package.json", JSON.stringify({ name: "bad", version: "1.0.0" }));
        write("index.js", files.map((file) => `require(${JSON.stringify(file)});\n`).join(""));
        const options = { typescript: false, nodeargs: "--require sucrase/register/ts" };
        const runtime = { name: "nodejs", options };
        write("Pulumi.yaml", JSON.stringify({ name: "bad", runtime, main: "index.js" }));
        const config = { "aws:region": "eu-central-1", "alchemorsel:foundation": "aws" };
        write("Pulumi.bad.yaml", JSON.stringify({ config }));
        write("policy-config.bad.yaml", JSON.stringify({ version: 1, rules: exampleSettings() }));
    }

    const isOf = (rule: string, file: string) => path.basename(file) === `${rule}.bad.ts`;
});

/** What each rule finds in its own example. */
function own(findings: readonly ReportedFinding[]): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { kind, rule, urn = "stack", path: property } of findings) {
        const name = urn.split("::").at(-1) ?? "";
        if (kind === "violation" && (name.startsWith(rule) || urn === "stack")) {
            (found[rule] ??= []).push([name, property].filter((part) => part !== "").join(" "));
        }
    }
    Object.values(found).forEach((places) => places.sort());
    return found;
}
