import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { RDS } from "@aws-sdk/client-rds";
import { Route53 } from "@aws-sdk/client-route-53";
import { expect } from "chai";

import { systemClock } from "../../delivery/clock";
import type { Options } from "../../delivery/options";
import type { DoneStep, Successor } from "../../delivery/recovery/fail-over";
import { readRegionStack } from "../../delivery/recovery/region-stack";
import { takeOver } from "../../delivery/verbs/fail-over";
import { motoCredentials } from "../../embedded/rehearsal/moto/environment";
import { readCalls } from "../../embedded/rehearsal/moto/calls";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { failure } from "../delivery/failure";
import { pythonToolsOrSkip } from "../plan/python-tools";

const accountId = "111122223333";
const zone = { id: "Z0000000000000000000P", name: "shop.example" };

describe("alchemorsel fail-over (moto)", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-fail-over-test-"));
    const callsFile = path.join(folder, "calls.jsonl");
    let moto: Moto;
    let home: RDS;
    let away: RDS;
    let dns: Route53;

    before(async function () {
        const python = await pythonToolsOrSkip(this);
        moto = await startMoto({ python, accountId, callsFile, prerequisites: { hostedZones: [zone] } });
        const options = { endpoint: moto.url, credentials: motoCredentials };
        [home, away] = [new RDS({ region: "eu-central-1", ...options }), new RDS({ region: "eu-west-1", ...options })];
        dns = new Route53({ region: "us-east-1", ...options });
        fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: alchemorsel\nruntime: nodejs\n");
        writeStack("production", "eu-central-1", 100, "    recovery: { region: eu-west-1 }\n");
        writeStack("recovery", "eu-west-1", 0);
        await home.createDBInstance({
            ...{
                DBInstanceIdentifier: "shop-production-database",
                DBInstanceClass: "db.t4g.medium",
                Engine: "postgres",
            },
            ...{ AllocatedStorage: 30, StorageEncrypted: true, MasterUsername: "app", ManageMasterUserPassword: true },
        });
        await record("shop-production", 100);
    });

    after(async () => {
        for (const client of [home, away, dns]) client.destroy();
        await moto.stop();
        fs.rmSync(folder, { recursive: true });
    });

    /** With a comment, which has to stay. */
    const writeStack = (stack: string, region: string, weight: number, more = "") => {
        const aws = [
            `    name: shop-${stack}\n    accountId: "${accountId}"\n    database: {} # of ${stack}\n`,
            `    edge: { domain: shop.example, zone: { id: ${zone.id}, name: ${zone.name} }, weight: ${weight} }\n${more}`,
        ];
        const text = `config:\n  aws:region: ${region}\n  alchemorsel:foundation: aws\n  alchemorsel:aws:\n${aws.join("")}`;
        fs.writeFileSync(path.join(folder, `Pulumi.${stack}.yaml`), text);
    };
    const record = (SetIdentifier: string, Weight: number) =>
        dns.changeResourceRecordSets({
            HostedZoneId: zone.id,
            ChangeBatch: {
                Changes: [
                    {
                        Action: "UPSERT",
                        ResourceRecordSet: {
                            ...{ Name: "shop.example", Type: "A", SetIdentifier, Weight },
                            AliasTarget: {
                                DNSName: `${SetIdentifier}.elb.example`,
                                HostedZoneId: "Z2",
                                EvaluateTargetHealth: false,
                            },
                        },
                    },
                ],
            },
        });
    const weights = async () => {
        const { ResourceRecordSets = [] } = await dns.listResourceRecordSets({ HostedZoneId: zone.id });
        return Object.fromEntries(
            ResourceRecordSets.flatMap(({ SetIdentifier: set, Weight }) => (set === undefined ? [] : [[set, Weight]])),
        );
    };
    const pair = () => ({ from: readRegionStack(folder, "production"), to: readRegionStack(folder, "recovery") });
    /** Makes of the stack's file what the engine would, as far as it matters here. */
    const successor = (changes: Partial<Successor> = {}): Successor => ({
        update: async () => {
            const { restoreFrom, weight = 0 } = pair().to;
            const name = "shop-recovery-database";
            const { DBInstances = [] } = await away.describeDBInstances({});
            if (DBInstances.length === 0) {
                await away.restoreDBInstanceToPointInTime({
                    ...{
                        TargetDBInstanceIdentifier: name,
                        SourceDBInstanceAutomatedBackupsArn: restoreFrom?.backupsArn,
                    },
                    RestoreTime: new Date(restoreFrom?.time ?? ""),
                });
            }
            await record("shop-recovery", weight);
        },
        ready: () => Promise.resolve(),
        ...changes,
    });
    const run = async (options: Partial<Options>, changes: Partial<Successor> = {}) => {
        let kept: readonly DoneStep[] = [];
        const world = {
            ...{ rds: away, dns, successor: successor(changes), clock: systemClock, tell: () => undefined },
            keep: ({ steps }: { steps: readonly DoneStep[] }) => (kept = [...steps]),
        };
        const ending = await takeOver(pair(), { options: options as Options }, world);
        return { ...ending, kept };
    };

    it("is refused as long as nothing is copied", async () => {
        expect((await failure(run({ yes: true }))).message).to.match(
            /no backups of shop-production-database in eu-west-1/,
        );
    });

    it("says what would be lost, and does nothing unless it is told to", async () => {
        const source = "arn:aws:rds:eu-central-1:111122223333:db:shop-production-database";
        await away.startDBInstanceAutomatedBackupsReplication({
            SourceDBInstanceArn: source,
            KmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1",
        });
        const file = fs.readFileSync(path.join(folder, "Pulumi.recovery.yaml"), "utf8");
        const { text } = await run({});
        expect(text).to.match(
            /recovery in eu-west-1 can take over\. It would lose what was written after 20.*Z, .* s before 20/,
        );
        expect(fs.readFileSync(path.join(folder, "Pulumi.recovery.yaml"), "utf8")).to.equal(file);
        expect((await away.describeDBInstances({})).DBInstances).to.deep.equal([]);
    });

    it("as a drill makes all of it, and leaves the domain where it is", async () => {
        const { text, kept } = await run({ drill: true });
        expect(text).to.match(/the domain is still that of production/);
        expect(kept.map(({ step }) => step)).to.deep.equal([
            "the stack, its database of the backup",
            "pods ready",
            "the settings that a restore leaves out",
        ]);
        expect(await weights()).to.deep.equal({ "shop-production": 100, "shop-recovery": 0 });
        expect(pair().to.weight).to.equal(0);
        await away.deleteDBInstance({ DBInstanceIdentifier: "shop-recovery-database", SkipFinalSnapshot: true });
    });

    it("that was interrupted is gone on with by the same command, and asks nothing of the region that is lost", async () => {
        const began = readCalls(callsFile).length;
        const lost = () => Promise.reject(new Error("the machine was switched off"));
        expect((await failure(run({ yes: true }, { ready: lost }))).message).to.match(/switched off/);
        const { restoreFrom } = pair().to;
        expect(await weights()).to.include({ "shop-production": 100 });

        const { text, kept } = await run({ yes: true });
        expect(pair().to.restoreFrom).to.deep.equal(restoreFrom);
        // The engine takes a moment without quotes for something else.
        expect(fs.readFileSync(path.join(folder, "Pulumi.recovery.yaml"), "utf8")).to.match(/time: "20.*Z"/);
        expect(await weights()).to.deep.equal({ "shop-production": 0, "shop-recovery": 100 });
        expect(kept.map(({ step }) => step)).to.include("the domain pointed to it");
        expect(text).to.match(/recovery serves from eu-west-1/);
        const regions = readCalls(callsFile)
            .slice(began)
            .map(({ region }) => region);
        expect(new Set(regions)).to.not.include("eu-central-1");
    });

    it("leaves in the files what the next update of each stack makes", () => {
        expect([pair().from.weight, pair().to.weight]).to.deep.equal([0, 100]);
        expect(fs.readFileSync(path.join(folder, "Pulumi.recovery.yaml"), "utf8")).to.contain("# of recovery");
        expect(fs.readdirSync(folder)).to.include("Pulumi.production.yaml");
    });
});
