/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";

import { alarmTable } from "../../../../../components/foundation/aws/operations/alarm-table";
import { Alarms, type AlarmsArgs } from "../../../../../components/foundation/aws/operations/alarms";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: AlarmsArgs = {
    kmsKeyArn: "arn:key",
    accountId: "111122223333",
    subscribers: {
        ops: { protocol: "email", endpoint: "ops@example.com" },
        pager: { protocol: "https", endpoint: "https://pager.example.com/integration" },
    },
    watch: {
        loadBalancer: {
            arnSuffix: "app/shop/1",
            targetGroups: { blue: "targetgroup/blue/1", green: "targetgroup/green/2" },
        },
        database: { identifier: "store" },
        databaseReplica: { identifier: "store-reader" },
        cache: { nodeIds: ["fast-001", "fast-002"] },
        webAcl: { name: "shop", region: "eu-central-1" },
        cluster: { name: "main" },
    },
};

const create = (changes: Partial<AlarmsArgs> = {}) => registered(() => new Alarms("page", { ...valid, ...changes }));
const alarmsOf = (resources: Registered[]) => resources.filter(({ type }) => type.endsWith(":MetricAlarm"));

describe("alarms on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `page-${name}`).inputs;

    before(async () => {
        resources = await create();
    });

    const balancer = { LoadBalancer: "app/shop/1" };
    const database = { DBInstanceIdentifier: "store" };
    const promises: [string, string, string, Record<string, string>][] = [
        [
            "unhealthy-targets-blue",
            "AWS/ApplicationELB",
            "UnHealthyHostCount",
            { ...balancer, TargetGroup: "targetgroup/blue/1" },
        ],
        [
            "unhealthy-targets-green",
            "AWS/ApplicationELB",
            "UnHealthyHostCount",
            { ...balancer, TargetGroup: "targetgroup/green/2" },
        ],
        ["target-errors", "AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", balancer],
        ["load-balancer-errors", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", balancer],
        ["latency", "AWS/ApplicationELB", "TargetResponseTime", balancer],
        ["database-storage", "AWS/RDS", "FreeStorageSpace", database],
        ["database-connections", "AWS/RDS", "DatabaseConnections", database],
        ["database-cpu", "AWS/RDS", "CPUUtilization", database],
        ["database-replica-lag", "AWS/RDS", "ReplicaLag", { DBInstanceIdentifier: "store-reader" }],
        [
            "cache-evictions-fast-001",
            "AWS/ElastiCache",
            "Evictions",
            { CacheClusterId: "fast-001", CacheNodeId: "0001" },
        ],
        [
            "cache-memory-fast-002",
            "AWS/ElastiCache",
            "DatabaseMemoryUsagePercentage",
            { CacheClusterId: "fast-002", CacheNodeId: "0001" },
        ],
        [
            "cache-replica-lag-fast-002",
            "AWS/ElastiCache",
            "ReplicationLag",
            { CacheClusterId: "fast-002", CacheNodeId: "0001" },
        ],
        ["blocked-requests", "AWS/WAFV2", "BlockedRequests", { WebACL: "shop", Region: "eu-central-1", Rule: "ALL" }],
        ["nodes-not-ready", "ContainerInsights", "cluster_failed_node_count", { ClusterName: "main" }],
    ];
    for (const [name, namespace, metricName, dimensions] of promises) {
        it(`page somebody for ${name}`, () => {
            expect(inputs(name)).to.deep.include({ namespace, metricName, dimensions });
        });
    }

    it("are one for each row and each thing it looks at", () => {
        expect(alarmsOf(resources)).to.have.length(5 + 4 + 2 * 3 + 1 + 1);
    });

    it("say what is wrong and when it is over, to the topic, and never for want of data", () => {
        for (const { name, inputs: alarm, dependencies } of alarmsOf(resources)) {
            expect(dependencies, name).to.include("page-topic");
            expect(alarm.alarmDescription, name).to.match(/\w+.*\.$/);
            expect(alarm.alarmActions, name).to.have.length(1);
            expect(alarm.okActions, name).to.deep.equal(alarm.alarmActions);
            expect(alarm.treatMissingData, name).to.equal("notBreaching");
        }
    });

    it("look at the 95th percentile of latency, and not at a handful of requests", () => {
        expect(inputs("latency")).to.include({ extendedStatistic: "p95", evaluateLowSampleCountPercentiles: "ignore" });
        expect(inputs("latency")).to.not.have.property("statistic");
    });

    it("go off on the right side of the threshold", () => {
        expect(inputs("database-storage").comparisonOperator).to.equal("LessThanThreshold");
        expect(inputs("database-cpu").comparisonOperator).to.equal("GreaterThanThreshold");
    });

    it("take thresholds of one's own, also 0", async () => {
        const own = await create({ thresholds: { databaseCpu: 60, blockedRequests: 0 } });
        expect(named(own, "page-database-cpu").inputs.threshold).to.equal(60);
        expect(named(own, "page-blocked-requests").inputs.threshold).to.equal(0);
        expect(named(own, "page-latency").inputs.threshold).to.equal(alarmTable.latency.threshold);
    });

    it("come only for what is watched", async () => {
        const few = await create({ watch: { database: { identifier: "store" } } });
        expect(alarmsOf(few).map(({ name }) => name)).to.have.members([
            "page-database-storage",
            "page-database-connections",
            "page-database-cpu",
        ]);
    });

    it("go through an encrypted topic to which CloudWatch of this account publishes, and nobody without TLS", () => {
        expect(inputs("topic").kmsMasterKeyId).to.equal("arn:key");
        const [allow, deny] = JSON.parse(inputs("topic-policy").policy as string).Statement;
        expect(allow).to.deep.include({
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        });
        expect(deny).to.deep.include({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    });

    it("reach every subscriber", () => {
        expect(inputs("to-ops")).to.include({ protocol: "email", endpoint: "ops@example.com" });
        expect(inputs("to-pager")).to.include({ protocol: "https", endpoint: "https://pager.example.com/integration" });
    });

    it("have periods that CloudWatch takes, and a day at most in sum", () => {
        for (const [name, { periodSeconds, periods }] of Object.entries(alarmTable)) {
            expect(periodSeconds % 60, name).to.equal(0);
            expect(periodSeconds * periods, name).to.be.within(60, 86400);
        }
    });

    it("let their user bend a child", async () => {
        const bent = await create({
            transform: { alarm: (args, opts) => ({ args: { ...args, actionsEnabled: false }, opts }) },
        });
        expect(alarmsOf(bent).every(({ inputs: { actionsEnabled } }) => actionsEnabled === false)).to.be.true;
    });

    describe("refuse", () => {
        const to = (protocol: "email" | "https", endpoint: string) => ({ subscribers: { a: { protocol, endpoint } } });
        const cases: [string, Partial<AlarmsArgs>, string, RegExp][] = [
            ["to page nobody", { subscribers: {} }, "subscribers", /nobody would be paged/],
            ["to watch nothing", { watch: {} }, "watch", /nothing would be watched/],
            ["what is no address", to("email", "ops"), "subscribers.a.endpoint", /no email address/],
            ["an address without TLS", to("https", "http://a.example.com"), "subscribers.a.endpoint", /https:/],
            ["an account that is none", { accountId: "1" }, "accountId", /twelve digits/],
            [
                "an unknown alarm",
                { thresholds: { cpu: 1 } as AlarmsArgs["thresholds"] },
                "thresholds.cpu",
                /known are unhealthy/,
            ],
            ["a threshold below 0", { thresholds: { latency: -1 } }, "thresholds.latency", /0 or above/],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before anything is created`, async () => {
                const { problems, children } = await refusal(() => new Alarms("page", { ...valid, ...changes }));
                expect(Object.keys(problems)).to.deep.equal([path]);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }
    });
});
