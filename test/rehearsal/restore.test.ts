import { RDS, type CreateDBInstanceMessage, type DBInstance } from "@aws-sdk/client-rds";
import { expect } from "chai";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run, RunError } from "../../embedded/process";
import { motoClient, motoEnvironment } from "../../embedded/rehearsal/moto/environment";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { failure } from "../delivery/failure";
import { pythonToolsOrSkip } from "../plan/python-tools";

const accountId = "444455556666";
const region = "eu-central-1";
const command = path.join(__dirname, "../../delivery/alchemorsel.js");

describe("alchemorsel restore (moto)", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-restore-test-"));
    let moto: Moto;
    let rds: RDS;

    before(async function () {
        const python = await pythonToolsOrSkip(this);
        moto = await startMoto({ python, accountId });
        rds = new RDS(motoClient({ awsUrl: moto.url, region }));
        fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: alchemorsel\nruntime: nodejs\n");
        const file = `config:\n  aws:region: ${region}\n  alchemorsel:foundation: aws\n  alchemorsel:aws: { name: shop }\n`;
        fs.writeFileSync(path.join(folder, "Pulumi.staging.yaml"), file);
        await rds.createDBParameterGroup({
            ...{ DBParameterGroupName: "shop-postgres17", DBParameterGroupFamily: "postgres17", Description: "TLS" },
        });
        await create("shop-database");
        await create("other-database");
    });

    after(async () => {
        rds.destroy();
        await moto.stop();
        fs.rmSync(folder, { recursive: true });
    });

    const create = (name: string, more: Partial<CreateDBInstanceMessage> = {}) =>
        rds.createDBInstance({
            ...{
                DBInstanceIdentifier: name,
                DBInstanceClass: "db.t4g.medium",
                Engine: "postgres",
                EngineVersion: "17.6",
            },
            ...{
                AllocatedStorage: 30,
                StorageType: "gp3",
                StorageEncrypted: true,
                KmsKeyId: "alias/aws/rds",
                MultiAZ: true,
            },
            ...{ DBName: "app", MasterUsername: "app", ManageMasterUserPassword: true, DeletionProtection: true },
            ...{
                BackupRetentionPeriod: 7,
                DBParameterGroupName: "shop-postgres17",
                EnableIAMDatabaseAuthentication: true,
            },
            Tags: [{ Key: "project", Value: "shop" }],
            ...more,
        });
    const restore = (...args: string[]) =>
        run(process.execPath, [command, "restore", "--stack", "staging", ...args], {
            cwd: folder,
            env: { PATH: process.env.PATH, ...motoEnvironment(moto.url) },
        });
    const refused = async (...args: string[]) => {
        const error = await failure(restore(...args));
        expect(error).to.be.instanceOf(RunError);
        return (error as RunError).stderr;
    };
    const databases = async () => (await rds.describeDBInstances({})).DBInstances ?? [];
    const named = async (name: string): Promise<DBInstance> => {
        const found = (await databases()).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name);
        if (found === undefined) throw new Error(`no database ${name}`);
        return found;
    };
    const removed = (name: string) =>
        rds.deleteDBInstance({ DBInstanceIdentifier: name, SkipFinalSnapshot: true, DeleteAutomatedBackups: true });

    it("makes a database like the real one beside it, with a password of its own and free to be deleted", async () => {
        const { stdout } = await restore("--as", "drill", "--json");
        const [source, made] = [await named("shop-database"), await named("drill")];
        for (const same of [
            ...([
                "Engine",
                "EngineVersion",
                "AllocatedStorage",
                "StorageType",
                "StorageEncrypted",
                "KmsKeyId",
            ] as const),
            ...(["DBInstanceClass", "MasterUsername", "DBName", "IAMDatabaseAuthenticationEnabled"] as const),
        ]) {
            expect(made[same], same).to.deep.equal(source[same]);
        }
        expect(made.VpcSecurityGroups).to.deep.equal(source.VpcSecurityGroups);
        expect(made.DBParameterGroups?.[0]?.DBParameterGroupName).to.equal("shop-postgres17");
        expect(made).to.include({ DeletionProtection: false, MultiAZ: false, PubliclyAccessible: false });
        expect(made.TagList).to.deep.include({ Key: "project", Value: "shop" });
        const told = JSON.parse(stdout) as Record<string, string>;
        expect(told.endpoint).to.equal(`${made.Endpoint?.Address ?? ""}:5432`);
        expect(told.secretArn).to.equal(made.MasterUserSecret?.SecretArn);
        expect(told.secretArn).not.to.equal(source.MasterUserSecret?.SecretArn);
        await removed("drill");
    });

    it("makes one of a moment, and says what to do with it", async () => {
        const { stdout } = await restore("--as", "drill", "--to", new Date().toISOString());
        expect(stdout).to.match(/shop-database was restored into drill, as it was at 20.*Z, in .* s\n/);
        expect(stdout).to.match(/delete-db-instance --region eu-central-1 --db-instance-identifier drill/);
        await removed("drill");
    });

    it("makes one of a snapshot", async () => {
        const snapshot = { DBInstanceIdentifier: "shop-database", DBSnapshotIdentifier: "before-the-upgrade" };
        await rds.createDBSnapshot(snapshot);
        await restore("--as", "drill", "--snapshot", "before-the-upgrade");
        expect(await named("drill")).to.include({ EngineVersion: "17.6", AllocatedStorage: 30 });
        await removed("drill");
    });

    it("refuses what can't be, all at once, and touches nothing", async () => {
        await rds.createDBSnapshot({ DBInstanceIdentifier: "other-database", DBSnapshotIdentifier: "of-another" });
        const before = (await databases()).length;
        for (const [args, ...reasons] of [
            [
                ["--as", "other-database", "--to", "2020-01-01T00:00:00Z"],
                /any second from 20.* to 20.*, and not to 2020-01-01T00:00:00Z/,
                /there is a database other-database already/,
            ],
            [["--as", "drill", "--snapshot", "none"], /there is no snapshot none/],
            [["--as", "drill", "--snapshot", "of-another"], /is of other-database, not of shop-database/],
            [["--as", "Drill_1"], /--as is Drill_1; it has to be lower case/],
            [["--as", "drill", "--to", "yesterday"], /--to is yesterday; it has to be a moment with its zone/],
            [["--as", "drill", "--to", "2026-11-28T14:00:00"], /a moment with its zone/],
            [
                ["--as", "drill", "--to", "2026-11-28T14:00:00Z", "--snapshot", "x"],
                /--to and --snapshot say two things/,
            ],
            [[], /--as is missing/],
        ] as const) {
            const said = await refused(...args);
            for (const reason of reasons) expect(said).to.match(reason);
        }
        expect(await databases()).to.have.lengthOf(before);
    });
});
