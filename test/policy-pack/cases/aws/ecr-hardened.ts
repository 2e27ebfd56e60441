import { ecrHardened } from "../../../../policy-pack/aws/ecr-hardened";
import { type RuleCases, unknown } from "../../rule-cases";

const type = "aws:ecr/repository:Repository";
const scanned = { imageScanningConfiguration: { scanOnPush: true } };
const immutable = { imageTagMutability: "IMMUTABLE" };
const scanPlace = "imageScanningConfiguration.scanOnPush";

export const cases: RuleCases = {
    rule: ecrHardened,
    compliant: {
        "immutable tags and scans": {
            source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
            resources: { type, properties: { name: "sample-repo", ...immutable, ...scanned } },
        },
        "with a key of its own": {
            source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
            resources: {
                type,
                properties: {
                    ...immutable,
                    ...scanned,
                    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: unknown }],
                    forceDelete: false,
                },
            },
        },
        "with a name that is unknown": {
            source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
            resources: { type, properties: { name: unknown, tags: { team: "shop" }, ...immutable, ...scanned } },
        },
    },
    violating: {
        "by default": {
            resources: { type, properties: { name: "sample-repo" } },
            at: ["imageTagMutability", scanPlace],
        },
        "mutable tags": {
            resources: { type, properties: { imageTagMutability: "MUTABLE", ...scanned } },
            at: ["imageTagMutability"],
        },
        "mutable tags but some": {
            resources: {
                type,
                properties: {
                    imageTagMutability: "MUTABLE_WITH_EXCLUSION",
                    imageTagMutabilityExclusionFilters: [{ filter: "release-*", filterType: "WILDCARD" }],
                    ...scanned,
                },
            },
            at: ["imageTagMutability"],
        },
        "immutable tags but some": {
            resources: {
                type,
                properties: {
                    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
                    imageTagMutabilityExclusionFilters: [{ filter: "latest*", filterType: "WILDCARD" }],
                    ...scanned,
                },
            },
            at: ["imageTagMutability"],
        },
        "no scans": {
            resources: { type, properties: { ...immutable, imageScanningConfiguration: { scanOnPush: false } } },
            at: [scanPlace],
        },
        "no scans, beside a mutability that is unknown": {
            resources: { type, properties: { imageTagMutability: unknown } },
            at: [scanPlace],
        },
        "of a wrong type": {
            resources: { type, properties: { imageTagMutability: true, imageScanningConfiguration: "on" } },
            at: ["imageTagMutability", "imageScanningConfiguration"],
        },
    },
    unknown: {
        "whether tags can be moved": {
            resources: { type, properties: { imageTagMutability: unknown } },
            undetermined: ["imageTagMutability"],
            at: [scanPlace],
        },
        "whether images are scanned": {
            resources: { type, properties: { imageScanningConfiguration: { scanOnPush: unknown } } },
            undetermined: [scanPlace],
            at: ["imageTagMutability"],
        },
        "all about scans": {
            resources: { type, properties: { ...immutable, imageScanningConfiguration: unknown } },
            undetermined: ["imageScanningConfiguration"],
        },
    },
};
