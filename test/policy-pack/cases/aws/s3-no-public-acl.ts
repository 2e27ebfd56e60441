import { s3NoPublicAcl } from "../../../../policy-pack/aws/s3-no-public-acl";
import { type RuleCases, unknown } from "../../rule-cases";

const bucket = "aws:s3/bucket:Bucket";
const bucketV2 = "aws:s3/bucketV2:BucketV2";
const bucketAcl = "aws:s3/bucketAcl:BucketAcl";
const bucketAclV2 = "aws:s3/bucketAclV2:BucketAclV2";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const objectCopy = "aws:s3/objectCopy:ObjectCopy";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html";
const owner = { id: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" };
const group = (name: string) => ({ type: "Group", uri: `http://acs.amazonaws.com/groups/${name}` });

export const cases: RuleCases = {
    rule: s3NoPublicAcl,
    compliant: {
        "a bucket without an ACL": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
            resources: { type: bucket, properties: { bucket: "amzn-s3-demo-bucket", tags: { team: "shop" } } },
        },
        "a private bucket, known later": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/managing-acls.html",
            resources: { type: bucketAcl, properties: { bucket: unknown, acl: "private" } },
        },
        "where load balancers and S3 leave their logs": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
            resources: {
                type: bucketAcl,
                properties: {
                    bucket: "amzn-s3-demo-logs",
                    accessControlPolicy: {
                        owner,
                        grants: [
                            { grantee: { type: "CanonicalUser", id: owner.id }, permission: "FULL_CONTROL" },
                            { grantee: group("s3/LogDelivery"), permission: "WRITE" },
                        ],
                    },
                },
            },
        },
        "an object that another account wrote": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl",
            resources: {
                type: object,
                properties: { bucket: "amzn-s3-demo-bucket", key: "report.csv", acl: "bucket-owner-full-control" },
            },
        },
        "a grant to one account": {
            source,
            resources: {
                type: bucketV2,
                properties: { grants: [{ type: "CanonicalUser", id: owner.id, permissions: ["READ"] }] },
            },
        },
    },
    violating: {
        "everyone reads": {
            resources: { type: bucketAcl, properties: { bucket: "amzn-s3-demo-bucket", acl: "public-read" } },
            at: ["acl"],
        },
        "everyone writes, said in the bucket": {
            resources: { type: bucket, properties: { acl: "public-read-write" } },
            at: ["acl"],
        },
        "everyone with an account reads, in the twin types": {
            resources: [
                { name: "acl", type: bucketAclV2, properties: { bucket: unknown, acl: "authenticated-read" } },
                { name: "bucket", type: bucketV2, properties: { acl: "authenticated-read" } },
            ],
            at: ["acl acl", "bucket acl"],
        },
        "a grant among others": {
            resources: {
                type: bucketAcl,
                properties: {
                    bucket: unknown,
                    accessControlPolicy: {
                        owner,
                        grants: [
                            { grantee: { type: "CanonicalUser", id: unknown }, permission: "FULL_CONTROL" },
                            { grantee: group("global/AllUsers"), permission: "READ_ACP" },
                        ],
                    },
                },
            },
            at: ["accessControlPolicy.grants[1].grantee.uri"],
        },
        "a grant in the bucket itself": {
            resources: {
                type: bucket,
                properties: { grants: [{ ...group("global/AuthenticatedUsers"), permissions: ["READ"] }] },
            },
            at: ["grants[0].uri"],
        },
        "objects, also those that are copied": {
            resources: [
                { name: "logo", type: object, properties: { bucket: unknown, key: "logo.svg", acl: "public-read" } },
                {
                    name: "copy",
                    type: objectCopy,
                    properties: { grants: [{ ...group("global/AllUsers"), permissions: ["READ"] }] },
                },
            ],
            at: ["copy grants[0].uri", "logo acl"],
        },
        "beside an ACL that is unknown": {
            resources: {
                type: bucket,
                properties: { acl: unknown, grants: [{ ...group("global/AllUsers"), permissions: ["READ"] }] },
            },
            at: ["grants[0].uri"],
        },
        "of a wrong type": {
            resources: { type: bucketAcl, properties: { bucket: "amzn-s3-demo-bucket", acl: ["private"] } },
            at: ["acl"],
        },
    },
    unknown: {
        "the ACL": {
            resources: { type: bucketAcl, properties: { bucket: "amzn-s3-demo-bucket", acl: unknown } },
            undetermined: ["acl"],
        },
        "one grantee of two": {
            resources: {
                type: bucketAcl,
                properties: {
                    accessControlPolicy: {
                        owner,
                        grants: [{ grantee: unknown }, { grantee: group("global/AllUsers"), permission: "READ" }],
                    },
                },
            },
            undetermined: ["accessControlPolicy.grants[0].grantee"],
            at: ["accessControlPolicy.grants[1].grantee.uri"],
        },
        "the grants of a bucket": {
            resources: { type: bucket, properties: { grants: unknown } },
            undetermined: ["grants"],
        },
        "the access control policy": {
            resources: { type: bucketAcl, properties: { accessControlPolicy: unknown } },
            undetermined: ["accessControlPolicy"],
        },
    },
};
