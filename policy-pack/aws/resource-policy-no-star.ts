import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";
import { isNarrowed } from "./narrowing-condition";
import { forEachAllow, principalsOf } from "./policy-document";

export const resourcePolicyNoStar = resourceRule({
    id: "resource-policy-no-star",
    level: "mandatory",
    severity: "critical",
    what: "No policy of a bucket, queue, topic, image repository, key or secret lets everyone in.",
    why: "The principal * is everyone with an AWS account, and for buckets, queues and topics everyone. Only a condition on who asks, or where from, takes that back.",
    fix: `Principal: { AWS: role.arn },
// or, where it has to be *, a condition on who asks:
Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },`,
    controls: [
        ...securityHub("SNS.4", "SQS.3", "KMS.5"),
        ...checkov("CKV_AWS_32", "CKV_AWS_33", "CKV_AWS_70", "CKV_AWS_168", "CKV_AWS_169"),
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
    types: [
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketV2:BucketV2",
        "aws:sqs/queuePolicy:QueuePolicy",
        "aws:sqs/queue:Queue",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topic:Topic",
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:kms/key:Key",
        "aws:kms/externalKey:ExternalKey",
        "aws:kms/replicaKey:ReplicaKey",
        "aws:kms/replicaExternalKey:ReplicaExternalKey",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:secretsmanager/secret:Secret",
    ],
    check({ properties }, { decide, violation }) {
        forEachAllow(properties.at("policy"), decide, (statement) => {
            for (const who of whoMayBeAnyone(statement)) {
                decide(() => {
                    if (isNarrowed(statement)) return;
                    // Reads what is unknown.
                    who.raw();
                    violation(who, "lets everyone in: name principals, or add a condition on who asks");
                });
            }
        });
    },
});

/** Where a statement has everyone, or somebody whom only the update knows, as principal. */
function whoMayBeAnyone(statement: Value): Value[] {
    const allBut = statement.at("NotPrincipal");
    if (!allBut.isMissing) return [allBut];
    if (statement.at("Principal").isUnknown) return [statement.at("Principal")];
    const ids = principalsOf(statement).map(({ value }) => value);
    return ids.filter((id) => id.isUnknown || isAnyone(id.text() ?? ""));
}

/** Also an ARN of any account: whoever makes a role of that name is let in. */
function isAnyone(principal: string): boolean {
    return principal === "*" || /^arn:aws[\w-]*:(iam|sts)::\*:/.test(principal);
}
