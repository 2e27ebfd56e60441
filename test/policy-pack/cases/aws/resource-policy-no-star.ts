import { resourcePolicyNoStar } from "../../../../policy-pack/aws/resource-policy-no-star";
import { type RuleCases, unknown } from "../../rule-cases";

const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const repositoryPolicy = "aws:ecr/repositoryPolicy:RepositoryPolicy";
const key = "aws:kms/key:Key";

const bucketArn = "arn:aws:s3:::amzn-s3-demo-bucket";
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: `${bucketArn}/*` };
const everyone = { ...allow, Principal: "*" };
const policyOf = (...Statement: unknown[]) => ({ Version: "2012-10-17", Statement });
const textOf = (...statements: unknown[]) => JSON.stringify(policyOf(...statements));
const on = (operator: string, name: string, value: unknown) => ({
    ...everyone,
    Condition: { [operator]: { [name]: value } },
});

export const cases: RuleCases = {
    rule: resourcePolicyNoStar,
    compliant: {
        "a distribution of CloudFront reads, and nobody without TLS": {
            source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
            resources: {
                type: bucketPolicy,
                properties: {
                    bucket: unknown,
                    policy: textOf(
                        {
                            ...allow,
                            Principal: { Service: "cloudfront.amazonaws.com" },
                            Condition: {
                                StringEquals: {
                                    "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE",
                                },
                            },
                        },
                        {
                            Effect: "Deny",
                            Principal: "*",
                            Action: "s3:*",
                            Resource: [bucketArn, `${bucketArn}/*`],
                            Condition: { Bool: { "aws:SecureTransport": "false" } },
                        },
                    ),
                },
            },
        },
        "everyone of an organization": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
            resources: {
                type: bucketPolicy,
                properties: {
                    bucket: "amzn-s3-demo-bucket",
                    policy: textOf(on("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"])),
                },
            },
        },
        "a unit of an organization": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
            resources: {
                type: repositoryPolicy,
                properties: {
                    repository: unknown,
                    policy: policyOf(
                        on("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/r-ab12/ou-ab12-*/*"]),
                    ),
                },
            },
        },
        "what SNS writes by default": {
            source: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            resources: {
                type: topicPolicy,
                properties: {
                    arn: unknown,
                    policy: textOf({
                        Sid: "__default_statement_ID",
                        Effect: "Allow",
                        Principal: { AWS: "*" },
                        Action: ["SNS:Subscribe", "SNS:Publish"],
                        Resource: "arn:aws:sns:eu-central-1:123456789012:orders",
                        Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
                    }),
                },
            },
        },
        "a queue that one bucket tells of what is new": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html",
            resources: {
                type: queuePolicy,
                properties: {
                    queueUrl: unknown,
                    policy: textOf({
                        Effect: "Allow",
                        Principal: { AWS: "*" },
                        Action: "SQS:SendMessage",
                        Resource: "arn:aws:sqs:eu-central-1:123456789012:new-objects",
                        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:*:amzn-s3-demo-bucket" } },
                    }),
                },
            },
        },
        "a network of one's own": {
            source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html",
            resources: {
                type: bucketPolicy,
                properties: {
                    policy: textOf(on("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "2001:DB8:1234:5678::/64"])),
                },
            },
        },
        "the default policy of a key, and none at all": {
            source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
            resources: [
                {
                    name: "written",
                    type: key,
                    properties: {
                        policy: textOf({
                            Sid: "Enable IAM User Permissions",
                            Effect: "Allow",
                            Principal: { AWS: "arn:aws:iam::111122223333:root" },
                            Action: "kms:*",
                            Resource: "*",
                        }),
                    },
                },
                { name: "none", type: key, properties: { enableKeyRotation: true } },
            ],
        },
        "principals that are known, conditions that are not": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
            resources: {
                type: queuePolicy,
                properties: {
                    policy: policyOf({
                        Effect: "Allow",
                        Principal: { Service: ["sns.amazonaws.com"] },
                        Action: "sqs:SendMessage",
                        Resource: unknown,
                        Condition: { ArnEquals: { "aws:SourceArn": unknown } },
                    }),
                },
            },
        },
    },
    violating: {
        "everyone reads a bucket": {
            resources: { type: bucketPolicy, properties: { bucket: unknown, policy: textOf(everyone) } },
            at: ["policy.Statement[0].Principal"],
        },
        "among other principals, in a single statement": {
            resources: {
                type: queuePolicy,
                properties: {
                    policy: JSON.stringify({
                        Statement: { ...allow, Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] } },
                    }),
                },
            },
            at: ["policy.Statement.Principal.AWS[1]"],
        },
        "a role of any account": {
            resources: {
                type: queuePolicy,
                properties: { policy: textOf({ ...allow, Principal: { AWS: "arn:aws:iam::*:role/sender" } }) },
            },
            at: ["policy.Statement[0].Principal.AWS"],
        },
        "a key and the policy of one": {
            resources: [
                { name: "key", type: key, properties: { policy: textOf({ ...everyone, Action: "kms:*" }) } },
                {
                    name: "policy",
                    type: "aws:kms/keyPolicy:KeyPolicy",
                    properties: { keyId: unknown, policy: textOf({ ...allow, Principal: { AWS: "*" } }) },
                },
            ],
            at: ["key policy.Statement[0].Principal", "policy policy.Statement[0].Principal.AWS"],
        },
        "written within a bucket, a queue, a topic and a secret": {
            resources: [
                { name: "bucket", type: "aws:s3/bucket:Bucket", properties: { policy: policyOf(everyone) } },
                { name: "queue", type: "aws:sqs/queue:Queue", properties: { policy: textOf(everyone) } },
                { name: "topic", type: "aws:sns/topic:Topic", properties: { policy: textOf(everyone) } },
                { name: "secret", type: "aws:secretsmanager/secret:Secret", properties: { policy: textOf(everyone) } },
            ],
            at: ["bucket", "queue", "secret", "topic"].map((name) => `${name} policy.Statement[0].Principal`),
        },
        "everyone but one": {
            resources: {
                type: bucketPolicy,
                properties: { policy: textOf({ ...allow, NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" } }) },
            },
            at: ["policy.Statement[0].NotPrincipal"],
        },
        "conditions that everyone can meet": {
            resources: {
                type: bucketPolicy,
                properties: {
                    policy: textOf(
                        on("StringLike", "aws:Referer", "https://shop.example/*"),
                        on("IpAddress", "aws:SourceIp", ["192.0.2.0/24", "0.0.0.0/0"]),
                        on("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy"),
                        on("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*"),
                        on("StringLike", "aws:PrincipalOrgID", "*"),
                        on("StringNotEquals", "aws:SourceVpce", "vpce-0123456789abcdef0"),
                        on("StringEqualsIfExists", "aws:SourceVpc", "vpc-0123456789abcdef0"),
                        on("ForAllValues:StringEquals", "aws:PrincipalAccount", "111122223333"),
                    ),
                },
            },
            at: [0, 1, 2, 3, 4, 5, 6, 7].map((index) => `policy.Statement[${index}].Principal`),
        },
        "beside what is unknown": {
            resources: {
                type: repositoryPolicy,
                properties: {
                    repository: unknown,
                    policy: policyOf({ ...allow, Resource: unknown, Principal: { AWS: [unknown, "*"] } }),
                },
            },
            at: ["policy.Statement[0].Principal.AWS[1]"],
        },
        "not JSON": {
            resources: { type: bucketPolicy, properties: { policy: "{ Statement: everyone }" } },
            at: ["policy"],
        },
        "of a wrong type": {
            resources: { type: bucketPolicy, properties: { policy: textOf("everyone", everyone) } },
            at: ["policy.Statement[0]", "policy.Statement[1].Principal"],
        },
    },
    unknown: {
        "the policy": {
            resources: { type: bucketPolicy, properties: { bucket: unknown, policy: unknown } },
            undetermined: ["policy"],
        },
        "one statement of two": {
            resources: { type: bucketPolicy, properties: { policy: policyOf(unknown, everyone) } },
            undetermined: ["policy.Statement[0]"],
            at: ["policy.Statement[1].Principal"],
        },
        "all principals, of some kind, and one of them": {
            resources: {
                type: bucketPolicy,
                properties: {
                    policy: policyOf(
                        { ...allow, Principal: unknown },
                        { ...allow, Principal: { AWS: unknown } },
                        { ...allow, Principal: { AWS: [unknown, "arn:aws:iam::111122223333:root"] } },
                    ),
                },
            },
            undetermined: [
                "policy.Statement[0].Principal",
                "policy.Statement[1].Principal.AWS",
                "policy.Statement[2].Principal.AWS[0]",
            ],
        },
        "the effect": {
            resources: { type: bucketPolicy, properties: { policy: policyOf({ ...everyone, Effect: unknown }) } },
            undetermined: ["policy.Statement[0].Effect"],
        },
        "on what condition": {
            resources: {
                type: bucketPolicy,
                properties: {
                    policy: policyOf(
                        on("StringEquals", "aws:SourceVpce", unknown),
                        { ...everyone, Condition: unknown },
                        on("StringEquals", "aws:Referer", unknown),
                    ),
                },
            },
            undetermined: [
                'policy.Statement[0].Condition.StringEquals["aws:SourceVpce"]',
                "policy.Statement[1].Condition",
            ],
            at: ["policy.Statement[2].Principal"],
        },
    },
};
