/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";
import * as fc from "fast-check";

import { Recovery, type RecoveryArgs } from "../../../../../components/foundation/aws/operations/recovery";
import { restoreTestName } from "../../../../../components/foundation/aws/operations/recovery-rules";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: RecoveryArgs = {
    kmsKeyArn: "arn:key",
    protect: {
        database: { arn: "arn:db", restoreTest: { type: "RDS", overrides: { dbSubnetGroupName: "data" } } },
        files: { arn: "arn:files" },
    },
};

function create(changes: Partial<RecoveryArgs> = {}): Promise<Registered[]> {
    return registered(() => new Recovery("shop-backup", { ...valid, ...changes }));
}

describe("recovery on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `shop-backup-${name}`).inputs;

    before(async () => {
        resources = await create({ copy: { region: "eu-west-1", kmsKeyArn: "arn:there", retentionDays: 90 } });
    });

    it("keeps backups in a vault that is encrypted, locked, and not deleted with its content", () => {
        expect(inputs("vault")).to.include({ kmsKeyArn: "arn:key", forceDestroy: false });
        expect(inputs("vault-lock").minRetentionDays).to.equal(7);
        expect(inputs("vault-lock")).to.not.have.property("changeableForDays");
    });

    it("locks for good only when that is asked for", async () => {
        const locked = await create({ lock: { mode: "compliance", changeableForDays: 30 } });
        expect(named(locked, "shop-backup-vault-lock").inputs.changeableForDays).to.equal(30);
    });

    it("backs up daily what it is told, and keeps it for 35 days", () => {
        const [rule] = inputs("plan").rules;
        expect(rule).to.deep.include({ schedule: "cron(0 5 * * ? *)", lifecycle: { deleteAfter: 35 } });
        expect(inputs("selection").resources).to.deep.equal(["arn:db", "arn:files"]);
    });

    it("copies each backup to a locked vault in another region, with a key there", async () => {
        expect(inputs("copy-vault")).to.include({ region: "eu-west-1", kmsKeyArn: "arn:there" });
        expect(inputs("copy-vault-lock")).to.include({ region: "eu-west-1", minRetentionDays: 7 });
        const [rule] = inputs("plan").rules;
        expect(rule.copyActions[0].lifecycle).to.deep.equal({ deleteAfter: 90 });
        expect(named(resources, "shop-backup-plan").dependencies).to.include("shop-backup-copy-vault");
        const none = await create();
        expect(none.filter(({ name }) => name.includes("copy-vault"))).to.be.empty;
        expect(named(none, "shop-backup-plan").inputs.rules[0].copyActions).to.deep.equal([]);
    });

    it("keeps copies as long as backups unless told otherwise", async () => {
        const copied = await create({ retentionDays: 60, copy: { region: "eu-west-1", kmsKeyArn: "arn:there" } });
        const [rule] = named(copied, "shop-backup-plan").inputs.rules;
        expect(rule.lifecycle).to.deep.equal({ deleteAfter: 60 });
        expect(rule.copyActions[0].lifecycle).to.deep.equal({ deleteAfter: 60 });
    });

    it("tries a restore of what is to be tried, every week, and of nothing else", async () => {
        expect(inputs("restore-test")).to.deep.include({
            name: "shop_backup_restore_test",
            scheduleExpression: "cron(0 7 ? * SUN *)",
        });
        expect(inputs("restore-test").recoveryPointSelection).to.deep.include({
            algorithm: "LATEST_WITHIN_WINDOW",
            recoveryPointTypes: ["SNAPSHOT"],
        });
        expect(inputs("restore-test-database")).to.deep.include({
            name: "database",
            protectedResourceType: "RDS",
            protectedResourceArns: ["arn:db"],
            restoreMetadataOverrides: { dbSubnetGroupName: "data" },
            validationWindowHours: 4,
        });
        expect(resources.map(({ name }) => name)).to.not.include("shop-backup-restore-test-files");
        const untested = await create({ protect: { files: { arn: "arn:files" } } });
        expect(untested.filter(({ name }) => name.includes("restore-test"))).to.be.empty;
    });

    it("works as a role that AWS Backup takes and that may back up and restore", () => {
        const [statement] = JSON.parse(inputs("role").assumeRolePolicy as string).Statement;
        expect(statement.Principal).to.deep.equal({ Service: "backup.amazonaws.com" });
        for (const key of ["backup", "restore"]) {
            expect(inputs(`role-${key}`).policyArn).to.match(/service-role\/AWSBackupServiceRolePolicyFor/);
            expect(named(resources, "shop-backup-selection").dependencies).to.include(`shop-backup-role-${key}`);
        }
    });

    it("gives restore tests names that AWS takes", () => {
        fc.assert(
            fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (parts) => {
                expect(restoreTestName(...parts)).to.match(/^[0-9A-Za-z_]+$/);
            }),
        );
    });

    it("lets its user bend a child", async () => {
        const bent = await create({
            transform: { vault: (args, opts) => ({ args: { ...args, tags: { team: "shop" } }, opts }) },
        });
        expect(named(bent, "shop-backup-vault").inputs.tags).to.deep.equal({ team: "shop" });
    });

    describe("refuses", () => {
        const cases: [string, Partial<RecoveryArgs>, string, RegExp][] = [
            ["backups of less than a week", { retentionDays: 6 }, "retentionDays", /from 7/],
            ["a schedule that is none", { schedule: "daily" }, "schedule", /such as cron/],
            ["a test schedule that is none", { restoreTestSchedule: "cron(1)" }, "restoreTestSchedule", /such as cron/],
            ["to back up nothing", { protect: {} }, "protect", /nothing would be/],
            [
                "a name that is too long",
                { protect: { ["a".repeat(51)]: { arn: "arn" } } },
                `protect.${"a".repeat(51)}`,
                /50 that AWS allows/,
            ],
            [
                "a lock for good without three days to think",
                { lock: { mode: "compliance", changeableForDays: 1 } },
                "lock.changeableForDays",
                /from 3/,
            ],
            ["what is no region", { copy: { region: "west", kmsKeyArn: "arn" } }, "copy.region", /no region/],
            [
                "copies of less than a week",
                { copy: { region: "eu-west-1", kmsKeyArn: "arn", retentionDays: 1 } },
                "copy.retentionDays",
                /from 7/,
            ],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before it creates anything`, async () => {
                const { problems, children } = await refusal(() => new Recovery("backup", { ...valid, ...changes }));
                expect(Object.keys(problems)).to.deep.equal([path]);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }

        it("a name with which a vault's would be too long", async () => {
            const { problems } = await refusal(() => new Recovery("a".repeat(40), valid));
            expect(problems.name).to.match(/50 that AWS allows/);
        });
    });
});
