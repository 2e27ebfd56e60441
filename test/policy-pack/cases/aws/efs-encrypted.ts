import { efsEncrypted } from "../../../../policy-pack/aws/efs-encrypted";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:efs/fileSystem:FileSystem";
const source = "https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html";

export const cases: RuleCases = {
    rule: efsEncrypted,
    compliant: {
        "with the key of EFS": {
            source,
            resources: { type, properties: { encrypted: true, throughputMode: "elastic", tags: { Name: "uploads" } } },
        },
        "with a key of its own": {
            source,
            resources: { type, properties: { creationToken: "uploads", encrypted: true, kmsKeyId: unknown } },
        },
        "in one zone": {
            source: "https://docs.aws.amazon.com/efs/latest/ug/storage-classes.html",
            resources: {
                type,
                properties: {
                    availabilityZoneName: "eu-central-1a",
                    encrypted: true,
                    lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }],
                },
            },
        },
    },
    violating: {
        "by default": { resources: { type, properties: { throughputMode: "elastic" } }, at: ["encrypted"] },
        "said so": { resources: { type, properties: { encrypted: false } }, at: ["encrypted"] },
        "null, which is nothing": { resources: { type, properties: { encrypted: null } }, at: ["encrypted"] },
        "a key alone": { resources: { type, properties: { kmsKeyId: unknown } }, at: ["encrypted"] },
        "of a wrong type": { resources: { type, properties: { encrypted: ["true"] } }, at: ["encrypted"] },
    },
    unknown: {
        "decided by another resource": {
            resources: { type, properties: { encrypted: unknown } },
            undetermined: ["encrypted"],
        },
    },
};
