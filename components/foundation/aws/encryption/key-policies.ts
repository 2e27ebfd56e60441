/** What a key is for. Whoever may use one may not use another. */
export type KeyPurpose = "data" | "secrets" | "logs" | "backups";

export const keyPurposes: readonly KeyPurpose[] = ["data", "secrets", "logs", "backups"];

/** Where a key is, and whose it is. */
interface KeyPlace {
    region: string;
    accountId: string;
}

/** One statement of a policy document, as IAM has it. */
interface Statement {
    Sid: string;
    Effect: "Allow";
    Principal: { AWS: string } | { Service: string | string[] };
    Action: string[];
    Resource: "*";
    Condition?: Record<string, Record<string, string | string[]>>;
}

/** Services through which a key may be used, by the first label of their host name. */
const services: Record<KeyPurpose, string[]> = {
    // ElastiCache and RDS data, volumes of nodes, images, buckets.
    data: ["backup", "ec2", "ecr", "elasticache", "rds", "s3"],
    // RDS keeps its master password in Secrets Manager; EKS encrypts the Secrets of Kubernetes.
    secrets: ["eks", "rds", "secretsmanager"],
    // Topics and queues of the alarms and events; CloudWatch Logs itself is a service principal, see below.
    logs: ["sns", "sqs"],
    backups: ["backup", "rds"],
};

const administration = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:ReplicateKey",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
];

const use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/**
 * The policy of a key. IAM decides who of the account administers it and who uses it, and the policy limits both:
 * nobody decrypts with it directly, only through the services it is for, and grants are for AWS services alone.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export function keyPolicy(purpose: KeyPurpose, place: KeyPlace): { Version: "2012-10-17"; Statement: Statement[] } {
    return { Version: "2012-10-17", Statement: [...common(purpose, place), ...own[purpose](place)] };
}

function common(purpose: KeyPurpose, { region, accountId }: KeyPlace): Statement[] {
    const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
    const viaService = services[purpose].map((service) => `${service}.${region}.amazonaws.com`);
    return [
        { Sid: "Administer", Effect: "Allow", Principal, Action: administration, Resource: "*" },
        {
            Sid: "UseThroughServices",
            Effect: "Allow",
            Principal,
            Action: use,
            Resource: "*",
            Condition: { StringEquals: { "kms:ViaService": viaService } },
        },
        {
            Sid: "GrantToServices",
            Effect: "Allow",
            Principal,
            Action: ["kms:CreateGrant"],
            Resource: "*",
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}

/** What only the key of one purpose lets through. */
const own: Record<KeyPurpose, (place: KeyPlace) => Statement[]> = {
    data: autoScaling,
    secrets: (place) => [grantsByEks(place)],
    logs: (place) => [cloudWatchLogs(place), publishers(place)],
    backups: () => [],
};

/**
 * Amazon EC2 Auto Scaling starts the nodes of managed node groups with its service-linked role, to which no IAM policy
 * can be attached. It is named by a condition: as a principal it would have to exist already, which in a new account it
 * doesn't. https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function autoScaling({ accountId }: KeyPlace): Statement[] {
    const path = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    const isRole = { ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${accountId}:role/${path}` } };
    const Principal = { AWS: "*" };
    return [
        {
            Sid: "UseByAutoScaling",
            Effect: "Allow",
            Principal,
            Action: use,
            Resource: "*",
            Condition: isRole,
        },
        {
            Sid: "GrantByAutoScaling",
            Effect: "Allow",
            Principal,
            Action: ["kms:CreateGrant"],
            Resource: "*",
            Condition: { ...isRole, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}

/**
 * EKS asks for its grant when a cluster is created, in the name of whoever creates it. We have not been able to verify
 * that it counts as an AWS resource's, so the service is named too.
 * https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
 */
function grantsByEks({ region, accountId }: KeyPlace): Statement {
    return {
        Sid: "GrantToEks",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ["kms:CreateGrant"],
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": `eks.${region}.amazonaws.com` } },
    };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function cloudWatchLogs({ region, accountId }: KeyPlace): Statement {
    return {
        Sid: "UseByCloudWatchLogs",
        Effect: "Allow",
        Principal: { Service: `logs.${region}.amazonaws.com` },
        Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: {
            ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*`,
            },
        },
    };
}

/**
 * Alarms, events, budgets and anomalies that publish to an encrypted topic or queue. Without it the messages are
 * dropped and nobody hears of it. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function publishers({ accountId }: KeyPlace): Statement {
    return {
        Sid: "UseByPublishers",
        Effect: "Allow",
        Principal: {
            Service: ["budgets", "cloudwatch", "costalerts", "events"].map((service) => `${service}.amazonaws.com`),
        },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    };
}
