/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { LogGroup } from "@pulumi/aws/cloudwatch";
import type { ReplicaKeyArgs } from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Encryption, type EncryptionArgs } from "../../../../../components/foundation/aws/encryption/encryption";
import { keyPurposes } from "../../../../../components/foundation/aws/encryption/key-policies";
import type { Transform } from "../../../../../components/transform";
import { named, type Registered, registered } from "../../../mocks";

const args: EncryptionArgs = { region: "eu-central-1", accountId: "123456789012" };
const replicated = ["data", "secrets", "backups"];

function encryption(changes: Partial<EncryptionArgs> = {}): Promise<Registered[]> {
    return registered(() => new Encryption("keys", { ...args, ...changes }));
}

describe("encryption", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;

    before(async () => {
        resources = await encryption({ recoveryRegion: "eu-west-1" });
    });

    it("has a key for each purpose, rotated each year, that can be brought back for 30 days", () => {
        for (const purpose of keyPurposes) {
            expect(inputs(`keys-${purpose}`)).to.deep.include({
                region: "eu-central-1",
                enableKeyRotation: true,
                rotationPeriodInDays: 365,
                deletionWindowInDays: 30,
            });
        }
    });

    it("gives each key a policy of its own", () => {
        const policies = keyPurposes.map((purpose) => inputs(`keys-${purpose}`).policy as string);
        expect(new Set(policies).size).to.equal(keyPurposes.length);
        expect(JSON.parse(policies[2]!).Statement[3].Principal.Service).to.equal("logs.eu-central-1.amazonaws.com");
    });

    it("names each key and each replica by the same alias in its region", () => {
        for (const purpose of keyPurposes) {
            expect(inputs(`keys-${purpose}-alias`).name).to.equal(`alias/keys-${purpose}`);
        }
        expect(inputs("keys-data-replica-alias")).to.deep.include({ name: "alias/keys-data", region: "eu-west-1" });
    });

    it("makes keys for data, secrets and backups such that they can be replicated, and that for logs not", () => {
        expect(keyPurposes.filter((purpose) => inputs(`keys-${purpose}`).multiRegion === true)).to.have.members(
            replicated,
        );
    });

    it("replicates them to the recovery region, for the services there", () => {
        const replicas = resources.filter(({ type }) => type === "aws:kms/replicaKey:ReplicaKey");
        expect(replicas.map(({ name }) => name)).to.have.members(
            replicated.map((purpose) => `keys-${purpose}-replica`),
        );
        for (const { inputs: replica } of replicas) {
            expect(replica).to.deep.include({ region: "eu-west-1", deletionWindowInDays: 30 });
            expect(replica.policy).to.contain("eu-west-1").and.not.contain("eu-central-1");
        }
    });

    it("replicates to each purpose's replica its own key", async () => {
        // Mocks give no ARNs, and an absent one leaves no trace; as a text it does.
        const asText: Transform<ReplicaKeyArgs> = (given, opts) => ({
            args: { ...given, primaryKeyArn: pulumi.interpolate`${given.primaryKeyArn}` },
            opts,
        });
        const transform = { replicas: { data: asText, secrets: asText, backups: asText } };
        const all = await encryption({ recoveryRegion: "eu-west-1", transform });
        for (const purpose of replicated) {
            expect(named(all, `keys-${purpose}-replica`).dependencies).to.deep.equal([`keys-${purpose}`]);
        }
    });

    it("has no replica without a recovery region, and the same keys", async () => {
        const regional = await encryption();
        for (const { name, inputs: given } of regional.filter(({ custom }) => custom)) {
            expect(given, name).to.deep.equal(inputs(name));
        }
        expect(regional.some(({ type }) => type.includes("replicaKey"))).to.be.false;
    });

    it("keeps keys in one region when that is asked for", async () => {
        const single = await encryption({ multiRegion: false });
        expect(named(single, "keys-data").inputs.multiRegion).to.be.false;
    });

    it("gives the keys' ARNs by purpose, and those of the replicas where there are any", async () => {
        const users = await registered(() => {
            const { keyArns, recoveryKeyArns } = new Encryption("keys", { ...args, recoveryRegion: "eu-west-1" });
            for (const [purpose, kmsKeyId] of Object.entries(keyArns)) {
                new LogGroup(`${purpose}-user`, { kmsKeyId: pulumi.interpolate`${kmsKeyId}` });
            }
            for (const [purpose, kmsKeyId] of Object.entries(recoveryKeyArns ?? {})) {
                new LogGroup(`${purpose}-recovery-user`, { kmsKeyId: pulumi.interpolate`${kmsKeyId}` });
            }
            expect(new Encryption("single", args).recoveryKeyArns).to.equal(undefined);
        });
        // What a user of an ARN waits for says whose it is.
        for (const purpose of keyPurposes) {
            expect(named(users, `${purpose}-user`).dependencies).to.deep.equal([`keys-${purpose}`]);
        }
        for (const purpose of replicated) {
            const { dependencies } = named(users, `${purpose}-recovery-user`);
            expect(dependencies).to.deep.equal([`keys-${purpose}-replica`]);
        }
    });

    it("lets a user bend a replica", async () => {
        const bent = await encryption({
            recoveryRegion: "eu-west-1",
            transform: { replicas: { data: (given, opts) => ({ args: { ...given, description: "Ours" }, opts }) } },
        });
        expect(named(bent, "keys-data-replica").inputs.description).to.equal("Ours");
    });

    for (const [what, changes, expected] of [
        ["no region", { region: "x" }, /region: is no region such as eu-central-1; it is x/],
        ["no account", { accountId: "1" }, /accountId: is no account ID/],
        ["a recovery in the same region", { recoveryRegion: "eu-central-1" }, /recoveryRegion: must be another region/],
        ["no recovery region", { recoveryRegion: "y" }, /recoveryRegion: is no region/],
        [
            "a recovery region of keys that can't be replicated",
            { recoveryRegion: "eu-west-1", multiRegion: false },
            /recoveryRegion: needs keys that can be replicated, but multiRegion is false/,
        ],
        [
            "a short deletion window",
            { deletionWindowDays: 3 },
            /deletionWindowDays: must be a whole number from 7 to 30/,
        ],
        [
            "a rotation that KMS doesn't have",
            { rotationDays: 30 },
            /rotationDays: must be a whole number from 90 to 2560/,
        ],
    ] as const) {
        it(`refuses ${what}, before anything is registered`, async () => {
            const attempt = await registered(() => {
                expect(() => new Encryption("keys", { ...args, ...changes })).to.throw(expected);
            });
            expect(attempt).to.be.empty;
        });
    }

    it("refuses a name with which an alias gets too long, and names all problems at once", () => {
        expect(() => new Encryption("k".repeat(250), { region: "x", accountId: "1", rotationDays: 1 })).to.throw(
            /name: makes the name alias\/k+-\w+, \d+ above the 256(.|\n)*region:(.|\n)*accountId:(.|\n)*rotationDays:/,
        );
    });
});
