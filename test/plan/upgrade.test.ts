import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { withWorkspace } from "../../embedded/preview";
import { run } from "../../embedded/process";
import { silentProgress } from "../../embedded/progress";
import { pulumiVersion } from "../../embedded/tools/table";
import { checkRecord, type Verdict } from "../../embedded/upgrades/check";
import { recordStack } from "../../embedded/upgrades/record-stack";
import { readRecords } from "../../embedded/upgrades/records";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { skipWithoutProvider } from "./plans";
import { pythonToolsOrSkip } from "./python-tools";

const page = fs.readFileSync(path.join(projectFolder, "docs/upgrades.md"), "utf8");

/** A program of the page. */
function program(which: "before" | "after"): string {
    const found = new RegExp(`^\`\`\`ts ${which}\n(.*?)^\`\`\``, "ms").exec(page)?.[1];
    if (found === undefined) throw new Error(`docs/upgrades.md has no program "${which}"`);
    return found;
}

const group = "aws:ec2/securityGroup:SecurityGroup";
const vpc = "aws:ec2/vpc:Vpc";
const release = "0.1.0";

/** The programs of docs/upgrades.md: the first is updated on moto and recorded, the others are planned against the record. */
describe("an upgrade of a recorded stack", () => {
    const project = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-upgrade-"));
    let moto: Moto | undefined;

    before(async function () {
        await skipWithoutProvider(this);
        moto = await startMoto({ python: await pythonToolsOrSkip(this), accountId: "111122223333" });
        fs.symlinkSync(path.join(projectFolder, "node_modules"), path.join(project, "node_modules"));
        fs.copyFileSync(path.join(projectFolder, "run-typescript.js"), path.join(project, "run-typescript.js"));
        const options = { typescript: false, nodeargs: "--require ./run-typescript.js" };
        const file = { name: "shop", runtime: { name: "nodejs", options }, main: "index.ts" };
        fs.writeFileSync(path.join(project, "Pulumi.yaml"), JSON.stringify(file));
        const config = { "aws:region": "eu-central-1", "alchemorsel:foundation": "aws" };
        fs.writeFileSync(path.join(project, "Pulumi.staging.yaml"), JSON.stringify({ config }));
        await record(program("before"), moto.url);
    });

    after(async () => {
        fs.rmSync(project, { recursive: true, force: true });
        await moto?.stop();
    });

    async function record(source: string, url: string): Promise<void> {
        fs.writeFileSync(path.join(project, "index.ts"), source);
        const exported = path.join(project, "exported.json");
        await withWorkspace(project, "staging", silentProgress, async ({ configFile, env }) => {
            const pulumi = (...args: string[]) =>
                run("pulumi", [...args, "--stack", "staging"], {
                    cwd: project,
                    env: { ...env, AWS_ENDPOINT_URL: url },
                });
            await pulumi("up", "--yes", "--skip-preview", "--non-interactive", "--config-file", configFile);
            await pulumi("stack", "export", "--show-secrets", "--file", exported);
        });
        await recordStack(project, { stack: "staging", release, from: exported }, silentProgress);
    }

    async function planned(source: string, config: "today" | "recorded" = "today"): Promise<Verdict> {
        fs.writeFileSync(path.join(project, "index.ts"), source);
        const [recorded] = readRecords(project, pulumiVersion, { stack: "staging" });
        return checkRecord(project, recorded!, config, silentProgress);
    }

    it("changes nothing where the program is the release's", async () => {
        const { findings, operations, unplanned } = await planned(program("before"), "recorded");
        expect([findings, Object.keys(operations), unplanned]).to.deep.equal([[], ["same"], []]);
    });

    it("moves a resource to another component without touching it, where its alias says what it was", async () => {
        const before = await planned(program("before"));
        const { findings, operations } = await planned(program("after"));
        // The new component, and nothing else.
        expect([findings, operations]).to.deep.equal([[], { ...before.operations, create: 1 }]);
    });

    it("fails without the alias, and says which one would keep it", async () => {
        const source = program("after");
        const without = source.replace(/^ *aliases: .*\n/m, "");
        expect(without).to.not.equal(source);
        const { findings } = await planned(without);
        expect(findings.map(({ kind, type, name }) => [kind, type, name])).to.deep.equal([
            ["renamed", group, "shop-database"],
        ]);
        expect(findings[0]?.place).to.match(/^index\.ts:\d+$/);
        expect(page).to.include(`keeps it: ${findings[0]!.alias!}`);
        // And the one that it says does.
        const kept = await planned(source.replace("aliases: [{ parent: network }]", findings[0]!.alias!));
        expect([kept.findings, kept.operations.delete]).to.deep.equal([[], undefined]);
    });

    it("names what is replaced, with its property and line, though it is protected", async () => {
        const { findings } = await planned(program("before").replace("10.20.0.0/16", "10.30.0.0/16"));
        expect(findings).to.have.lengthOf(1);
        expect(findings[0]).to.deep.include({
            ...{ kind: "replaced", type: vpc, name: "shop-network-vpc", isProtected: true, place: "index.ts:10" },
            properties: [{ path: "cidrBlock", from: '"10.20.0.0/16"', to: '"10.30.0.0/16"', because: [] }],
        });
    });

    it("names what is deleted", async () => {
        const { findings } = await planned("export const nothing = true;");
        expect(findings.map(({ kind, type, isProtected }) => [kind, type, isProtected])).to.deep.equal([
            ["deleted", vpc, true],
        ]);
    });

    it("says why the program refuses the update", async () => {
        const { findings } = await planned('throw new Error("the database can\'t go back");');
        expect(findings.map(({ kind }) => kind)).to.include("refused");
        expect(findings.map(({ cause }) => cause).join("\n")).to.include("the database can't go back");
    });
});

/** What `make upgrade-check` does. */
describe("the recorded stacks of each release", () => {
    before(async function () {
        await skipWithoutProvider(this);
    });

    for (const recorded of readRecords(projectFolder, pulumiVersion, {})) {
        it(`lose nothing by an update to today's code: ${recorded.stack} of ${recorded.release}`, async () => {
            const { findings, operations } = await checkRecord(projectFolder, recorded, "today", silentProgress);
            expect(findings).to.deep.equal([]);
            expect(operations.same).to.be.above(100);
        });
    }
});
