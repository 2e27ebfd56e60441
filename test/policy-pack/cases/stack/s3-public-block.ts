import { s3PublicBlock } from "../../../../policy-pack/stack/s3-public-block";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-bucket.html";
const bucket: CaseResource = {
    type: "aws:s3/bucket:Bucket",
    name: "uploads",
    properties: { bucket: "shop-uploads", forceDestroy: false, tags: { team: "shop" } },
};
const planned: CaseResource = { ...bucket, properties: { id: unknown, bucket: unknown, policy: unknown } };
const allFour = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

function block(properties: Record<string, unknown>, ...sources: string[]): CaseResource {
    return {
        type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name: "block",
        properties,
        dependencies: { bucket: sources },
    };
}

export const cases: RuleCases = {
    rule: s3PublicBlock,
    compliant: {
        "a bucket that is yet to be, and its block": {
            source,
            resources: [planned, block({ bucket: unknown, ...allFour }, "uploads")],
        },
        "a bucket that is there, and its block": {
            source,
            resources: [
                { ...bucket, properties: { ...bucket.properties, id: "shop-uploads" } },
                block({ id: "shop-uploads", bucket: "shop-uploads", ...allFour }),
            ],
        },
        "a BucketV2 that is named by hand": {
            source,
            resources: [{ ...bucket, type: "aws:s3/bucketV2:BucketV2" }, block({ bucket: "shop-uploads", ...allFour })],
        },
        "no bucket at all": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html",
            resources: {
                type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
                properties: { blockPublicAcls: true, blockPublicPolicy: true },
            },
        },
    },
    violating: {
        "a bucket without a block": { resources: bucket, at: [""] },
        "one of four is left out": {
            resources: [planned, block({ bucket: unknown, ...allFour, restrictPublicBuckets: undefined }, "uploads")],
            at: ["block restrictPublicBuckets"],
        },
        "two of four are off": {
            resources: [
                bucket,
                block({ bucket: "shop-uploads", ...allFour, blockPublicAcls: false, ignorePublicAcls: false }),
            ],
            at: ["block blockPublicAcls", "block ignorePublicAcls"],
        },
        "the block is that of another bucket": {
            resources: [planned, { ...planned, name: "others" }, block({ bucket: unknown, ...allFour }, "others")],
            at: ["uploads"],
        },
        "a BucketV2 without a block, and an unknown policy": {
            resources: { ...planned, type: "aws:s3/bucketV2:BucketV2" },
            at: [""],
        },
        "of a wrong type": {
            resources: [bucket, block({ bucket: "shop-uploads", ...allFour, blockPublicPolicy: 1 })],
            at: ["block blockPublicPolicy"],
        },
    },
    unknown: {
        "whether it is on": {
            resources: [
                bucket,
                block({ bucket: "shop-uploads", ...allFour, blockPublicAcls: unknown, ignorePublicAcls: false }),
            ],
            undetermined: ["block blockPublicAcls"],
            at: ["block ignorePublicAcls"],
        },
        "whose it is": {
            resources: [planned, block({ bucket: unknown, ...allFour })],
            undetermined: ["uploads"],
        },
        "which of two it is for": {
            resources: [
                planned,
                { ...planned, name: "others" },
                block({ bucket: unknown, ...allFour }, "uploads", "others"),
            ],
            undetermined: ["uploads", "others"],
        },
    },
};
