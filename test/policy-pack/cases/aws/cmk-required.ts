import { cmkRequired } from "../../../../policy-pack/aws/cmk-required";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const table = "aws:dynamodb/table:Table";
const secret = "aws:secretsmanager/secret:Secret";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

export const cases: RuleCases = {
    rule: cmkRequired,
    compliant: {
        "an instance with a key of its own": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
            resources: {
                type: instance,
                properties: { engine: "postgres", storageEncrypted: true, kmsKeyId: key, backupRetentionPeriod: 7 },
            },
        },
        "a table and its replica": {
            source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
            resources: {
                type: table,
                properties: {
                    attributes: [{ name: "Artist", type: "S" }],
                    hashKey: "Artist",
                    billingMode: "PAY_PER_REQUEST",
                    serverSideEncryption: { enabled: true, kmsKeyArn: key },
                    replicas: [{ regionName: "eu-west-1", kmsKeyArn: key.replace("eu-central-1", "eu-west-1") }],
                },
            },
        },
        "a secret by the alias of a key": {
            source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
            resources: { type: secret, properties: { description: "Payments", kmsKeyId: "alias/payments" } },
        },
        "a log group": {
            source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
            resources: { type: logGroup, properties: { name: "/shop/web", retentionInDays: 90, kmsKeyId: key } },
        },
        "an alias that only looks like one of AWS's": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html",
            resources: { type: secret, properties: { kmsKeyId: "alias/shop/alias/aws/rds" } },
        },
    },
    violating: {
        "a secret by default": { resources: { type: secret, properties: {} }, at: ["kmsKeyId"] },
        "an empty text": { resources: { type: logGroup, properties: { kmsKeyId: "" } }, at: ["kmsKeyId"] },
        "AWS's own key by its alias": {
            resources: { type: secret, properties: { kmsKeyId: "alias/aws/secretsmanager" } },
            at: ["kmsKeyId"],
        },
        "AWS's own key by the ARN of its alias": {
            resources: {
                type: cluster,
                properties: { storageEncrypted: true, kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:alias/aws/rds" },
            },
            at: ["kmsKeyId"],
        },
        "a table without any setting": {
            resources: { type: table, properties: { hashKey: "Artist" } },
            at: ["serverSideEncryption.kmsKeyArn"],
        },
        "a table with a key that is off": {
            resources: { type: table, properties: { serverSideEncryption: { enabled: false, kmsKeyArn: key } } },
            at: ["serverSideEncryption.enabled"],
        },
        "a replica of a secret": {
            resources: {
                type: secret,
                properties: {
                    kmsKeyId: key,
                    replicas: [{ region: "eu-west-1" }, { region: "eu-north-1", kmsKeyId: key }],
                },
            },
            at: ["replicas[0].kmsKeyId"],
        },
        "a replica of a table that is a resource of its own": {
            resources: { type: "aws:dynamodb/tableReplica:TableReplica", properties: { globalTableArn: unknown } },
            at: ["kmsKeyArn"],
        },
        "of a wrong type": { resources: { type: instance, properties: { kmsKeyId: true } }, at: ["kmsKeyId"] },
    },
    unknown: {
        "a key of the same program": {
            resources: { type: instance, properties: { storageEncrypted: true, kmsKeyId: unknown } },
            undetermined: ["kmsKeyId"],
        },
        "a read replica has the key of its source": {
            resources: { type: instance, properties: { replicateSourceDb: "orders" } },
            undetermined: ["kmsKeyId"],
        },
        "a table from a backup has the key of that": {
            resources: { type: table, properties: { restoreBackupArn: unknown } },
            undetermined: ["restoreBackupArn"],
        },
        "whether it is a restored one": {
            resources: { type: cluster, properties: { snapshotIdentifier: unknown } },
            undetermined: ["snapshotIdentifier"],
        },
        "the replicas of a table": {
            resources: { type: table, properties: { serverSideEncryption: { enabled: true }, replicas: unknown } },
            undetermined: ["replicas"],
            at: ["serverSideEncryption.kmsKeyArn"],
        },
        "whether a table's key is on": {
            resources: { type: table, properties: { serverSideEncryption: { enabled: unknown, kmsKeyArn: key } } },
            undetermined: ["serverSideEncryption.enabled"],
        },
    },
};
