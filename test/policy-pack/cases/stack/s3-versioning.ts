import { s3Versioning } from "../../../../policy-pack/stack/s3-versioning";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html";
const bucket: CaseResource = { type: "aws:s3/bucket:Bucket", name: "uploads", properties: { bucket: "shop-uploads" } };
const planned: CaseResource = { ...bucket, properties: { id: unknown, bucket: unknown, versioning: unknown } };

function versioning(versioningConfiguration: unknown, ...sources: string[]): CaseResource {
    return {
        type: "aws:s3/bucketVersioning:BucketVersioning",
        name: "versioning",
        properties: { bucket: sources.length > 0 ? unknown : "shop-uploads", versioningConfiguration },
        dependencies: { bucket: sources },
    };
}

export const cases: RuleCases = {
    rule: s3Versioning,
    compliant: {
        "a bucket that is yet to be": {
            source,
            resources: [planned, versioning({ status: "Enabled" }, "uploads")],
        },
        "a bucket that is there, which says that it had none when it was made": {
            source,
            resources: [
                {
                    ...bucket,
                    properties: { id: "shop-uploads", bucket: "shop-uploads", versioning: { enabled: false } },
                },
                versioning({ status: "Enabled", mfaDelete: "Disabled" }),
            ],
        },
        "the deprecated property": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
            resources: { ...bucket, properties: { versioning: { enabled: true, mfaDelete: true } } },
        },
        "the deprecated list of a BucketV2": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
            resources: { type: "aws:s3/bucketV2:BucketV2", properties: { versionings: [{ enabled: true }] } },
        },
    },
    violating: {
        "by default": { resources: bucket, at: [""] },
        "by default, at a preview": { resources: planned, at: [""] },
        suspended: {
            resources: [planned, versioning({ status: "Suspended" }, "uploads")],
            at: ["versioning versioningConfiguration.status"],
        },
        "the deprecated property is off": {
            resources: { ...bucket, properties: { versioning: { enabled: false } } },
            at: ["versioning.enabled"],
        },
        "an older name, and off": {
            resources: [
                bucket,
                { ...versioning({ status: "Disabled" }), type: "aws:s3/bucketVersioningV2:BucketVersioningV2" },
            ],
            at: ["versioning versioningConfiguration.status"],
        },
        "of a wrong type, beside an unknown": {
            resources: [planned, versioning({ status: true, mfaDelete: unknown }, "uploads")],
            at: ["versioning versioningConfiguration.status"],
        },
    },
    unknown: {
        "the status": {
            resources: [planned, versioning({ status: unknown }, "uploads"), { ...bucket, name: "invoices" }],
            undetermined: ["versioning versioningConfiguration.status"],
            at: ["invoices"],
        },
        "which bucket it is for": {
            resources: [planned, { ...versioning({ status: "Enabled" }, "uploads"), dependencies: {} }],
            undetermined: ["uploads"],
        },
    },
};
