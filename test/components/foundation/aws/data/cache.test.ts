/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";
import * as fc from "fast-check";

import { Cache, type CacheArgs } from "../../../../../components/foundation/aws/data/cache";
import { cacheNodeIds } from "../../../../../components/foundation/aws/data/cache-rules";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: CacheArgs = {
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    clients: { nodes: "sg-nodes", jobs: "sg-jobs" },
    keys: { data: "arn:data", logs: "arn:logs" },
    users: { app: { authentication: "iam" } },
    engineVersion: "8.0",
    nodeType: "cache.m7g.large",
};

function create(changes: Partial<CacheArgs> = {}): Promise<Registered[]> {
    return registered(() => new Cache("fast", { ...valid, ...changes }));
}

describe("a cache on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `fast-${name}`).inputs;

    before(async () => {
        resources = await create();
    });

    it("is Valkey with a replica in another zone that takes over by itself", async () => {
        expect(inputs("replication-group")).to.include({
            replicationGroupId: "fast",
            engine: "valkey",
            engineVersion: "8.0",
            numCacheClusters: 2,
            automaticFailoverEnabled: true,
            multiAzEnabled: true,
        });
        expect(inputs("subnet-group").subnetIds).to.deep.equal(valid.subnetIds);
        const more = await create({ replicas: 2 });
        expect(named(more, "fast-replication-group").inputs.numCacheClusters).to.equal(3);
    });

    it("is encrypted at rest with its key, and takes encrypted connections only", () => {
        expect(inputs("replication-group")).to.include({
            atRestEncryptionEnabled: true,
            kmsKeyId: "arn:data",
            transitEncryptionEnabled: true,
            transitEncryptionMode: "required",
        });
    });

    it("is reached from its clients' security groups at its port, and reaches nothing", () => {
        expect(inputs("security-group")).to.not.have.any.keys("ingress", "egress");
        for (const client of ["nodes", "jobs"]) {
            expect(inputs(`from-${client}`)).to.include({
                referencedSecurityGroupId: `sg-${client}`,
                fromPort: 6379,
                toPort: 6379,
            });
        }
        expect(inputs("replication-group").securityGroupIds).to.deep.equal(["fast-security-group-id"]);
    });

    it("lets in nobody but its users, who sign in with their IAM role and may do nothing dangerous", () => {
        expect(inputs("user-app")).to.deep.include({
            userId: "fast-app",
            userName: "fast-app",
            engine: "valkey",
            accessString: "on ~* +@all -@dangerous",
            authenticationMode: { type: "iam" },
        });
        expect(inputs("user-group")).to.deep.include({ userGroupId: "fast", userIds: ["fast-app"], engine: "valkey" });
        expect(inputs("replication-group").userGroupIds).to.deep.equal(["fast"]);
        expect(JSON.stringify(resources)).to.not.match(/password|authToken/i);
    });

    it("keeps a first password for a rotation secret", async () => {
        const users: CacheArgs["users"] = {
            legacy: { authentication: "password", initialPassword: "correct horse battery", access: "on ~a:* +@read" },
        };
        const user = named(await create({ users }), "fast-user-legacy").inputs;
        expect(user).to.include({ userId: "fast-legacy", userName: "legacy", accessString: "on ~a:* +@read" });
        // How the engine's protocol marks a secret, at the property that holds it or above.
        const mark = "1b47061264138c4ac30d75fd1eb44270";
        expect(JSON.stringify(user.authenticationMode)).to.include(mark);
    });

    it("has a parameter group that outlives a major upgrade: another name, beside the old one", async () => {
        expect(inputs("parameter-group")).to.deep.include({
            name: "fast-valkey8",
            family: "valkey8",
            parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
        });
        const next = await create({ engineVersion: "9.0", parameters: { timeout: "60" } });
        expect(named(next, "fast-parameter-group").inputs).to.include({ name: "fast-valkey9", family: "valkey9" });
        expect(named(next, "fast-parameter-group").inputs.parameters).to.deep.include({ name: "timeout", value: "60" });
    });

    it("stays at its version, which AWS would else move on beneath the program", () => {
        expect(inputs("replication-group").autoMinorVersionUpgrade).to.be.false;
    });

    it("keeps a week of snapshots, and leaves a last one behind", async () => {
        expect(inputs("replication-group")).to.include({
            snapshotRetentionLimit: 7,
            finalSnapshotIdentifier: "fast-final",
        });
        const changed = await create({ snapshotRetentionDays: 30, finalSnapshotIdentifier: "last" });
        expect(named(changed, "fast-replication-group").inputs).to.include({
            snapshotRetentionLimit: 30,
            finalSnapshotIdentifier: "last",
        });
    });

    it("writes both its logs to encrypted groups with a retention", () => {
        const deliveries = ["slow-log", "engine-log"].map((kind) => {
            const group = inputs(kind);
            expect(group).to.include({ kmsKeyId: "arn:logs", retentionInDays: 365 });
            return {
                logType: kind,
                logFormat: "json",
                destinationType: "cloudwatch-logs",
                destination: `/aws/vendedlogs/elasticache/fast/${kind}`,
            };
        });
        expect(inputs("replication-group").logDeliveryConfigurations).to.deep.equal(deliveries);
    });

    it("names its nodes as AWS does, for as many as there are", () => {
        expect(cacheNodeIds("fast", 1)).to.deep.equal(["fast-001", "fast-002"]);
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 5 }), (replicas) => {
                expect(new Set(cacheNodeIds("fast", replicas)).size).to.equal(replicas + 1);
            }),
        );
    });

    it("says where it is, and by what policies name its users", async () => {
        let built: Cache | undefined;
        await registered(() => {
            built = new Cache("fast", valid);
        });
        expect(Object.keys(built!.userArns)).to.deep.equal(["app"]);
        expect({ port: built!.port, nodeIds: built!.nodeIds }).to.deep.equal({
            port: 6379,
            nodeIds: ["fast-001", "fast-002"],
        });
    });

    it("lets its user bend a child", async () => {
        const bent = await create({
            transform: {
                replicationGroup: (args, opts) => ({ args: { ...args, snapshotWindow: "04:00-05:00" }, opts }),
            },
        });
        expect(named(bent, "fast-replication-group").inputs.snapshotWindow).to.equal("04:00-05:00");
    });

    describe("refuses", () => {
        const user = (access: string): Partial<CacheArgs> => ({ users: { app: { authentication: "iam", access } } });
        const cases: [string, Partial<CacheArgs>, string, RegExp][] = [
            ["to have no replica", { replicas: 0 }, "replicas", /from 1 to 5/],
            ["to have no snapshots", { snapshotRetentionDays: 0 }, "snapshotRetentionDays", /from 1 to 35/],
            ["logs of less than a month", { logRetentionDays: 7 }, "logRetentionDays", /must be 30 at least/],
            ["to have no users", { users: {} }, "users", /nobody could connect/],
            ["a user with a bad name", { users: { App: { authentication: "iam" } } }, "users.App", /lower case/],
            [
                "a user with a long name",
                { users: { ["a".repeat(40)]: { authentication: "iam" } } },
                `users.${"a".repeat(40)}`,
                /40 that AWS allows/,
            ],
            ["a user who is off", user("off"), "users.app.access", /must begin with on/],
            ["a password in an access string", user("on >secret ~* +@all"), "users.app.access", /no password/],
            ["a user without a password", user("on nopass ~* +@all"), "users.app.access", /nopass/],
            ["a version before Valkey", { engineVersion: "6.2" }, "engineVersion", /7\.2 at least/],
            ["what was no version", { previousEngineVersion: "8" }, "previousEngineVersion", /such as 8\.0/],
            ["a downgrade", { previousEngineVersion: "8.1" }, "engineVersion", /can't be downgraded/],
            [
                "a major upgrade that waits with the old parameter group in use",
                { engineVersion: "9.0", previousEngineVersion: "8.0" },
                "applyImmediately",
                /must be true for a major upgrade/,
            ],
            ["a single subnet", { subnetIds: ["subnet-1"] }, "subnetIds", /two zones/],
            [
                "a name that is too long",
                { identifier: "a".repeat(41), users: { b: { authentication: "iam" } } },
                "identifier",
                /40 that AWS allows/,
            ],
            ["a name that ElastiCache doesn't take", { identifier: "1fast" }, "identifier", /lower case/],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before it creates anything`, async () => {
                const { problems, children } = await refusal(() => new Cache("fast", { ...valid, ...changes }));
                expect(problems).to.have.property(path);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }
    });
});
