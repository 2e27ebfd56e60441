import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { readOptions } from "../../../embedded/pull-request/options";
import { readOptions as readUpgradeOptions } from "../../../embedded/upgrades/options";
import { readRecords } from "../../../embedded/upgrades/records";
import { pulumiVersion } from "../../../embedded/tools/table";

const project = path.resolve(__dirname, "../../..");
const folder = path.join(project, ".github/workflows");

interface Step {
    readonly id?: string;
    readonly if?: string;
    readonly run?: string;
    readonly uses?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
}

interface Job {
    readonly if?: string;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly "timeout-minutes"?: number;
    readonly strategy?: { readonly matrix: { readonly stack: readonly string[] } };
    readonly env?: unknown;
    readonly steps: readonly Step[];
}

interface Workflow {
    readonly name: string;
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions?: unknown;
    readonly concurrency?: unknown;
    readonly env?: Readonly<Record<string, string>>;
    readonly jobs: Readonly<Record<string, Job>>;
}

const files = ["preview.yml", "publish-preview.yml"] as const;
const textOf = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;

const previewing = workflowOf("preview.yml");
const publishing = workflowOf("publish-preview.yml");

const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const using = (workflow: Workflow, action: string) =>
    stepsOf(workflow).filter(({ uses }) => uses?.startsWith(`${action}@`) === true);
const running = (workflow: Workflow, target: string) =>
    stepsOf(workflow).filter(({ run }) => run?.startsWith(`make ${target}`) === true);

/** What GitHub would put in place of an expression. */
type Expressions = Readonly<Record<string, string>>;

const ofPullRequest: Expressions = {
    "matrix.stack": "production",
    "github.event_name == 'pull_request' && 'HEAD^1' || ''": "HEAD^1",
    "github.event.number": "12",
    "github.token": "a-token",
};
const ofPush: Expressions = {
    ...ofPullRequest,
    "github.event_name == 'pull_request' && 'HEAD^1' || ''": "",
    "github.event.number": "",
};

function expanded(text: string, expressions: Expressions): string {
    return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
        const value = expressions[expression];
        if (value === undefined) throw new Error(`what would ${expression} be?`);
        return value;
    });
}

/** The arguments of the program that a step would start: the step runs in a shell, but for the program itself. */
function programOf({ run = "", env = {} }: Step, expressions: Expressions): string[] {
    const variables = Object.entries(env).map(([name, value]) => [name, expanded(value, expressions)]);
    const options = {
        cwd: project,
        encoding: "utf8",
        env: { PATH: process.env.PATH, RUNNER_TEMP: "/runner/temp" },
    } as const;
    const bash = (script: string) =>
        execFileSync("bash", ["--norc", "-euo", "pipefail", "-c", script], {
            ...options,
            env: { ...options.env, ...(Object.fromEntries(variables) as Record<string, string>) },
        });
    const printed = bash(`make() { command make --dry-run "$@"; }\n${run}`).split("\n");
    const command = printed.find((line) => line.startsWith("node --require"));
    if (command === undefined) return [];
    return bash(`node() { printf '%s\\n' "$@"; }\n${command}`).trimEnd().split("\n").slice(2);
}

describe("the workflows of a pull request", () => {
    for (const file of files) {
        const workflow = workflowOf(file);

        it(`pin every action of ${file} by its commit and say the version`, () => {
            const lines = textOf(file)
                .split("\n")
                .filter((line) => line.includes("uses:"));
            expect(lines).to.have.lengthOf(stepsOf(workflow).filter(({ uses }) => uses !== undefined).length);
            for (const line of lines) {
                expect(line).to.match(/uses: [\w-]+\/[\w-]+(\/[\w-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
            }
        });

        it(`give no job of ${file} more than it says, and an end`, () => {
            expect(workflow.permissions).to.deep.equal({});
            expect(workflow.concurrency).to.be.an("object");
            for (const job of Object.values(workflow.jobs)) {
                expect(job.permissions).to.be.an("object");
                expect(job["timeout-minutes"]).to.be.a("number");
            }
        });

        it(`put nothing of GitHub's into a script of ${file}, where it would be run`, () => {
            for (const { run = "" } of stepsOf(workflow)) expect(run).to.not.include("${{");
        });

        it(`check out without leaving a token in ${file}`, () => {
            const checkouts = using(workflow, "actions/checkout");
            expect(checkouts).to.not.be.empty;
            for (const step of checkouts) expect(step.with).to.include({ "persist-credentials": false });
        });

        it(`run nothing in ${file} that somebody from outside could give rights to`, () => {
            expect(Object.keys(workflow.on)).to.not.include("pull_request_target");
            expect(textOf(file)).to.not.include("secrets.");
        });
    }

    it("pin an action to one version", () => {
        const pins = files.flatMap((file) => stepsOf(workflowOf(file)).flatMap(({ uses }) => uses ?? []));
        const versions = new Map<string, Set<string>>();
        for (const pin of pins) {
            const [action = "", commit = ""] = pin.split("@");
            const name = action.split("/").slice(0, 2).join("/");
            versions.set(name, (versions.get(name) ?? new Set()).add(commit));
        }
        for (const [action, commits] of versions) expect([...commits], action).to.have.lengthOf(1);
    });

    describe("where they run the pull request's own code", () => {
        it("may read it and no more, and have no token at hand", () => {
            for (const { permissions } of Object.values(previewing.jobs)) {
                expect(permissions).to.deep.equal({ contents: "read" });
            }
            expect(textOf("preview.yml")).to.not.match(/github\.token|GITHUB_TOKEN/);
        });

        it("plan every stack that publishing expects", () => {
            const [publish] = running(publishing, "comment");
            const [, ...stacks] = programOf(publish!, ofPullRequest).slice(1);
            expect(previewing.jobs.plan!.strategy!.matrix.stack).to.deep.equal(stacks);
            for (const stack of stacks) expect(fs.existsSync(path.join(project, `Pulumi.${stack}.yaml`))).to.be.true;
        });

        it("hold it against the base that it is merged into, and upload what comes of it, whatever that is", () => {
            const [step] = running(previewing, "pull-request");
            const [program, ...args] = programOf(step!, ofPullRequest);
            expect(program).to.equal("embedded/pull-request/main.ts");
            const output = "pull-request-report";
            const options = { stack: "production", base: "HEAD^1", number: 12, output };
            expect(readOptions(args)).to.deep.equal(options);
            expect(using(previewing, "actions/checkout").some((one) => one.with?.["fetch-depth"] === 2)).to.be.true;
            const [upload] = using(previewing, "actions/upload-artifact");
            expect(upload!.if).to.equal("${{ !cancelled() }}");
            expect(upload!.with).to.include({ path: `${output}/`, name: "preview-${{ matrix.stack }}" });
        });

        it("hold each stack that they plan against its records, whatever the policies say", () => {
            const [step] = running(previewing, "upgrade-check");
            for (const stack of previewing.jobs.plan!.strategy!.matrix.stack) {
                const [program, ...args] = programOf(step!, { ...ofPullRequest, "matrix.stack": stack });
                expect(program).to.equal("embedded/upgrades/main.ts");
                const options = readUpgradeOptions(args);
                expect(options).to.deep.include({ command: "check", choice: { stack, release: undefined } });
                expect(readRecords(project, pulumiVersion, { stack })).to.not.be.empty;
            }
            expect(step!.if).to.equal("${{ !cancelled() }}");
        });

        it("plan a push without a base", () => {
            const [step] = running(previewing, "pull-request");
            const [, ...args] = programOf(step!, ofPush);
            const { stack, base, number } = readOptions(args);
            expect({ stack, base, number }).to.deep.equal({ stack: "production", base: undefined, number: undefined });
        });

        it("build the tools once and keep them for as long as their table is the same", () => {
            expect(programOf(running(previewing, "tools-aws")[0]!, ofPullRequest)).to.deep.equal([
                "embedded/cli.ts",
                "tools-aws",
            ]);
            const [kept] = using(previewing, "actions/cache");
            const [taken] = using(previewing, "actions/cache/restore");
            expect([taken!.with!.key, taken!.with!.path]).to.deep.equal([kept!.with!.key, kept!.with!.path]);
            expect(kept!.with!.key).to.include("hashFiles('embedded/tools/**')").and.include("env.GO_VERSION");
        });

        it("have a Go and a Node.js that the tools and the packages are fit for", () => {
            const modules = path.join(project, "embedded/tools/modules");
            const wanted = fs.readdirSync(modules).flatMap((name) => {
                const file = path.join(modules, name, "go.mod");
                return fs.existsSync(file) ? [/^go (\S+)$/m.exec(fs.readFileSync(file, "utf8"))![1]!] : [];
            });
            const { GO_VERSION: go = "", NODE_VERSION: node = "" } = previewing.env!;
            for (const version of wanted) expect(atLeast(go, version), `Go ${version}`).to.be.true;
            const { engines } = JSON.parse(fs.readFileSync(path.join(project, "package.json"), "utf8")) as {
                engines: { node: string };
            };
            expect(atLeast(node, engines.node.replace(">=", ""))).to.be.true;
            expect(using(publishing, "actions/setup-node")[0]!.with!["node-version"]).to.equal(node);
        });
    });

    describe("where they may write", () => {
        it("follow the run of the pull request", () => {
            expect(publishing.on).to.deep.equal({
                workflow_run: { workflows: [previewing.name], types: ["completed"] },
            });
        });

        it("may write the comment and the alerts and no more", () => {
            expect(publishing.jobs.publish!.permissions).to.deep.equal({
                actions: "read",
                contents: "read",
                "pull-requests": "write",
                "security-events": "write",
            });
        });

        it("run the default branch's code, and have the run's results where none of that is", () => {
            for (const { with: inputs = {} } of using(publishing, "actions/checkout")) {
                expect(inputs).to.have.all.keys("persist-credentials");
            }
            const [download] = using(publishing, "actions/download-artifact");
            expect(download!.with).to.include({
                path: "${{ runner.temp }}/preview",
                "run-id": "${{ github.event.workflow_run.id }}",
                pattern: "preview-*",
                "merge-multiple": true,
            });
            expect(programOf(running(publishing, "comment")[0]!, ofPullRequest).slice(0, 2)).to.deep.equal([
                "embedded/pull-request/publish-main.ts",
                "/runner/temp/preview",
            ]);
        });

        it("give the token to the one program that needs it, and to no package's script", () => {
            const withToken = stepsOf(publishing).filter(
                ({ run, env }) => run !== undefined && env !== undefined && "GITHUB_TOKEN" in env,
            );
            expect(withToken).to.deep.equal(running(publishing, "comment"));
            const [install] = running(publishing, "packages");
            expect(install!.env).to.deep.equal({ NPM_CONFIG_IGNORE_SCRIPTS: "true" });
            expect(stepsOf(publishing).indexOf(install!)).to.be.below(stepsOf(publishing).indexOf(withToken[0]!));
            expect(using(publishing, "actions/cache")).to.be.empty;
        });

        it("install the packages where there are none", () => {
            const [install] = running(publishing, "packages");
            const copy = fs.mkdtempSync(path.join(os.tmpdir(), "packages-"));
            try {
                for (const name of ["Makefile", "package.json", "package-lock.json"]) {
                    fs.copyFileSync(path.join(project, name), path.join(copy, name));
                }
                const printed = execFileSync(
                    "bash",
                    ["-c", `make() { command make --dry-run "$@"; }; ${install!.run!}`],
                    {
                        cwd: copy,
                        encoding: "utf8",
                    },
                );
                expect(printed).to.match(/^npm ci /m);
            } finally {
                fs.rmSync(copy, { recursive: true });
            }
        });

        it("upload the alerts of where the program says they belong", () => {
            const [upload] = using(publishing, "github/codeql-action/upload-sarif");
            expect(upload!.with).to.deep.equal({
                sarif_file: "${{ steps.publish.outputs.folder }}",
                ref: "${{ steps.publish.outputs.ref }}",
                sha: "${{ steps.publish.outputs.sha }}",
            });
            expect(running(publishing, "comment")[0]!.id).to.equal("publish");
        });
    });
});

/** Whether a version is another one or a newer one. */
function atLeast(version: string, other: string): boolean {
    return version.localeCompare(other, "en", { numeric: true }) >= 0;
}
