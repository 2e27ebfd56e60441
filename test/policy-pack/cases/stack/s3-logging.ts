import { s3Logging } from "../../../../policy-pack/stack/s3-logging";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html";

function bucket(name: string, properties: Record<string, unknown> = {}): CaseResource {
    return { type: "aws:s3/bucket:Bucket", name, properties: { id: unknown, bucket: unknown, ...properties } };
}

function logging(properties: Record<string, unknown>, dependencies: Record<string, string[]>): CaseResource {
    return {
        type: "aws:s3/bucketLogging:BucketLogging",
        name: "logging",
        properties: { targetPrefix: "uploads/", ...properties },
        dependencies,
    };
}

const both = logging({ bucket: unknown, targetBucket: unknown }, { bucket: ["uploads"], targetBucket: ["logs"] });

export const cases: RuleCases = {
    rule: s3Logging,
    compliant: {
        "a bucket logs to another": { source, resources: [bucket("uploads"), bucket("logs"), both] },
        "a bucket logs to one of another stack": {
            source,
            resources: [
                bucket("uploads"),
                logging({ bucket: unknown, targetBucket: "shop-access-logs" }, { bucket: ["uploads"] }),
            ],
        },
        "the deprecated property, and after the update": {
            source,
            resources: [
                {
                    type: "aws:s3/bucket:Bucket",
                    name: "uploads",
                    properties: { bucket: "shop-uploads", logging: { targetBucket: "shop-logs", targetPrefix: "" } },
                },
                { type: "aws:s3/bucket:Bucket", name: "logs", properties: { bucket: "shop-logs" } },
            ],
        },
        "a bucket for the logs of a load balancer": {
            source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            resources: [
                bucket("logs"),
                {
                    type: "aws:alb/loadBalancer:LoadBalancer",
                    name: "edge",
                    properties: { accessLogs: { bucket: unknown, prefix: "edge", enabled: true } },
                    dependencies: { accessLogs: ["logs"] },
                },
            ],
        },
        "a bucket for a flow log": {
            source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html",
            resources: [
                {
                    type: "aws:s3/bucketV2:BucketV2",
                    name: "logs",
                    properties: { bucket: "shop-flow-logs", arn: "arn:aws:s3:::shop-flow-logs" },
                },
                {
                    type: "aws:ec2/flowLog:FlowLog",
                    name: "flow-log",
                    properties: { logDestinationType: "s3", logDestination: "arn:aws:s3:::shop-flow-logs" },
                },
            ],
        },
        "a bucket for a trail": {
            source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html",
            resources: [
                bucket("logs"),
                {
                    type: "aws:cloudtrail/trail:Trail",
                    name: "trail",
                    properties: { s3BucketName: unknown, isMultiRegionTrail: true },
                    dependencies: { s3BucketName: ["logs"] },
                },
            ],
        },
    },
    violating: {
        "by default": { resources: bucket("uploads"), at: [""] },
        "by default, at a preview": { resources: bucket("uploads", { logging: unknown }), at: [""] },
        "one of two": { resources: [bucket("uploads"), bucket("invoices"), bucket("logs"), both], at: ["invoices"] },
        "a BucketV2 beside a flow log that goes to CloudWatch": {
            resources: [
                { ...bucket("uploads", { loggings: [] }), type: "aws:s3/bucketV2:BucketV2" },
                { type: "aws:cloudwatch/logGroup:LogGroup", name: "network", properties: {} },
                {
                    type: "aws:ec2/flowLog:FlowLog",
                    name: "flow-log",
                    properties: { logDestination: unknown, vpcId: unknown },
                    dependencies: { logDestination: ["network"] },
                },
            ],
            at: ["uploads"],
        },
        "the deprecated property without a target": {
            resources: bucket("uploads", { logging: { targetPrefix: "uploads/" } }),
            at: ["logging.targetBucket"],
        },
        "of a wrong type": {
            resources: bucket("uploads", { logging: { targetBucket: 7 } }),
            at: ["logging.targetBucket"],
        },
    },
    unknown: {
        "whose logging it is": {
            resources: [bucket("uploads"), logging({ bucket: unknown, targetBucket: "shop-access-logs" }, {})],
            undetermined: ["uploads"],
        },
        "whether it takes logs": {
            resources: [
                bucket("uploads"),
                bucket("others"),
                {
                    type: "aws:cloudtrail/trail:Trail",
                    name: "trail",
                    properties: { s3BucketName: unknown },
                    dependencies: { s3BucketName: ["uploads", "others"] },
                },
            ],
            undetermined: ["uploads", "others"],
        },
    },
};
