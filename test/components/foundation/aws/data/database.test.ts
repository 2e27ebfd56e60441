/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   inputs are asserted by their shape */
import { expect } from "chai";

import { Database, type DatabaseArgs } from "../../../../../components/foundation/aws/data/database";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const key = (name: string) => `arn:aws:kms:eu-central-1:111122223333:key/${name}`;

const valid: DatabaseArgs = {
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    clients: { nodes: "sg-nodes" },
    accountId: "111122223333",
    keys: { data: key("data"), secrets: key("secrets"), logs: key("logs") },
    engineVersion: "17.6",
    instanceClass: "db.m7g.large",
};

const backup = {
    backupsArn: "arn:aws:rds:eu-west-1:111122223333:auto-backup:ab-1",
    kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/data",
    time: "2026-11-28T14:00:00Z",
};

function create(changes: Partial<DatabaseArgs> = {}): Promise<Registered[]> {
    return registered(() => new Database("store", { ...valid, ...changes }));
}

async function instance(changes: Partial<DatabaseArgs> = {}) {
    return named(await create(changes), "store-instance").inputs;
}

async function parameters(changes: Partial<DatabaseArgs> = {}) {
    return named(await create(changes), "store-parameter-group").inputs;
}

function problems(changes: Partial<DatabaseArgs>, name = "store") {
    return refusal(() => new Database(name, { ...valid, ...changes }));
}

describe("a database on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `store-${name}`).inputs;

    before(async () => {
        resources = await create();
    });

    it("is PostgreSQL in two zones, in the subnets that it is given, and never public", async () => {
        expect(inputs("instance")).to.include({
            engine: "postgres",
            engineVersion: "17.6",
            instanceClass: "db.m7g.large",
            multiAz: true,
            publiclyAccessible: false,
        });
        expect(inputs("subnet-group").subnetIds).to.deep.equal(valid.subnetIds);
        expect(named(resources, "store-instance").dependencies).to.include("store-parameter-group");
        expect(await instance({ multiAz: false })).to.include({ multiAz: false });
    });

    it("is reached from its clients' security groups at its port, and reaches nothing", () => {
        expect(inputs("security-group")).to.not.have.any.keys("ingress", "egress");
        const rules = resources.filter(({ type }) => type.includes("securityGroup") && type.includes("Rule"));
        expect(rules.map(({ name, inputs: rule }) => ({ name, ...rule }))).to.deep.equal([
            {
                name: "store-from-nodes",
                securityGroupId: "store-security-group-id",
                referencedSecurityGroupId: "sg-nodes",
                ipProtocol: "tcp",
                fromPort: 5432,
                toPort: 5432,
                description: "From nodes",
            },
        ]);
        expect(inputs("instance").vpcSecurityGroupIds).to.deep.equal(["store-security-group-id"]);
    });

    it("forces TLS, with a certificate authority that is pinned", () => {
        expect(inputs("parameter-group").parameters).to.deep.include({
            name: "rds.force_ssl",
            value: "1",
            applyMethod: "immediate",
        });
        expect(inputs("instance").caCertIdentifier).to.equal("rds-ca-rsa2048-g1");
    });

    it("has a parameter group that outlives a major upgrade: another name, beside the old one", async () => {
        const [old, next] = [await parameters(), await parameters({ engineVersion: "18.1" })];
        expect(old).to.include({ name: "store-postgres17", family: "postgres17" });
        expect(next).to.include({ name: "store-postgres18", family: "postgres18" });
        expect((await parameters({ engineVersion: "17" })).name).to.equal(old.name);
    });

    it("takes further parameters and keeps its own", async () => {
        const given = {
            work_mem: { value: "65536" },
            shared_buffers: { value: "1", applyMethod: "pending-reboot" as const },
        };
        const all = (await parameters({ parameters: given })).parameters;
        expect(all).to.deep.include({ name: "work_mem", value: "65536", applyMethod: "immediate" });
        expect(all).to.deep.include({ name: "shared_buffers", value: "1", applyMethod: "pending-reboot" });
        expect(all.map(({ name }: { name: string }) => name)).to.include.members(["log_statement", "rds.force_ssl"]);
    });

    it("encrypts data, insights, the master secret and logs, each with the key for it", () => {
        expect(inputs("instance")).to.include({
            storageEncrypted: true,
            kmsKeyId: key("data"),
            performanceInsightsKmsKeyId: key("data"),
            masterUserSecretKmsKeyId: key("secrets"),
        });
        expect(inputs("log-postgresql").kmsKeyId).to.equal(key("logs"));
    });

    it("leaves the master password to RDS, so that none comes near Pulumi", () => {
        expect(inputs("instance")).to.include({ manageMasterUserPassword: true, username: "postgres" });
        expect(inputs("instance")).to.not.have.property("password");
    });

    it("keeps a first password for a rotation secret", async () => {
        const given = await instance({ masterPassword: { managedBy: "rotation", initialPassword: "correct horse" } });
        expect(given).to.not.have.any.keys("manageMasterUserPassword", "masterUserSecretKmsKeyId");
        expect(given.password).to.deep.include({ value: "correct horse" });
        // How the engine's protocol marks a secret.
        expect(given.password["4dabf18193072939515e22adb298388d"]).to.equal("1b47061264138c4ac30d75fd1eb44270");
    });

    it("lets IAM roles sign in", () => {
        expect(inputs("instance").iamDatabaseAuthenticationEnabled).to.be.true;
    });

    it("can be restored to any second of two weeks or as many days as are asked for", async () => {
        expect(inputs("instance").backupRetentionPeriod).to.equal(14);
        expect(await instance({ backupRetentionDays: 35 })).to.include({ backupRetentionPeriod: 35 });
    });

    it("leaves its backups, a last snapshot and their tags behind, and isn't deleted by accident", async () => {
        expect(inputs("instance")).to.include({
            deletionProtection: true,
            deleteAutomatedBackups: false,
            skipFinalSnapshot: false,
            finalSnapshotIdentifier: "store-final",
            copyTagsToSnapshot: true,
        });
        expect(await instance({ deletionProtection: false })).to.include({ deletionProtection: false });
    });

    it("has gp3 storage that grows to five times its size, or as far as is asked for", async () => {
        expect(inputs("instance")).to.include({ storageType: "gp3", allocatedStorage: 20, maxAllocatedStorage: 100 });
        expect(await instance({ storage: { allocatedGib: 100, maxGib: 400 } })).to.include({
            allocatedStorage: 100,
            maxAllocatedStorage: 400,
        });
    });

    it("writes its logs to encrypted groups with a retention, which are there before it", () => {
        for (const kind of ["postgresql", "upgrade"]) {
            expect(inputs(`log-${kind}`)).to.include({
                name: `/aws/rds/instance/store/${kind}`,
                retentionInDays: 365,
            });
            expect(named(resources, "store-instance").dependencies).to.include(`store-log-${kind}`);
        }
        expect(inputs("instance").enabledCloudwatchLogsExports).to.deep.equal(["postgresql", "upgrade"]);
    });

    it("is measured every minute, by a role that only RDS of this account takes", () => {
        expect(inputs("instance").monitoringInterval).to.equal(60);
        const [statement] = JSON.parse(inputs("monitoring").assumeRolePolicy).Statement;
        expect(statement).to.deep.include({
            Principal: { Service: "monitoring.rds.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        });
        expect(named(resources, "store-instance").dependencies).to.include("store-monitoring-policy");
    });

    it("has insights into its queries, for as long as the mode asks for", async () => {
        expect(inputs("instance")).to.include({
            performanceInsightsEnabled: true,
            databaseInsightsMode: "standard",
            performanceInsightsRetentionPeriod: 7,
        });
        expect(await instance({ insights: "advanced" })).to.include({
            databaseInsightsMode: "advanced",
            performanceInsightsRetentionPeriod: 465,
        });
    });

    it("stays at a pinned version, and follows the minor releases of a major one", async () => {
        expect(inputs("instance").autoMinorVersionUpgrade).to.be.false;
        expect((await instance({ engineVersion: "17" })).autoMinorVersionUpgrade).to.be.true;
    });

    it("goes to another major version only when the version that runs is named", async () => {
        expect(inputs("instance").allowMajorVersionUpgrade).to.be.false;
        const next = { engineVersion: "18.1", previousEngineVersion: "17.6", applyImmediately: true };
        expect(await instance(next)).to.include({ allowMajorVersionUpgrade: true, applyImmediately: true });
        expect((await instance({ previousEngineVersion: "17.4" })).allowMajorVersionUpgrade).to.be.false;
    });

    it("upgrades by blue-green on request, for which it is ready from its creation", async () => {
        expect(inputs("instance").applyImmediately).to.be.false;
        expect(inputs("instance").blueGreenUpdate).to.deep.equal({ enabled: false });
        const masterPassword = { managedBy: "rotation", initialPassword: "correct horse" } as const;
        expect((await instance({ blueGreenUpdate: true, masterPassword })).blueGreenUpdate).to.deep.equal({
            enabled: true,
        });
        expect(inputs("parameter-group").parameters).to.deep.include({
            name: "rds.logical_replication",
            value: "1",
            applyMethod: "pending-reboot",
        });
    });

    it("copies its backups to another region on request, encrypted with a key there", async () => {
        const name = "store-backups-replication";
        expect(resources.map((resource) => resource.name)).to.not.include(name);
        const copied = await create({ recovery: { region: "eu-west-1", kmsKeyArn: key("there") } });
        expect(named(copied, name).inputs).to.include({
            region: "eu-west-1",
            kmsKeyId: key("there"),
            retentionPeriod: 14,
        });
        expect(named(copied, name).deleteBeforeReplace, "a database has one at a time").to.equal(true);
    });

    it("says where it is", async () => {
        let built: Database | undefined;
        await registered(() => {
            built = new Database("store", { ...valid, identifier: "main" });
        });
        const identifier = await new Promise((resolve) => built!.identifier.apply(resolve));
        const database = await new Promise((resolve) => built!.databaseName.apply(resolve));
        expect({ identifier, database, port: built!.port }).to.deep.equal({
            identifier: "main",
            database: "app",
            port: 5432,
        });
    });

    it("names the master secret only when RDS keeps it", async () => {
        const built: Database[] = [];
        await registered(() => {
            built.push(new Database("own", valid));
            const masterPassword = { managedBy: "rotation", initialPassword: "correct horse" } as const;
            built.push(new Database("rotated", { ...valid, masterPassword }));
        });
        expect(built.map(({ masterSecretArn }) => masterSecretArn !== undefined)).to.deep.equal([true, false]);
    });

    it("is made of a backup with that one's contents and key, and gets a password of its own", async () => {
        const made = await instance({ restoreFrom: backup });
        expect(made).to.deep.include({
            kmsKeyId: backup.kmsKeyArn,
            restoreToPointInTime: {
                sourceDbInstanceAutomatedBackupsArn: backup.backupsArn,
                restoreTime: "2026-11-28T14:00:00Z",
            },
            manageMasterUserPassword: true,
        });
        expect(made).to.not.have.any.keys("dbName", "username");
    });

    it("lets its user bend a child", async () => {
        const bent = await instance({
            transform: { instance: (args, opts) => ({ args: { ...args, backupWindow: "04:00-05:00" }, opts }) },
        });
        expect(bent.backupWindow).to.equal("04:00-05:00");
    });

    describe("refuses", () => {
        const cases: [string, Partial<DatabaseArgs>, string, RegExp][] = [
            ["backups of less than a week", { backupRetentionDays: 6 }, "backupRetentionDays", /from 7 to 35/],
            ["logs of less than a month", { logRetentionDays: 14 }, "logRetentionDays", /must be 30 at least/],
            [
                "a period that CloudWatch doesn't know",
                { logRetentionDays: 31 },
                "logRetentionDays",
                /must be one of 30, 60, .*; it is 31/,
            ],
            [
                "a downgrade",
                { previousEngineVersion: "18.1", applyImmediately: true },
                "engineVersion",
                /can't be downgraded/,
            ],
            [
                "a major upgrade that waits with the old parameter group in use",
                { engineVersion: "18.1", previousEngineVersion: "17.6" },
                "applyImmediately",
                /must be true for a major upgrade/,
            ],
            [
                "to copy to what is no region",
                { recovery: { region: "ireland", kmsKeyArn: key("there") } },
                "recovery.region",
                /no region/,
            ],
            ["what is no version", { engineVersion: "newest" }, "engineVersion", /such as 17 or 17\.6/],
            ["what was no version", { previousEngineVersion: "17.old" }, "previousEngineVersion", /such as 17/],
            ["a single subnet", { subnetIds: ["subnet-1"] }, "subnetIds", /two zones at least|at least two zones/],
            ["an account that is none", { accountId: "123" }, "accountId", /twelve digits/],
            [
                "to give up TLS",
                { parameters: { "rds.force_ssl": { value: "0" } } },
                'parameters["rds.force_ssl"]',
                /forced/,
            ],
            [
                "a backup of another account",
                { restoreFrom: { ...backup, backupsArn: backup.backupsArn.replace("111122223333", "444455556666") } },
                "restoreFrom.backupsArn",
                /no ARN of automated backups in account 111122223333/,
            ],
            [
                "a backup whose key is elsewhere",
                { restoreFrom: { ...backup, kmsKeyArn: key("there") } },
                "restoreFrom.kmsKeyArn",
                /another region/,
            ],
            [
                "a moment without a zone",
                { restoreFrom: { ...backup, time: "2026-11-28T14:00:00" } },
                "restoreFrom.time",
                /in UTC such as/,
            ],
            ["blue-green with a password of RDS' own", { blueGreenUpdate: true }, "blueGreenUpdate", /rotation/],
            ["too little storage", { storage: { allocatedGib: 5 } }, "storage.allocatedGib", /from 20/],
            [
                "storage that can't grow",
                { storage: { allocatedGib: 100, maxGib: 105 } },
                "storage.maxGib",
                /has to grow/,
            ],
            ["a name that RDS doesn't take", { identifier: "My--Store" }, "identifier", /lower case/],
            ["a name that is too long", { identifier: "a".repeat(64) }, "identifier", /above the 63 that AWS allows/],
            [
                "a bad name of the last snapshot",
                { finalSnapshotIdentifier: "a-" },
                "finalSnapshotIdentifier",
                /hyphens/,
            ],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before it creates anything`, async () => {
                const { problems: found, children } = await problems(changes);
                expect(Object.keys(found)).to.deep.equal([path]);
                expect(found[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }

        it("a name with which a child's would be too long", async () => {
            const { problems: found } = await problems({ identifier: "store" }, "a".repeat(60));
            expect(found.name).to.match(/a{60}-monitoring.*64 that AWS allows/);
        });

        it("several at once, and lists them all", async () => {
            const { problems: found } = await problems({ backupRetentionDays: 1, accountId: "", subnetIds: [] });
            expect(Object.keys(found)).to.have.members(["backupRetentionDays", "accountId", "subnetIds"]);
        });
    });
});
