/* eslint-disable @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-assignment,
   @typescript-eslint/no-unsafe-return -- bad input has any shape */
import { InputPropertiesError } from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";

import { rulePriority } from "../../../../components/workload/alb-rules";
import { type RawStack, stack } from "../../stack-file";

/** The problems of the production stack after a change, by property path. */
function problems(change: (raw: RawStack) => void, name = "production"): Record<string, string> {
    try {
        stack(name, change);
    } catch (error) {
        if (InputPropertiesError.isInstance(error)) {
            const reasons: Record<string, string> = {};
            for (const { propertyPath: path, reason } of error.errors) {
                reasons[path] = [...(path in reasons ? [reasons[path]] : []), reason].join("\n");
            }
            return reasons;
        }
        throw error;
    }
    return {};
}

const domains = ["alchemorsel.example", "www.alchemorsel.example"];

/** Two names of workloads that have one priority, by trying. */
function samePriority(): [string, string] {
    const owners = new Map<number, string>();
    for (let index = 0; ; index++) {
        const name = `w${index}`;
        const owner = owners.get(rulePriority(name, domains[0]));
        if (owner !== undefined) return [owner, name];
        owners.set(rulePriority(name, domains[0]), name);
    }
}

/** Two names of workloads of which the second one has the priority before the first one's, by trying. */
function nextPriority(): [string, string] {
    const owners = new Map<number, string>();
    for (let index = 0; ; index++) {
        const name = `w${index}`;
        const priority = rulePriority(name, domains[0]);
        const owner = owners.get(priority + 1);
        if (owner !== undefined) return [owner, name];
        owners.set(priority, name);
    }
}

const arn = "arn:aws:iam::111122223333:role/admin";

const cases: [what: string, change: (raw: RawStack) => void, path: string, reason: RegExp][] = [
    ["a CIDR that is too small", ({ aws }) => (aws.network.cidr = "10.0.0.0/24"), "aws.network.cidr", /too small/],
    ["a public CIDR", ({ aws }) => (aws.network.cidr = "8.8.0.0/16"), "aws.network.cidr", /not private/],
    [
        "overlapping CIDRs",
        ({ aws }) => (aws.network.peerCidrs = ["10.20.128.0/20"]),
        "aws.network.peerCidrs[0]",
        /overlaps with cidr/,
    ],
    ["one zone", ({ aws }) => (aws.network.zones = ["eu-central-1a"]), "aws.network.zones", /needs two at least/],
    [
        "a zone of another region",
        ({ aws }) => (aws.network.zones = ["eu-central-1a", "eu-west-1b"]),
        "aws.network.zones[1]",
        /no availability zone of eu-central-1/,
    ],
    [
        "a service without an endpoint",
        ({ aws }) => (aws.network.endpoints = ["s3"]),
        "aws.network.endpoints[0]",
        /gateway/,
    ],
    [
        "flow logs that are gone too soon",
        ({ aws }) => (aws.network.flowLogRetentionDays = 7),
        "aws.network.flowLogRetentionDays",
        /30 at least/,
    ],
    ["a long name", ({ aws }) => (aws.name = `a${"b".repeat(40)}`), "aws.name", /above the 32 that AWS allows/],
    [
        "a name that makes a child's too long",
        ({ aws }) => (aws.name = "alchemorsel-production-xy"),
        "aws.name",
        /backup-copy-vault.*above the 50/,
    ],
    [
        "a workload whose target groups would have too long names",
        (raw) => (raw.workloads["recipes-for-everybody"] = { ...raw.workloads.recipes, host: "alchemorsel.example" }),
        "workloads.recipes-for-everybody",
        /alc-prod-recipes-for-everybody-green, 4 above the 32.*set aws\.shortName/,
    ],
    [
        "a workload's host that no certificate covers",
        (raw) => (raw.workloads.recipes.host = "recipes.example.com"),
        "workloads.recipes.host",
        /certificate doesn't cover: alchemorsel\.example/,
    ],
    [
        "queries of a release, which nobody answers",
        (raw) => (raw.workloads.recipes.queries = [{ name: "waits", query: "sum(waits)", max: 1 }]),
        "workloads.recipes.queries",
        /are PromQL, which nobody answers on the foundation aws: leave them out\. An alarm .*-alarms-… is asked before a release/,
    ],
    [
        "two rules of one priority",
        (raw) => {
            const [one, other] = samePriority();
            raw.workloads = Object.fromEntries(
                [one, other].map((name, index) => [name, { ...raw.workloads.recipes, host: domains[index] }]),
            );
        },
        `workloads.${samePriority()[1]}`,
        /has the listener rule's priority \d+, as .* has: rename one/,
    ],
    [
        "a preview's rule at the priority of another workload's",
        (raw) => {
            const [one, other] = nextPriority();
            raw.release = { previewHeader: "x-preview" };
            raw.workloads = Object.fromEntries(
                [one, other].map((name, index) => [name, { ...raw.workloads.recipes, host: domains[index] }]),
            );
        },
        `workloads.${nextPriority()[1]}`,
        /has the listener rule's priority \d+, as .* has: rename one/,
    ],
    [
        "a preview's header that is too long",
        (raw) => (raw.release = { previewHeader: "x".repeat(41) }),
        "release.previewHeader",
        /has 41 characters; a load balancer takes 40/,
    ],
    [
        "an API server that is open to the world",
        ({ aws }) => (aws.cluster.publicAccessCidrs = ["0.0.0.0/0"]),
        "aws.cluster.publicAccessCidrs[0]",
        /opens the API server to the world/,
    ],
    [
        "an unknown Kubernetes version",
        ({ aws }) => (aws.cluster.version = "34"),
        "aws.cluster.version",
        /such as 1\.35/,
    ],
    ["a cluster that nobody may use", ({ aws }) => (aws.cluster.access = {}), "aws.cluster.access", /nobody could/],
    [
        "an access policy that isn't one",
        ({ aws }) => (aws.cluster.access.pipeline = { principalArn: arn, policy: "Admin" }),
        "aws.cluster.access.pipeline.policy",
        /AmazonEKSClusterAdminPolicy/,
    ],
    [
        "an add-on without a pinned version",
        ({ aws }) => (aws.cluster.compute.addonVersions.vpcCni = "latest"),
        "aws.cluster.compute.addonVersions.vpcCni",
        /is no version such as/,
    ],
    [
        "an instance type of another processor",
        ({ aws }) => (aws.cluster.compute.nodeGroups.base.instanceTypes = ["m7g.large"]),
        "aws.cluster.compute.nodeGroups.base.instanceTypes[0]",
        /for ARM/,
    ],
    [
        "nodes of Karpenter's that aren't pinned",
        ({ aws }) => (aws.cluster.compute.karpenter.amiVersion = "latest"),
        "aws.cluster.compute.karpenter.amiVersion",
        /such as v\d+/,
    ],
    [
        "settings of node groups under Auto Mode",
        ({ aws }) => (aws.cluster.compute.kind = "auto"),
        "aws.cluster.compute.nodeGroups",
        /is unknown/,
    ],
    ["an unknown kind of nodes", ({ aws }) => (aws.cluster.compute.kind = "fargate"), "aws.cluster.compute", /kind/],
    [
        "backups of the database for too short a time",
        ({ aws }) => (aws.database.backupRetentionDays = 1),
        "aws.database.backupRetentionDays",
        /from 7 to 35/,
    ],
    [
        "storage that can't grow",
        ({ aws }) => (aws.database.storage = { allocatedGib: 100, maxGib: 100 }),
        "aws.database.storage.maxGib",
        /storage has to grow/,
    ],
    ["a cache without replicas", ({ aws }) => (aws.cache.replicas = 0), "aws.cache.replicas", /from 1 to 5/],
    [
        "a domain outside the hosted zone",
        ({ aws }) => (aws.edge.alternativeNames = ["shop.example"]),
        "aws.edge.alternativeNames[0]",
        /outside the hosted zone alchemorsel\.example/,
    ],
    ["a weight that is none", ({ aws }) => (aws.edge.weight = 300), "aws.edge.weight", /Route 53 takes 0 to 255/],
    [
        "a backup of another account",
        ({ aws }) =>
            (aws.database.restoreFrom = {
                backupsArn: "arn:aws:rds:eu-west-1:999999999999:auto-backup:ab-1",
                kmsKeyArn: `arn:aws:kms:eu-west-1:${aws.accountId}:key/1`,
                time: "2026-11-28T14:00:00Z",
            }),
        "aws.database.restoreFrom.backupsArn",
        /no ARN of automated backups in account/,
    ],
    [
        "a rate limit below AWS's",
        ({ aws }) => (aws.edge.rateLimit = { requests: 1 }),
        "aws.edge.rateLimit.requests",
        /at least 10/,
    ],
    [
        "logs of the edge that are gone too soon",
        ({ aws }) => (aws.edge.logRetentionDays = 3),
        "aws.edge.logRetentionDays",
        /at least 30|30 at least/,
    ],
    [
        "a recovery at home",
        ({ aws }) => (aws.recovery.region = "eu-central-1"),
        "aws.recovery.region",
        /another region/,
    ],
    ["a recovery nowhere", ({ aws }) => (aws.recovery.region = "moon-1"), "aws.recovery.region", /no region/],
    ["a bad schedule", ({ aws }) => (aws.recovery.schedule = "daily"), "aws.recovery.schedule", /cron/],
    [
        "backups that are gone too soon",
        ({ aws }) => (aws.recovery.retentionDays = 1),
        "aws.recovery.retentionDays",
        /from 7/,
    ],
    [
        "a repository that AWS doesn't take",
        ({ aws }) => (aws.registry.repositories = ["A"]),
        "aws.registry.repositories[0]",
        /lower case/,
    ],
    [
        "a rotation that never comes",
        ({ aws }) => (aws.secrets = { mail: { description: "Mail", rotation: { lambdaArn: "arn:x", everyDays: 0 } } }),
        "aws.secrets.mail.rotation.everyDays",
        /from 1 to 365/,
    ],
    ["a budget of nothing", ({ aws }) => (aws.cost.monthlyLimitUsd = 0), "aws.cost.monthlyLimitUsd", /above 0/],
    ["an address that is none", ({ aws }) => (aws.cost.emails = ["nobody"]), "aws.cost.emails[0]", /no email address/],
    [
        "a pager without TLS",
        ({ aws }) => (aws.alarms.subscribers["on-call"].endpoint = "http://pager.example"),
        "aws.alarms.subscribers.on-call.endpoint",
        /https/,
    ],
    [
        "an unknown threshold",
        ({ aws }) => (aws.alarms.thresholds = { foo: 1 }),
        "aws.alarms.thresholds.foo",
        /unknown; known are/,
    ],
    ["an account that is none", ({ aws }) => (aws.accountId = "1234"), "aws.accountId", /twelve digits/],
    [
        "production without deletion protection",
        ({ aws }) => (aws.deletionProtection = false),
        "aws.deletionProtection",
        /allowDeletion/,
    ],
    ["an unknown key", ({ aws }) => (aws.databse = {}), "aws.databse", /did you mean database\?/],
    ["an unknown key deep down", ({ aws }) => (aws.edge.zone.nmae = ""), "aws.edge.zone.nmae", /did you mean name\?/],
    ["what is for a local stack", (raw) => (raw.local = {}), "local", /is for the foundation local/],
    [
        "a password, which RDS keeps",
        (raw) => (raw.databasePassword = "correct horse"),
        "databasePassword",
        /plain text|for the foundation local/,
    ],
    [
        "the editor's key, which is one of aws.secrets",
        (raw) => (raw.editorKey = "0123456789abcdef".repeat(3)),
        "editorKey",
        /plain text|for the foundation local/,
    ],
    [
        "a Secret that nothing delivers",
        ({ aws, workloads }) => {
            aws.secrets = { "editor-key": { description: "Who may write" } };
            workloads.recipes.secrets = { EDITOR_KEY_FILE: { name: "editor-kye", key: "key" } };
        },
        "workloads.recipes.secrets.EDITOR_KEY_FILE.name",
        /not in aws\.secrets; did you mean editor-key\?/,
    ],
    [
        "a Secret where none is delivered",
        ({ aws }) => delete aws.secrets,
        "workloads.recipes.secrets.EDITOR_KEY_FILE.name",
        /not in aws\.secrets$/,
    ],
    [
        "a secret in a workload's environment",
        (raw) => (raw.workloads.recipes.environment = { STRIPE_API_KEY: "sk_live" }),
        "workloads.recipes.environment.STRIPE_API_KEY",
        /looks like a secret/,
    ],
];

describe("the config of a stack on AWS", () => {
    it("is accepted as the repository has it", () => {
        expect(problems(() => undefined)).to.deep.equal({});
        expect(problems(() => undefined, "staging")).to.deep.equal({});
    });

    for (const [what, change, path, reason] of cases) {
        it(`refuses ${what}`, () => {
            const found = problems(change);
            expect(found).to.have.property(path);
            expect(found[path]).to.match(reason);
        });
    }

    it("lets production go without deletion protection where the file says so twice", () => {
        expect(problems(({ aws }) => Object.assign(aws, { deletionProtection: false, allowDeletion: true }))).to.be
            .empty;
        expect(problems(({ aws }) => (aws.deletionProtection = false), "staging")).to.be.empty;
    });

    it("never shows a secret that it refuses", () => {
        const found = problems((raw) => (raw.workloads.recipes.environment = { STRIPE_API_KEY: "sk_live" }));
        expect(JSON.stringify(found)).to.not.include("sk_live");
    });

    it("names all problems in one error, those of one part beside those of another", () => {
        const found = problems(({ aws }) => {
            aws.network.cidr = "10.0.0.0/24";
            aws.cluster.version = "34";
            aws.cost.emails = [];
            aws.cache.nodeTyp = "x";
            aws.deletionProtection = false;
        });
        expect(Object.keys(found)).to.include.members([
            "aws.network.cidr",
            "aws.cluster.version",
            "aws.cost.emails",
            "aws.cache.nodeTyp",
            "aws.deletionProtection",
        ]);
    });

    it("takes what the Gateway API lacks: clients that stay, and a preview beside that", () => {
        const found = problems((raw) => {
            raw.workloads.recipes.stickySeconds = 600;
            raw.release = { previewHeader: "x-preview" };
        });
        expect(found).to.deep.equal({});
    });

    it("refuses what only a stack with Prometheus can: scaling on requests", () => {
        const found = problems((raw) => {
            raw.workloads.recipes.autoscaling = { requestsPerSecond: 20 };
        });
        expect(Object.keys(found)).to.deep.equal(["workloads.recipes.autoscaling"]);
        expect(found["workloads.recipes.autoscaling"]).to.match(/foundation aws: it runs no Prometheus .*Leave it out/);
    });

    it("answers any settings with a config or with one InputPropertiesError", () => {
        const anything = fc.anything({ withNullPrototype: false, maxDepth: 2 });
        const keys = [
            "network",
            "cluster",
            "database",
            "cache",
            "edge",
            "recovery",
            "cost",
            "alarms",
            "registry",
            "name",
        ];
        fc.assert(
            fc.property(fc.constantFrom(...keys), anything, (key, value) => {
                problems(({ aws }) => (aws[key] = value));
            }),
            { numRuns: 150 },
        );
    }).timeout(60_000);
});
