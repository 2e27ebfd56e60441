import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { silentProgress } from "../../embedded/progress";
import { withoutCredentials } from "../../embedded/preview/environment";
import type { Fault } from "../../embedded/rehearsal/half-way/faults";
import { killPart, type Victim } from "../../embedded/rehearsal/half-way/victims";
import { motoEnvironment } from "../../embedded/rehearsal/moto/environment";
import { besideState, type Item, inventoryOf } from "../../embedded/rehearsal/moto/inventory";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { ensureEngine, toolsOfEngine, unbuiltTools } from "../../embedded/tools";
import type { ExportedState } from "../../delivery/recover/engine";
import { removeTemporaryFolders, temporaryFolder, watch } from "../embedded/tools/fixture";
import { program, Workspace } from "../embedded/tools/workspace";
import { askAws } from "../rehearsal/ask-aws";
import { pythonToolsOrSkip } from "./python-tools";
import { type ScriptedProxy, startScriptedProxy } from "./scripted-proxy";

/** One with a random ID, one in it, one whose name the program says, two whose names Pulumi makes up. */
const source = `
    const aws = require("@pulumi/aws");
    const vpc = new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16", tags: { Name: "network" } });
    new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { Name: "subnet" } });
    new aws.cloudwatch.LogGroup("log", { name: "/trial/log", retentionInDays: 30 });
    new aws.s3.Bucket("bucket", {});
    const statement = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
    new aws.iam.Role("role", { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) });
`;

const tags = { project: "trial", environment: "test" };

describe("alchemorsel recover, after an update that died (moto)", function () {
    this.timeout(300_000);
    let python: string;
    let moto: Moto;
    let proxy: ScriptedProxy;
    let here: Workspace;
    let first: Item[];
    let faults: ScriptedProxy["faults"];

    before(async function () {
        python = await pythonToolsOrSkip(this);
        if ((await unbuiltTools(await toolsOfEngine("aws"))).length > 0) this.skip();
    });

    beforeEach(async () => {
        moto = await startMoto({ python, accountId: "111122223333" });
        proxy = await startScriptedProxy(moto.url);
        ({ faults } = proxy);
        const engine = await ensureEngine(temporaryFolder(), silentProgress, "aws");
        const env = { ...withoutCredentials(process.env, temporaryFolder()), ...motoEnvironment(proxy.url) };
        here = await new Workspace(engine, env).create(program(source));
        const config = { region: "eu-central-1", s3UsePathStyle: "true", skipMetadataApiCheck: "true" };
        for (const [key, value] of Object.entries(config)) await here.pulumi("config", "set", `aws:${key}`, value);
        for (const [key, value] of Object.entries(tags))
            await here.pulumi("config", "set", "--path", `aws:defaultTags.tags.${key}`, value);
        first = await inventoryOf(python, moto.url, ["eu-central-1"]);
    });

    afterEach(async () => {
        await proxy.stop();
        await moto.stop();
    });

    after(removeTemporaryFolders);

    const configFile = () => path.join(here.folder, "Pulumi.test.yaml");
    const up = () => here.pulumi("up", "--yes", "--skip-preview", "--config-file", configFile());
    const recover = (...args: string[]) => {
        const command = [path.join(projectFolder, "delivery/alchemorsel.js"), "recover", "--stack", "test", ...args];
        return watch(spawn("node", command, { cwd: here.folder, env: here.environment() })).ended;
    };
    const state = async () => JSON.parse((await here.pulumi("stack", "export")).output) as ExportedState;
    const beside = async () => {
        const { deployment } = await state();
        return besideState(await inventoryOf(python, moto.url, ["eu-central-1"]), first, deployment.resources ?? []);
    };
    const killed = (victim: Victim): Fault => ({
        name: victim,
        onceCarriedOut: () => killPart(victim, configFile()),
    });
    /** Whatever was made is in the state once, and nothing is to be done. */
    const finishes = async () => {
        const { code, output } = await up();
        expect(code, output).to.equal(0);
        expect(await beside()).to.deep.equal([]);
        expect((await state()).deployment.pending_operations ?? []).to.deep.equal([]);
    };

    it("takes in what a killed engine has made without writing it down, and the next update finishes", async () => {
        faults.CreateVpc = [killed("engine")];
        await up();
        const { code, output } = await recover();
        expect(code, output).to.equal(0);
        expect(output).to.match(/When the engine died it was at:\n( {2}creating .*\n)* {2}creating Vpc network\n/);
        expect(output).to.match(/In AWS, and now in the state:\n( {2}.*\n)* {2}Vpc network \(vpc-[0-9a-f]+\)/);
        expect(output).to.contain("Next: pulumi up --stack test");
        await finishes();
    });

    it("takes in what a killed provider has made, of which the engine knows nothing", async () => {
        faults.CreateRole = [killed("provider")];
        const { code } = await up();
        expect(code).not.to.equal(0);
        expect((await recover()).output).to.match(/Role role \(role-[0-9a-f]{7}\)/);
        await finishes();
    });

    it("reads what was made and not to its end, without which nothing that needs it can be planned", async () => {
        faults.EnableKeyRotation = ["refusal"];
        here.write(
            program(`${source}
            const key = new aws.kms.Key("key", { enableKeyRotation: true, tags: { Name: "key" } });
            new aws.kms.Alias("alias", { name: "alias/trial", targetKeyId: key.keyId });
        `),
        );
        expect((await up()).code).not.to.equal(0);
        const { code, output } = await recover();
        expect(code, output).to.equal(0);
        expect(output).to.match(/Made and not to its end, .*\n {2}Key key\n/);
        await finishes();
    });

    it("reads what can't be updated as it stands in the state, so that each update fails", async () => {
        const withTable = `${source}
            const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id, tags: { Name: "gateway" } });
            const table = new aws.ec2.RouteTable("table", { vpcId: vpc.id, tags: { Name: "table" } });
        `;
        here.write(program(withTable));
        expect((await up()).code).to.equal(0);
        // Before the call it looks whether there is one, and then waits for it.
        faults.DescribeRouteTables = [undefined, "refusal"];
        here.write(
            program(`${withTable}
            const to = { destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id };
            new aws.ec2.Route("way", { routeTableId: table.id, ...to });
        `),
        );
        expect((await up()).code).not.to.equal(0);
        expect((await up()).output).to.match(/route target attribute not specified/);
        const { code, output } = await recover();
        expect(code, output).to.equal(0);
        expect(output).to.match(/Made and not to its end, .*\n {2}Route way\n/);
        await finishes();
    });

    it("takes in what was made and could not be waited for, of which the next update would make a second", async () => {
        faults.DescribeLaunchTemplates = ["refusal"];
        here.write(program(`${source} new aws.ec2.LaunchTemplate("template", { tags: { Name: "template" } });`));
        expect((await up()).code).not.to.equal(0);
        expect((await recover()).output).to.match(/LaunchTemplate template \(lt-[0-9a-f]+\)/);
        await finishes();
    });

    it("takes in what the SDK's second attempt finds there already", async () => {
        faults.CreateLogGroup = ["cutAfter"];
        expect((await up()).output).to.match(/already exists/);
        expect((await recover()).output).to.contain("LogGroup log (/trial/log)");
        await finishes();
    });

    it("leaves alone what has our name and not our tags, and names what has our tags twice", async () => {
        await askAws(python, moto.url, [["logs", "CreateLogGroup", { logGroupName: "/trial/log" }]]);
        faults.CreateVpc = ["cutAfter"];
        expect((await up()).output).to.match(/already exists/);
        const { output } = await recover();
        expect(output).not.to.contain("LogGroup");
        expect(output).to.match(
            /A second one of what the state has: .*\n {2}arn:aws:ec2:.*:vpc\/vpc-[0-9a-f]+ \(network\)/,
        );
        expect(output).to.contain("alchemorsel recover --stack test --delete-copies");
    });

    it("deletes what a call that was made again has made twice, where it is told to and nothing uses it", async () => {
        for (const call of ["CreateVpc", "AllocateAddress", "CreateInternetGateway", "CreateKey"])
            faults[call] = ["cutAfter"];
        here.write(
            program(`${source}
            const named = { tags: { Name: "copied" } };
            new aws.ec2.Eip("address", { domain: "vpc", ...named });
            new aws.ec2.InternetGateway("gateway", named);
            new aws.kms.Key("key", named);
        `),
        );
        expect((await up()).code).to.equal(0);
        const kinds = (await beside()).map(({ kind }) => kind);
        expect(kinds).to.include.members(["ec2 Vpcs", "ec2 Addresses", "ec2 InternetGateways", "kms Keys"]);
        const { code, output } = await recover("--delete-copies");
        expect(code, output).to.equal(0);
        expect(output.match(/and deleted now; .*\n((?: {2}arn:.*\n){4})/)?.[1], output).to.match(/:key\//);
        await finishes();
        // AWS lists a key until it is gone.
        expect((await recover()).output).not.to.match(/:(vpc|elastic-ip|internet-gateway)\//);
    });

    it("leaves a second one that something uses, and says what", async () => {
        faults.CreateVpc = ["cutAfter"];
        expect((await up()).code).to.equal(0);
        const copy = (await beside()).find(({ kind }) => kind === "ec2 Vpcs");
        await askAws(python, moto.url, [["ec2", "CreateSubnet", { VpcId: copy!.id, CidrBlock: "10.0.9.0/24" }]]);
        const { code, output } = await recover("--delete-copies");
        expect(code, output).to.equal(0);
        expect(output).to.match(
            /and not deleted, for a reason:\n {2}arn:aws:ec2:.*:vpc\/vpc-[0-9a-f]+ \(network\): .*dependencies/,
        );
        expect((await beside()).map(({ id }) => id)).to.include(copy!.id);
    });

    it("takes no lock away from an engine that may live, and says whose it is", async () => {
        expect((await up()).code).to.equal(0);
        const folder = path.join(here.folder, "backend/.pulumi/locks/organization/trial/test");
        fs.mkdirSync(folder, { recursive: true });
        const holder = { pid: 7, username: "ada", hostname: "runner", timestamp: "2026-11-29T10:00:00Z" };
        fs.writeFileSync(path.join(folder, "5ce6.json"), JSON.stringify(holder));
        const refused = await recover();
        expect(refused.code, refused.output).to.equal(2);
        expect(refused.output).to.contain("locked by ada@runner (pid 7), since 2026-11-29T10:00:00Z");
        const { code, output } = await recover("--unlock");
        expect(code, output).to.equal(0);
        expect(output).to.contain("The lock of ada@runner (pid 7), since 2026-11-29T10:00:00Z is removed.");
        expect(fs.readdirSync(folder)).to.deep.equal([]);
    });
});
