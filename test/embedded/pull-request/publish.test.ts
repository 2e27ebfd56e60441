import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { marker } from "../../../embedded/pull-request/comment";
import { writeNumber, writePlan } from "../../../embedded/pull-request/results";
import { jsonReport } from "../../../policy-pack/report/json";
import { FakeGitHub } from "./fake-github";
import { plan, report } from "./sample";

const project = path.resolve(__dirname, "../../..");
const token = "a-token-that-nobody-sees";
const bot = "github-actions[bot]";
const sha = "0123456789abcdef0123456789abcdef01234567";

const run = {
    event: "pull_request",
    head_sha: sha,
    head_branch: "feature",
    head_repository: { full_name: "somebody/shop" },
    html_url: "https://github.example/acme/shop/actions/runs/7",
};

const open = { state: "open", head: { sha, repo: { full_name: "somebody/shop" } } };

describe("publishing what the run of a pull request has left", () => {
    let folder: string;
    let github: FakeGitHub;
    let api: string;

    beforeEach(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "publish-"));
        github = new FakeGitHub("acme/shop");
        github.pullRequest = open;
        api = await github.start();
        writeNumber(results(), 12);
        writePlan(results(), plan);
        fs.writeFileSync(path.join(results(), "policy-production.json"), jsonReport(report));
    });

    afterEach(() => {
        github.stop();
        fs.rmSync(folder, { recursive: true });
    });

    const results = () => path.join(folder, "results");

    /** Runs the command as the workflow does. */
    async function command(event: unknown = { workflow_run: run }) {
        const output = path.join(folder, "output");
        fs.writeFileSync(output, "");
        fs.writeFileSync(path.join(folder, "event.json"), JSON.stringify(event));
        const args = [
            "--require",
            "sucrase/register/ts",
            "embedded/pull-request/publish-main.ts",
            results(),
            "production",
        ];
        const env = {
            PATH: process.env.PATH,
            GITHUB_API_URL: api,
            GITHUB_EVENT_PATH: path.join(folder, "event.json"),
            GITHUB_OUTPUT: output,
            GITHUB_REPOSITORY: "acme/shop",
            GITHUB_TOKEN: token,
            RUNNER_TEMP: folder,
        };
        const child = spawn(process.execPath, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
        let said = "";
        for (const stream of [child.stdout, child.stderr]) {
            stream.on("data", (data: Buffer) => {
                said += data.toString();
            });
        }
        const [code] = (await once(child, "close")) as [number | null];
        expect(said).to.not.include(token);
        return { code, said, outputs: fs.readFileSync(output, "utf8") };
    }

    it("writes the comment, and the alerts for the pull request's commit", async () => {
        const { code, said, outputs } = await command();
        expect(said).to.equal("the comment is created\n");
        expect(code).to.equal(0);
        expect(github.comments).to.have.lengthOf(1);
        expect(github.comments[0]!.body)
            .to.match(new RegExp(`^${marker}`))
            .and.include("[this run](https://github.example/acme/shop/actions/runs/7)")
            .and.include("## Plan: `production`")
            .and.include("**The update stops: 1 violation.**");
        expect([...github.authorizations]).to.deep.equal([`Bearer ${token}`]);
        const alerts = path.join(folder, "alerts");
        expect(outputs).to.equal(`ref=refs/pull/12/head\nsha=${sha}\nfolder=${alerts}\n`);
        expect(fs.readdirSync(alerts)).to.deep.equal(["policy-production.sarif"]);
        expect(fs.readFileSync(path.join(alerts, "policy-production.sarif"), "utf8")).to.include(
            '"ruleId": "rds-encrypted"',
        );
    });

    it("changes its own comment, beyond the first page as well, and none that others have made to look like it", async () => {
        github.add("somebody", `${marker}\nnot ours`);
        for (let index = 0; index < 120; index++) github.add("somebody", "words");
        github.add(bot, `another workflow quotes ${marker}`);
        const ours = github.add(bot, `${marker}\nold`);
        github.add("somebody", "more words");
        expect((await command()).said).to.equal("the comment is updated\n");
        expect(ours.body).to.include("## Plan: `production`");
        expect(github.comments.filter(({ body }) => body.includes("## Plan"))).to.have.lengthOf(1);
        expect((await command()).said).to.equal("the comment is unchanged\n");
        expect(github.comments).to.have.lengthOf(124);
    });

    it("publishes nothing where the pull request has moved on or is closed", async () => {
        for (const now of [
            { ...open, state: "closed" },
            { ...open, head: { ...open.head, sha: "f".repeat(40) } },
        ]) {
            github.pullRequest = now;
            const { code, said, outputs } = await command();
            expect([code, said, outputs]).to.deep.equal([
                0,
                "the pull request has moved on: nothing is published\n",
                "",
            ]);
        }
        expect(github.comments).to.be.empty;
    });

    it("refuses a run that names a pull request from another repository", async () => {
        for (const repo of [{ full_name: "acme/shop" }, null]) {
            github.pullRequest = { ...open, head: { sha, repo } };
            const { code, said, outputs } = await command();
            expect([code, outputs]).to.deep.equal([1, ""]);
            expect(said).to.match(/^error: the number .* is that of a pull request from elsewhere/);
        }
        expect(github.comments).to.be.empty;
    });

    it("publishes the alerts of a push, and asks nothing of GitHub for it", async () => {
        const { said, outputs } = await command({ workflow_run: { ...run, event: "push", head_branch: "main" } });
        expect(said).to.equal("");
        expect(outputs).to.match(/^ref=refs\/heads\/main\nsha=0123/);
        expect(github.requests).to.be.empty;
    });

    it("says so where the run has left nothing", async () => {
        fs.rmSync(results(), { recursive: true });
        const { code, said, outputs } = await command();
        expect([code, said, outputs]).to.deep.equal([0, "the run has left nothing to publish\n", ""]);
    });

    it("comments on a plan that failed, and has no alerts then", async () => {
        fs.rmSync(path.join(results(), "plan-production.json"));
        fs.rmSync(path.join(results(), "policy-production.json"));
        expect((await command()).outputs).to.equal("");
        expect(github.comments[0]!.body).to.include("There is no plan");
    });

    it("says what GitHub says, where it refuses", async () => {
        github.failure = { status: 403, body: JSON.stringify({ message: "Resource not accessible by integration" }) };
        const { code, said } = await command();
        expect(code).to.equal(1);
        expect(said).to.equal(
            "error: GitHub would not show the pull request: status 403, Resource not accessible by integration\n",
        );
        github.failure = { status: 502, body: "<html>" };
        expect((await command()).said).to.equal("error: GitHub would not show the pull request: status 502\n");
        github.failure = { status: 200, body: "<html>" };
        expect((await command()).said).to.match(/^error: GitHub's answer .* is not valid JSON\n$/);
    });

    it("says that GitHub was not reached", async () => {
        github.stop();
        expect((await command()).said).to.match(
            /^error: GitHub was not reached to show the pull request: .*ECONNREFUSED/,
        );
    });

    it("refuses an event of another kind", async () => {
        for (const [event, says] of [
            [{ pull_request: {} }, /workflow_run is not an object/],
            [
                { workflow_run: { ...run, event: "pull_request_target" } },
                /workflow_run.event is not "pull_request" or "push"/,
            ],
            [
                { workflow_run: { ...run, head_branch: "a\nref=refs/heads/main" } },
                /workflow_run.head_branch is not a branch/,
            ],
        ] as const) {
            const { code, said } = await command(event);
            expect(code).to.equal(1);
            expect(said).to.match(says);
        }
    });
});
