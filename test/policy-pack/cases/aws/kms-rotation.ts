import { kmsRotation } from "../../../../policy-pack/aws/kms-rotation";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:kms/key:Key";

export const cases: RuleCases = {
    rule: kmsRotation,
    compliant: {
        "every half year": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html",
            resources: {
                type,
                properties: {
                    description: "Data",
                    enableKeyRotation: true,
                    rotationPeriodInDays: 180,
                    policy: unknown,
                },
            },
        },
        "a key for signatures, which AWS can't rotate": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
            resources: { type, properties: { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" } },
        },
        "a key for message codes, whatever is set": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/hmac.html",
            resources: {
                type,
                properties: {
                    customerMasterKeySpec: "HMAC_256",
                    keyUsage: "GENERATE_VERIFY_MAC",
                    enableKeyRotation: unknown,
                },
            },
        },
        "a key in a store of one's own": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-store-overview.html",
            resources: { type, properties: { customKeyStoreId: "cks-1234567890abcdef0" } },
        },
        "rotated, whatever else is unknown": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
            resources: {
                type,
                properties: { enableKeyRotation: true, multiRegion: true, customerMasterKeySpec: unknown },
            },
        },
    },
    violating: {
        "by default": { resources: { type, properties: { description: "Data" } }, at: ["enableKeyRotation"] },
        "said so": { resources: { type, properties: { enableKeyRotation: false } }, at: ["enableKeyRotation"] },
        "a period, and off all the same": {
            resources: { type, properties: { rotationPeriodInDays: 180 } },
            at: ["enableKeyRotation"],
        },
        "a symmetric key in many regions": {
            resources: {
                type,
                properties: { customerMasterKeySpec: "SYMMETRIC_DEFAULT", multiRegion: true, policy: unknown },
            },
            at: ["enableKeyRotation"],
        },
        "of a wrong type": {
            resources: { type, properties: { enableKeyRotation: "yearly" } },
            at: ["enableKeyRotation"],
        },
    },
    unknown: {
        "whether it is rotated": {
            resources: { type, properties: { enableKeyRotation: unknown } },
            undetermined: ["enableKeyRotation"],
        },
        "what kind of key it is": {
            resources: { type, properties: { customerMasterKeySpec: unknown } },
            undetermined: ["customerMasterKeySpec"],
        },
        "which store it is in": {
            resources: { type, properties: { customKeyStoreId: unknown } },
            undetermined: ["customKeyStoreId"],
        },
    },
};
