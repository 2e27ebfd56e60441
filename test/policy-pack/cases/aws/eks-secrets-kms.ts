import { eksSecretsKms } from "../../../../policy-pack/aws/eks-secrets-kms";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:eks/cluster:Cluster";
const keyArn = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

export const cases: RuleCases = {
    rule: eksSecretsKms,
    compliant: {
        "a key by its ARN": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
            resources: {
                type,
                properties: {
                    name: "my-cluster",
                    roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
                    version: "1.35",
                    vpcConfig: { subnetIds: ["subnet-0e2907431c9988b72", "subnet-04ad87f71c6e5ab4d"] },
                    encryptionConfig: { provider: { keyArn }, resources: ["secrets"] },
                },
            },
        },
        "a key of the same program": {
            source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_EncryptionConfig.html",
            resources: {
                type,
                properties: {
                    vpcConfig: unknown,
                    encryptionConfig: { provider: { keyArn: unknown }, resources: ["secrets"] },
                },
            },
        },
        "a key of another account": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
            resources: {
                type,
                properties: {
                    vpcConfig: { subnetIds: unknown, endpointPrivateAccess: true },
                    encryptionConfig: {
                        provider: { keyArn: keyArn.replace("111122223333", "444455556666") },
                        resources: ["secrets"],
                    },
                },
            },
        },
    },
    violating: {
        "by default": { resources: { type, properties: { version: "1.35" } }, at: ["encryptionConfig"] },
        "a key for nothing": {
            resources: { type, properties: { encryptionConfig: { provider: { keyArn }, resources: [] } } },
            at: ["encryptionConfig.resources"],
        },
        "no key": {
            resources: { type, properties: { encryptionConfig: { provider: {}, resources: ["secrets"] } } },
            at: ["encryptionConfig.provider.keyArn"],
        },
        "an empty key, and for nothing": {
            resources: { type, properties: { encryptionConfig: { provider: { keyArn: "" } } } },
            at: ["encryptionConfig.provider.keyArn", "encryptionConfig.resources"],
        },
        "a key for nothing, beside the key that is unknown": {
            resources: { type, properties: { encryptionConfig: { provider: { keyArn: unknown }, resources: [] } } },
            at: ["encryptionConfig.resources"],
        },
        "of a wrong type": {
            resources: {
                type,
                properties: { encryptionConfig: { provider: { keyArn }, resources: { secrets: true } } },
            },
            at: ["encryptionConfig.resources"],
        },
    },
    unknown: {
        "all of it": {
            resources: { type, properties: { encryptionConfig: unknown } },
            undetermined: ["encryptionConfig"],
        },
        "what is encrypted": {
            resources: { type, properties: { encryptionConfig: { provider: {}, resources: unknown } } },
            undetermined: ["encryptionConfig.resources"],
            at: ["encryptionConfig.provider.keyArn"],
        },
    },
};
