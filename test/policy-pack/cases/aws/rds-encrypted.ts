import { rdsEncrypted } from "../../../../policy-pack/aws/rds-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";

export const cases: RuleCases = {
    rule: rdsEncrypted,
    compliant: {
        "an encrypted instance": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
            resources: { type: instance, properties: { engine: "postgres", storageEncrypted: true } },
        },
        "an encrypted Aurora cluster with a key of its own": {
            source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
            resources: {
                type: cluster,
                properties: { engine: "aurora-postgresql", storageEncrypted: true, kmsKeyId: unknown },
            },
        },
        "what Terraform writes for true": {
            source: "https://developer.hashicorp.com/terraform/language/expressions/types",
            resources: { type: instance, properties: { storageEncrypted: "true" } },
        },
    },
    violating: {
        "by default": { resources: { type: instance, properties: { engine: "postgres" } }, at: ["storageEncrypted"] },
        "said so": { resources: { type: instance, properties: { storageEncrypted: false } }, at: ["storageEncrypted"] },
        "a cluster by default": { resources: { type: cluster, properties: {} }, at: ["storageEncrypted"] },
        "a key, and off all the same": {
            resources: { type: cluster, properties: { storageEncrypted: false, kmsKeyId: unknown } },
            at: ["storageEncrypted"],
        },
        "of a wrong type": {
            resources: { type: instance, properties: { storageEncrypted: 1 } },
            at: ["storageEncrypted"],
        },
    },
    unknown: {
        "decided by another resource": {
            resources: { type: instance, properties: { storageEncrypted: unknown } },
            undetermined: ["storageEncrypted"],
        },
    },
};
