import { dynamodbPitr } from "../../../../policy-pack/aws/dynamodb-pitr";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const table = (properties: Record<string, unknown>): CaseResource => ({
    type: "aws:dynamodb/table:Table",
    properties: {
        name: "Music",
        hashKey: "Artist",
        rangeKey: "SongTitle",
        attributes: [
            { name: "Artist", type: "S" },
            { name: "SongTitle", type: "S" },
        ],
        billingMode: "PAY_PER_REQUEST",
        ...properties,
    },
});

const replica = (properties: Record<string, unknown>): CaseResource => ({
    type: "aws:dynamodb/tableReplica:TableReplica",
    properties: { globalTableArn: unknown, ...properties },
});

export const cases: RuleCases = {
    rule: dynamodbPitr,
    compliant: {
        "turned on": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html",
            resources: table({ pointInTimeRecovery: { enabled: true } }),
        },
        "for ten days": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html",
            resources: table({ pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 10 } }),
        },
        "a global table, in each region": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables.tutorial.html",
            resources: table({
                streamEnabled: true,
                streamViewType: "NEW_AND_OLD_IMAGES",
                pointInTimeRecovery: { enabled: true },
                replicas: [
                    { regionName: "us-east-2", pointInTimeRecovery: true },
                    { regionName: "eu-west-1", pointInTimeRecovery: true, kmsKeyArn: unknown },
                ],
            }),
        },
        "a replica of its own": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html",
            resources: replica({ pointInTimeRecovery: true }),
        },
    },
    violating: {
        "by default": { resources: table({}), at: ["pointInTimeRecovery.enabled"] },
        "said so, with an unknown beside it": {
            resources: table({ name: unknown, pointInTimeRecovery: { enabled: false } }),
            at: ["pointInTimeRecovery.enabled"],
        },
        "one region of two": {
            resources: table({
                pointInTimeRecovery: { enabled: true },
                replicas: [{ regionName: "us-east-2", pointInTimeRecovery: true }, { regionName: "eu-west-1" }],
            }),
            at: ["replicas[1].pointInTimeRecovery"],
        },
        "every region": {
            resources: table({ replicas: [{ regionName: "us-east-2", pointInTimeRecovery: false }] }),
            at: ["pointInTimeRecovery.enabled", "replicas[0].pointInTimeRecovery"],
        },
        "a replica of its own, by default": { resources: replica({}), at: ["pointInTimeRecovery"] },
        "of a wrong type": { resources: table({ pointInTimeRecovery: true }), at: ["pointInTimeRecovery"] },
    },
    unknown: {
        "all of it": { resources: table({ pointInTimeRecovery: unknown }), undetermined: ["pointInTimeRecovery"] },
        "whether it is on, beside a replica without": {
            resources: table({
                pointInTimeRecovery: { enabled: unknown },
                replicas: [{ regionName: "eu-west-1" }, { regionName: "us-east-2", pointInTimeRecovery: unknown }],
            }),
            undetermined: ["pointInTimeRecovery.enabled", "replicas[1].pointInTimeRecovery"],
            at: ["replicas[0].pointInTimeRecovery"],
        },
        "the replicas of a table without": {
            resources: table({ replicas: unknown }),
            undetermined: ["replicas"],
            at: ["pointInTimeRecovery.enabled"],
        },
        "a replica of its own": {
            resources: replica({ pointInTimeRecovery: unknown }),
            undetermined: ["pointInTimeRecovery"],
        },
    },
};
