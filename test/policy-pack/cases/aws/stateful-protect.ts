import { statefulProtect } from "../../../../policy-pack/aws/stateful-protect";
import { type RuleCases, unknown } from "../../rule-cases";

const protect = "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/";

export const cases: RuleCases = {
    rule: statefulProtect,
    compliant: {
        "a database": {
            source: protect,
            resources: { type: "aws:rds/instance:Instance", properties: { engine: "postgres" }, protect: true },
        },
        "a bucket": {
            source: protect,
            resources: { type: "aws:s3/bucket:Bucket", properties: { bucket: "orders" }, protect: true },
        },
        "a key": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
            resources: { type: "aws:kms/key:Key", properties: { deletionWindowInDays: 30 }, protect: true },
        },
        "what keeps no state": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
            resources: { type: "aws:rds/parameterGroup:ParameterGroup", properties: { family: "postgres17" } },
        },
    },
    violating: {
        "a database": { resources: { type: "aws:rds/instance:Instance", properties: { engine: "mysql" } }, at: [""] },
        "a cluster, that AWS protects alone": {
            resources: { type: "aws:rds/cluster:Cluster", properties: { deletionProtection: true } },
            at: [""],
        },
        "a bucket that says so": {
            resources: { type: "aws:s3/bucket:Bucket", properties: {}, protect: false },
            at: [""],
        },
        "a bucket of the older type": { resources: { type: "aws:s3/bucketV2:BucketV2", properties: {} }, at: [""] },
        "a key": { resources: { type: "aws:kms/key:Key", properties: { enableKeyRotation: true } }, at: [""] },
        "a property of that name is none of the options": {
            resources: { type: "aws:efs/fileSystem:FileSystem", properties: { protect: true } },
            at: [""],
        },
        "one of two": {
            resources: [
                { type: "aws:efs/fileSystem:FileSystem", name: "uploads", properties: {}, protect: true },
                { type: "aws:efs/fileSystem:FileSystem", name: "cache", properties: {} },
            ],
            at: ["cache"],
        },
    },
    unknown: {
        "none of its properties matters": {
            resources: { type: "aws:s3/bucket:Bucket", properties: { bucket: unknown, forceDestroy: unknown } },
            undetermined: [],
            at: [""],
        },
    },
};
