import { s3TlsOnly } from "../../../../policy-pack/stack/s3-tls-only";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html";
const bucket: CaseResource = { type: "aws:s3/bucket:Bucket", name: "uploads", properties: { bucket: "shop-uploads" } };
const arns = ["arn:aws:s3:::shop-uploads", "arn:aws:s3:::shop-uploads/*"];
const deny = {
    Sid: "RestrictToTLSRequestsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: arns,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const allow = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:role/reader" },
    Action: ["s3:GetObject"],
    Resource: "arn:aws:s3:::shop-uploads/*",
};
const documentOf = (...statements: unknown[]) => ({ Version: "2012-10-17", Statement: statements });

function policy(document: unknown, named: unknown = "shop-uploads"): CaseResource {
    return {
        type: "aws:s3/bucketPolicy:BucketPolicy",
        name: "policy",
        properties: { bucket: named, policy: document },
        dependencies: named === unknown ? { bucket: ["uploads"] } : {},
    };
}

export const cases: RuleCases = {
    rule: s3TlsOnly,
    compliant: {
        "the statement of AWS's own page": { source, resources: [bucket, policy(JSON.stringify(documentOf(deny)))] },
        "an object among other statements": {
            source: "https://repost.aws/knowledge-center/s3-bucket-policy-for-config-rule",
            resources: [
                { ...bucket, properties: { id: unknown, bucket: unknown } },
                policy(
                    documentOf(allow, {
                        ...deny,
                        Principal: { AWS: "*" },
                        Action: ["s3:*"],
                        Condition: { Bool: { "aws:SecureTransport": [false] } },
                    }),
                    unknown,
                ),
            ],
        },
        "the deprecated property of a BucketV2, one statement that is no list": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html",
            resources: {
                type: "aws:s3/bucketV2:BucketV2",
                properties: {
                    policy: JSON.stringify({ Version: "2012-10-17", Statement: { ...deny, Resource: "*" } }),
                },
            },
        },
        "a denial that is known beside a statement that is not": {
            source,
            resources: [bucket, policy(documentOf({ ...allow, Principal: { AWS: unknown } }, deny))],
        },
    },
    violating: {
        "no policy": { resources: bucket, at: [""] },
        "no policy, which the provider's outputs write as empty text": {
            resources: { ...bucket, properties: { bucket: "shop-uploads", policy: "" } },
            at: [""],
        },
        "a policy about something else": {
            resources: [bucket, policy(JSON.stringify(documentOf(allow)))],
            at: ["policy policy"],
        },
        "only some actions": {
            resources: [bucket, policy(documentOf({ ...deny, Action: "s3:PutObject" }))],
            at: ["policy policy"],
        },
        "only for one role": {
            resources: [bucket, policy(documentOf({ ...deny, Principal: allow.Principal }))],
            at: ["policy policy"],
        },
        "only the bucket, none of its objects": {
            resources: [bucket, policy(documentOf({ ...deny, Resource: arns[0] }))],
            at: ["policy policy"],
        },
        "only from outside of the network": {
            resources: [
                bucket,
                policy(
                    documentOf({
                        ...deny,
                        Condition: { ...deny.Condition, NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
                    }),
                ),
            ],
            at: ["policy policy"],
        },
        "the other way round: allowed with TLS, and without it as others allow": {
            resources: [
                bucket,
                policy(
                    documentOf({ ...deny, Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
                ),
            ],
            at: ["policy policy"],
        },
        "no JSON": { resources: [bucket, policy("{")], at: ["policy policy"] },
        "of a wrong type": { resources: [bucket, policy(documentOf(7))], at: ["policy policy.Statement[0]"] },
    },
    unknown: {
        "the document": { resources: [bucket, policy(unknown)], undetermined: ["policy policy"] },
        "what it is about": {
            resources: [bucket, policy(documentOf({ ...deny, Resource: [unknown] }))],
            undetermined: ["policy policy"],
        },
        "whose it is": {
            resources: [
                bucket,
                { ...bucket, name: "others", properties: { bucket: "shop-others" } },
                {
                    ...policy(documentOf(deny), unknown),
                    dependencies: { bucket: ["uploads", "others"] },
                },
            ],
            undetermined: ["uploads", "others"],
        },
    },
};
