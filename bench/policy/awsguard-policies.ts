/** What is known of the policies of @pulumi/awsguard 0.3.1, beside the rules of ours that stand for them. */
import { compare, ruleSets } from "../../docs/generator/policies/other-sets";

/** Our rules for each of its policies, as docs/policies/coverage.md tells them; none where there is none, and why. */
export const ourRules: ReadonlyMap<string, readonly string[]> = new Map(
    ruleSets
        .filter(({ name }) => name === "@pulumi/awsguard")
        .flatMap(({ groups }) => groups.flatMap(compare))
        .map(({ id, by }) => [id, by]),
);

/** These ask AWS while they look. They are off: there is no account. */
export const asksAws: readonly string[] = [
    "acm-certificate-expiration",
    "access-keys-rotated",
    "mfa-enabled-for-iam-console-access",
];

/** Those that rules of ours stand for, as far as they are on. */
export const sharedPolicies: readonly string[] = [...ourRules]
    .filter(([policy, rules]) => rules.length > 0 && !asksAws.includes(policy))
    .map(([policy]) => policy);

/** The rules that stand for them. */
export const sharedRules: readonly string[] = [
    ...new Set(sharedPolicies.flatMap((policy) => ourRules.get(policy) ?? [])),
];

/** The commit that is described has two more than the version that npm has. */
export const later: readonly string[] = [
    "security-group-no-rule-management-conflicts",
    "iam-role-no-policy-management-conflicts",
];

/** Types that policies of it and rules of ours are about: as the provider calls them now, and as awsguard knows them. */
export const types: ReadonlyMap<string, string> = new Map([
    ["aws:ec2/instance:Instance", "aws:ec2/instance:Instance"],
    ["aws:dynamodb/table:Table", "aws:dynamodb/table:Table"],
    ["aws:rds/instance:Instance", "aws:rds/instance:Instance"],
    ["aws:elasticsearch/domain:Domain", "aws:elasticsearch/domain:Domain"],
    ["aws:kms/key:Key", "aws:kms/key:Key"],
    ["aws:efs/fileSystem:FileSystem", "aws:efs/fileSystem:FileSystem"],
    ["aws:s3/bucket:Bucket", "aws:s3/bucket:Bucket"],
    // The provider has dropped these names of load balancers: awsguard would see none of today's.
    ["aws:lb/loadBalancer:LoadBalancer", "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"],
    ["aws:alb/loadBalancer:LoadBalancer", "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"],
    ["aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"],
    ["aws:lb/listener:Listener", "aws:elasticloadbalancingv2/listener:Listener"],
    ["aws:alb/listener:Listener", "aws:elasticloadbalancingv2/listener:Listener"],
]);

/** What a policy of it finds and ours does not, because it is no violation. */
export interface Difference {
    readonly policy: string;
    readonly why: string;
    /** Where: cases by rule and name. */
    readonly cases: readonly string[];
}

export const differences: readonly Difference[] = [
    {
        policy: "efs-encrypted",
        why: "it is encrypted: without a key of its own with the one that AWS has for EFS",
        cases: ["efs-encrypted: with the key of EFS", "efs-encrypted: in one zone"],
    },
    {
        policy: "cmk-backing-key-rotation-enabled",
        why: "AWS rotates neither keys for signatures nor those in a store of one's own",
        cases: [
            "kms-rotation: a key for signatures, which AWS can't rotate",
            "kms-rotation: a key in a store of one's own",
        ],
    },
    {
        policy: "elb-logging-enabled",
        why: "a gateway load balancer has no access logs; a classic one has them on where a bucket is given",
        cases: [
            "lb-access-logs: a gateway load balancer, which has none",
            "lb-access-logs: a classic load balancer",
            "s3-sse-kms: a bucket for the logs of a load balancer that waits for its policy",
            "stack-budget: load balancers of all kinds",
        ],
    },
    {
        policy: "alb-http-to-https-redirection",
        why: "both actions redirect to HTTPS; AWS itself refuses two",
        cases: ["awsguard: two redirects to HTTPS"],
    },
    {
        policy: "rds-instance-multi-az-enabled",
        why: "a replica needs no standby: it is one",
        cases: [
            "cmk-required: a read replica has the key of its source",
            "rds-backup: a read replica, of which there is no final snapshot",
            "awsguard: a replica without backups of its own",
        ],
    },
    {
        policy: "rds-instance-backup-enabled",
        why: "a replica can be made anew from its source, which has the backups",
        cases: ["awsguard: a replica without backups of its own"],
    },
    {
        policy: "s3-bucket-logging-enabled",
        why: "it logs by a BucketLogging or by today's property, or takes the logs of others itself",
        cases: [
            "s3-logging: a bucket logs to another",
            "s3-logging: a bucket logs to one of another stack",
            "s3-logging: the deprecated property, and after the update",
            "s3-logging: a bucket for the logs of a load balancer",
            "s3-logging: a bucket for a trail",
            "s3-logging: one of two",
            "s3-sse-kms: a bucket for the logs of a load balancer, which takes no KMS key",
            "s3-sse-kms: a bucket for the logs of a load balancer that waits for its policy",
            "s3-sse-kms: a bucket for the access logs of another",
        ],
    },
];
