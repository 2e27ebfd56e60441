import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import type { PlannedResource } from "../../../embedded/preview";
import { silentProgress } from "../../../embedded/progress";
import { previewPullRequest } from "../../../embedded/pull-request/preview";
import { readNumber, readResult } from "../../../embedded/pull-request/results";
import { jsonReport } from "../../../policy-pack/report/json";
import type { Report } from "../../../policy-pack/report/report";
import { planned, report } from "./sample";

/** In place of the policy pack: writes the report and the plan that the checkout has, and ends with the code that it has. */
const policyCommand = `
const fs = require("node:fs");
const [stack, ...options] = process.argv.slice(2);
const folder = options[options.indexOf("--output") + 1];
const { report, plan, code } = JSON.parse(fs.readFileSync("policy.json", "utf8"));
fs.mkdirSync(folder, { recursive: true });
if (report !== undefined) fs.writeFileSync(folder + "/policy-" + stack + ".json", report);
if (plan !== undefined) fs.writeFileSync(process.env.ALCHEMORSEL_POLICY_PLAN, JSON.stringify(plan));
console.error("since " + options.includes("--since"));
process.exitCode = code;
`;

const clean: Report = { ...report, findings: [] };

describe("a preview of a pull request", function () {
    // npm is started many times.
    this.timeout(120_000);
    let project: string;
    let output: string;
    let notes: string[];
    /** How often there was something to plan beside the policies. */
    let plans: number;

    beforeEach(() => {
        project = fs.mkdtempSync(path.join(os.tmpdir(), "pull-request-"));
        output = path.join(project, "results");
        notes = [];
        plans = 0;
        fs.writeFileSync(path.join(project, ".gitignore"), "results\n");
        git("init", "--quiet", "--initial-branch=main");
    });

    afterEach(() => {
        fs.rmSync(project, { recursive: true });
    });

    function git(...args: string[]): void {
        const identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
        execFileSync("git", [...identity, ...args], { cwd: project, stdio: "pipe" });
    }

    /** A checkout with these resources, whose policy pack finds that, and may leave the plan that it has looked at. */
    function write(
        names: readonly string[],
        policy?: { report?: Report; plan?: readonly PlannedResource[]; code: number },
    ): void {
        const put = (name: string, text: string) => {
            fs.writeFileSync(path.join(project, name), text);
        };
        const scripts = policy === undefined ? {} : { policy: "node policy.js" };
        put("package.json", JSON.stringify({ name: "shop", version: "1.0.0", scripts }));
        put(
            "package-lock.json",
            JSON.stringify({
                name: "shop",
                version: "1.0.0",
                lockfileVersion: 3,
                packages: { "": { name: "shop", version: "1.0.0" } },
            }),
        );
        put("names.json", JSON.stringify(names));
        put("policy.js", policyCommand);
        put("policy.json", JSON.stringify({ ...policy, report: policy?.report && jsonReport(policy.report) }));
    }

    function commit(): void {
        git("add", "--all");
        git("commit", "--quiet", "--message", "a commit");
    }

    /** In place of the engine: what is planned of a checkout is what its file says. */
    const plan = (folder: string) => {
        plans += 1;
        const names = JSON.parse(fs.readFileSync(path.join(folder, "names.json"), "utf8")) as string[];
        if (names.length === 0) return Promise.reject(new UserError("the preview failed"));
        return Promise.resolve(names.map((name) => planned("aws:ec2/vpc:Vpc", name)));
    };

    async function preview(base?: string) {
        const progress = { ...silentProgress, note: (line: string) => notes.push(line) };
        const options = { stack: "production", base, number: 12, output };
        const outcome = await previewPullRequest(project, options, plan, progress);
        return { outcome, ...readResult(output, "production") };
    }

    it("holds the working tree against the base, each by its own policy pack", async () => {
        write(["a", "b"], { report: clean, code: 0 });
        commit();
        write(["b", "c"], { report, code: 1 });
        const { outcome, plan: change, policies, basePolicies } = await preview("main");
        expect(outcome).to.equal(1);
        expect(change).to.deep.include({
            base: "compared",
            created: [{ type: "aws:ec2/vpc:Vpc", name: "c" }],
            deleted: [{ type: "aws:ec2/vpc:Vpc", name: "a" }],
        });
        expect([policies, basePolicies]).to.deep.equal([report, clean]);
        expect(notes).to.deep.equal(["since true"]);
        expect(readNumber(output)).to.equal(12);
    });

    it("takes the plan that a policy pack has looked at, also where a rule is broken, and plans nothing twice", async () => {
        write(["a"], { report: clean, plan: [planned("aws:ec2/vpc:Vpc", "b")], code: 0 });
        commit();
        write(["a"], { report, plan: [planned("aws:ec2/vpc:Vpc", "c")], code: 1 });
        const { outcome, plan: change } = await preview("main");
        expect([outcome, plans]).to.deep.equal([1, 0]);
        expect(change).to.deep.include({
            base: "compared",
            created: [{ type: "aws:ec2/vpc:Vpc", name: "c" }],
            deleted: [{ type: "aws:ec2/vpc:Vpc", name: "b" }],
        });
        // Plans have values, which the results must not.
        expect(fs.readdirSync(output, { recursive: true })).to.have.members([
            ...["base", "base/policy-production.json"],
            ...["plan-production.json", "policy-production.json", "pull-request.json"],
        ]);
    });

    it("leaves no checkout behind", async () => {
        write(["a"], { report: clean, code: 0 });
        commit();
        await preview("main");
        expect(
            execFileSync("git", ["worktree", "list"], { cwd: project, encoding: "utf8" }).trim().split("\n"),
        ).to.have.lengthOf(1);
    });

    it("goes without a base", async () => {
        write(["a"], { report: clean, code: 0 });
        const { outcome, plan: change, basePolicies } = await preview();
        expect([outcome, change?.base, basePolicies]).to.deep.equal([0, "none", undefined]);
        expect(notes).to.deep.equal(["since false"]);
    });

    it("goes on where the base has no policy pack yet, and says so", async () => {
        write(["a"]);
        commit();
        write(["a"], { report, code: 1 });
        const { outcome, plan: change, policies, basePolicies } = await preview("main");
        expect([outcome, change?.base, policies, basePolicies]).to.deep.equal([1, "compared", report, undefined]);
        expect(notes[0]).to.match(/The base has no report of the policy pack/);
    });

    it("goes on where the base cannot be planned", async () => {
        write([], { report: clean, code: 0 });
        commit();
        write(["a"], { report: clean, code: 0 });
        expect((await preview("main")).plan?.base).to.equal("failed");
        expect(notes[0]).to.equal("The base could not be planned: the preview failed");
    });

    it("goes on where the base is no commit", async () => {
        write(["a"], { report: clean, code: 0 });
        expect((await preview("elsewhere")).plan?.base).to.equal("failed");
        expect(notes[0]).to.match(/The base could not be planned: .*invalid reference/s);
    });

    it("says that the policy pack did not run, and keeps the plan", async () => {
        for (const policy of [{ code: 2 }, { code: 1 }, undefined]) {
            write(["a"], policy);
            const { outcome, plan: change, policies } = await preview();
            expect([outcome, change?.base, policies]).to.deep.equal([2, "none", undefined]);
        }
    });

    it("shows nothing of a run before", async () => {
        write(["a"], { report, code: 1 });
        commit();
        await preview("main");
        write([]);
        const error = await preview().catch((caught: unknown) => caught);
        expect(String(error)).to.include("the preview failed");
        expect(readResult(output, "production")).to.deep.equal({
            stack: "production",
            plan: undefined,
            policies: undefined,
            basePolicies: undefined,
        });
        expect(readNumber(output)).to.equal(12);
    });
});
