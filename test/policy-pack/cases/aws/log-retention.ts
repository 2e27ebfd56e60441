import { logRetention } from "../../../../policy-pack/aws/log-retention";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const guide = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html";

const logGroup = (properties: Record<string, unknown>): CaseResource => ({
    type: "aws:cloudwatch/logGroup:LogGroup",
    properties: { name: "/aws/lambda/orders", ...properties },
});

export const cases: RuleCases = {
    rule: logRetention,
    compliant: {
        "for ever, by default": { source: guide, resources: logGroup({ kmsKeyId: unknown }) },
        "for ever, said so": {
            source: "https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/loggroup/",
            resources: logGroup({ retentionInDays: 0 }),
        },
        "a year": {
            source: "https://docs.aws.amazon.com/config/latest/developerguide/cw-loggroup-retention-period-check.html",
            resources: logGroup({ retentionInDays: 365 }),
        },
        "ten years": {
            source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
            resources: logGroup({ retentionInDays: 3653, logGroupClass: "INFREQUENT_ACCESS" }),
        },
        "a month, where the stack asks for no more": {
            source: guide,
            resources: logGroup({ retentionInDays: 30 }),
            parameters: { minimumDays: 30 },
        },
        "a class that AWS keeps for a day or two, whatever is set": {
            source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
            resources: logGroup({ logGroupClass: "DELIVERY", retentionInDays: 2 }),
        },
    },
    violating: {
        "a month": { resources: logGroup({ retentionInDays: 30 }), at: ["retentionInDays"] },
        "half a year": { resources: logGroup({ retentionInDays: 180 }), at: ["retentionInDays"] },
        "a class of its own, and a week": {
            resources: logGroup({ logGroupClass: "STANDARD", retentionInDays: 7 }),
            at: ["retentionInDays"],
        },
        "a year, where the stack asks for two": {
            resources: logGroup({ retentionInDays: 365 }),
            parameters: { minimumDays: 731 },
            at: ["retentionInDays"],
        },
        "a day, with unknowns beside it": {
            resources: logGroup({ name: unknown, kmsKeyId: unknown, retentionInDays: 1 }),
            at: ["retentionInDays"],
        },
        "of a wrong type": { resources: logGroup({ retentionInDays: "a year" }), at: ["retentionInDays"] },
    },
    unknown: {
        "the days": { resources: logGroup({ retentionInDays: unknown }), undetermined: ["retentionInDays"] },
        "the class, where it decides": {
            resources: logGroup({ retentionInDays: 7, logGroupClass: unknown }),
            undetermined: ["logGroupClass"],
        },
    },
};
