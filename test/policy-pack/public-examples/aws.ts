import { unknown } from "../rule-cases";
import type { PublicExample } from "./public-example";

const checkov = (path: string, says: string) => ({
    repository: "bridgecrewio/checkov",
    path: `tests/terraform/${path}`,
    says,
});
const trivy = (path: string, says: string) => ({
    repository: "aquasecurity/trivy-checks",
    path: `checks/cloud/aws/${path}`,
    says,
});
const kics = (path: string, says: string) => ({
    repository: "Checkmarx/kics",
    path: `assets/queries/terraform/aws/${path}`,
    says,
});

const allow = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

export const awsExamples: Record<string, PublicExample> = {
    "a database that says nothing of encryption": {
        source: checkov(
            "checks/resource/aws/example_RDSEncryption/main.tf",
            "CKV_AWS_16 fails for the instance `default`",
        ),
        resources: [
            {
                name: "ledger",
                type: "aws:rds/instance:Instance",
                properties: { instanceClass: "db.m7g.large", engine: "postgres", dbName: "ledger" },
            },
        ],
        fails: ["CKV_AWS_16"],
        finds: [
            "rds-encrypted storageEncrypted",
            "cmk-required kmsKeyId",
            "rds-log-exports enabledCloudwatchLogsExports",
            "rds-backup backupRetentionPeriod",
            "deletion-protection deletionProtection",
            "stateful-protect",
        ],
    },
    "a database in the internet": {
        source: checkov(
            "checks/resource/aws/test_RDSPubliclyAccessible.py",
            "CKV_AWS_17 fails for an instance of a cluster",
        ),
        resources: [
            {
                name: "reader",
                type: "aws:rds/clusterInstance:ClusterInstance",
                properties: {
                    publiclyAccessible: true,
                    engine: "aurora-postgresql",
                    instanceClass: "db.r8g.large",
                    clusterIdentifier: unknown,
                },
            },
        ],
        fails: ["CKV_AWS_17"],
        finds: ["rds-private publiclyAccessible"],
    },
    "a database that keeps backups for a day": {
        source: trivy("rds/specify_backup_retention.yaml", "backups of one day, and no last snapshot, are bad"),
        resources: [
            {
                name: "tickets",
                type: "aws:rds/instance:Instance",
                properties: {
                    skipFinalSnapshot: true,
                    engine: "mariadb",
                    engineVersion: "11.4",
                    instanceClass: "db.t4g.small",
                    allocatedStorage: 40,
                    username: "tickets",
                    manageMasterUserPassword: true,
                    backupRetentionPeriod: 1,
                },
            },
        ],
        finds: [
            "rds-encrypted storageEncrypted",
            "cmk-required kmsKeyId",
            "rds-log-exports enabledCloudwatchLogsExports",
            "rds-backup backupRetentionPeriod",
            "rds-backup skipFinalSnapshot",
            "deletion-protection deletionProtection",
            "stateful-protect",
        ],
    },
    "a database that takes connections without TLS": {
        source: checkov(
            "graph/checks/resources/RDSEncryptionInTransit/main.tf",
            "CKV2_AWS_69 fails for the instance whose group turns force_ssl off",
        ),
        resources: [
            {
                name: "settings",
                type: "aws:rds/parameterGroup:ParameterGroup",
                properties: {
                    parameters: [
                        { name: "rds.force_ssl", value: "0", applyMethod: "pending-reboot" },
                        { name: "log_min_duration_statement", value: "500" },
                    ],
                    family: "postgres14",
                },
            },
            {
                name: "stock",
                type: "aws:rds/instance:Instance",
                properties: { engine: "postgres", parameterGroupName: unknown },
                dependencies: { parameterGroupName: ["settings"] },
            },
        ],
        fails: ["CKV2_AWS_69"],
        finds: [
            "rds-encrypted stock storageEncrypted",
            "cmk-required stock kmsKeyId",
            "rds-force-tls settings parameters[0].value",
            "rds-log-exports stock enabledCloudwatchLogsExports",
            "rds-backup stock backupRetentionPeriod",
            "deletion-protection stock deletionProtection",
            "stateful-protect stock",
        ],
    },
    "a table without point-in-time recovery": {
        source: trivy("dynamodb/enable_recovery.yaml", "a table without a recovery block is bad"),
        resources: [
            {
                name: "carts",
                type: "aws:dynamodb/table:Table",
                properties: {
                    billingMode: "PAY_PER_REQUEST",
                    attributes: [{ type: "S", name: "customer" }],
                    hashKey: "customer",
                    streamEnabled: true,
                    streamViewType: "KEYS_ONLY",
                },
            },
        ],
        finds: [
            "cmk-required serverSideEncryption.kmsKeyArn",
            "dynamodb-pitr pointInTimeRecovery.enabled",
            "deletion-protection deletionProtectionEnabled",
        ],
    },
    "an instance with a volume that is not encrypted": {
        source: checkov(
            "checks/resource/aws/example_LaunchConfigurationEBSEncryption/main.tf",
            "CKV_AWS_8 fails for the instance `fail3`: its root volume is encrypted, the other is not",
        ),
        resources: [
            {
                name: "builder",
                type: "aws:ec2/instance:Instance",
                properties: {
                    instanceType: "m7i.large",
                    ami: unknown,
                    ebsBlockDevices: [{ deviceName: "/dev/sdh", volumeSize: 200, volumeType: "gp3", encrypted: false }],
                    rootBlockDevice: { encrypted: true, volumeType: "gp3" },
                },
            },
        ],
        fails: ["CKV_AWS_8"],
        finds: ["ebs-encrypted ebsBlockDevices[0].encrypted", "imdsv2 metadataOptions.httpTokens"],
    },
    "a launch template that takes requests of IMDSv1": {
        source: checkov(
            "checks/resource/aws/example_IMDSv1Disabled/main.tf",
            "CKV_AWS_79 fails for the template `optional_lt`",
        ),
        resources: [
            {
                name: "workers",
                type: "aws:ec2/launchTemplate:LaunchTemplate",
                properties: { namePrefix: "workers-", metadataOptions: { httpTokens: "optional" } },
            },
        ],
        fails: ["CKV_AWS_79"],
        finds: ["imdsv2 metadataOptions.httpTokens"],
        undetermined: ["ebs-encrypted blockDeviceMappings"],
    },
    "a subnet that gives out public addresses": {
        source: trivy("ec2/no_public_ip_subnet.yaml", "a subnet that maps public addresses at launch is bad"),
        resources: [
            {
                name: "front",
                type: "aws:ec2/subnet:Subnet",
                properties: { mapPublicIpOnLaunch: true, vpcId: unknown, cidrBlock: "10.20.0.0/24" },
            },
        ],
        finds: ["no-auto-public-ip mapPublicIpOnLaunch"],
    },
    "a rule that opens every port, as -1": {
        source: checkov(
            "checks/resource/aws/example_SecurityGroupUnrestrictedIngressAny/main.tf",
            "CKV_AWS_277 fails for the rule `fail`",
        ),
        resources: [
            {
                name: "anything",
                type: "aws:ec2/securityGroupRule:SecurityGroupRule",
                properties: {
                    type: "ingress",
                    securityGroupId: "sg-0a1b2c3d4e5f60718",
                    protocol: "tcp",
                    toPort: -1,
                    fromPort: -1,
                    cidrBlocks: ["0.0.0.0/0"],
                },
            },
        ],
        fails: ["CKV_AWS_277"],
        finds: ["sg-no-world-admin cidrBlocks[0]"],
    },
    "SSH from anywhere, among networks of one's own and within ranges": {
        source: kics(
            "security_group_with_unrestricted_access_to_ssh/test/positive4.tf",
            "every group is open to SSH, by IPv4 or by IPv6",
        ),
        resources: [
            {
                name: "bastion",
                type: "aws:ec2/securityGroup:SecurityGroup",
                properties: {
                    vpcId: unknown,
                    description: "Way in for operators",
                    ingress: [
                        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.8.0.0/16", "0.0.0.0/0"] },
                        { protocol: "tcp", fromPort: 30100, toPort: 30101, cidrBlocks: ["10.8.0.0/16"] },
                        { protocol: "tcp", fromPort: 15, toPort: 35, ipv6CidrBlocks: ["2001:db8:7::/48", "::/0"] },
                        { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
                    ],
                },
            },
        ],
        finds: [
            "sg-no-world-admin ingress[0].cidrBlocks[1]",
            "sg-no-world-admin ingress[2].ipv6CidrBlocks[1]",
            "sg-no-world-admin ingress[3].cidrBlocks[0]",
        ],
    },
    "a default security group with rules": {
        source: checkov(
            "graph/checks/resources/VPCHasRestrictedSG/main.tf",
            "CKV2_AWS_12 fails for the VPC whose group is `default_2`",
        ),
        resources: [
            {
                name: "leftover",
                type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                properties: {
                    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
                    ingress: [{ self: true, protocol: "-1", fromPort: 0, toPort: 0 }],
                    vpcId: unknown,
                },
            },
        ],
        fails: ["CKV2_AWS_12"],
        finds: ["default-sg-closed ingress", "default-sg-closed egress"],
    },
    "a listener that answers HTTP": {
        source: checkov(
            "graph/checks/resources/ALBRedirectsHTTPToHTTPS/main.tf",
            "CKV2_AWS_20 fails for the load balancer of `listener_bad_2`",
        ),
        resources: [
            {
                name: "shop",
                type: "aws:lb/loadBalancer:LoadBalancer",
                properties: {},
            },
            {
                name: "plain",
                type: "aws:lb/listener:Listener",
                properties: {
                    defaultActions: [{ type: "forward", targetGroupArn: unknown }],
                    protocol: "HTTP",
                    port: 80,
                    loadBalancerArn: unknown,
                },
                dependencies: { loadBalancerArn: ["shop"] },
            },
        ],
        fails: ["CKV2_AWS_20"],
        finds: [
            "lb-https plain defaultActions[0].type",
            "lb-access-logs shop accessLogs.enabled",
            "deletion-protection shop enableDeletionProtection",
        ],
    },
    "listeners with policies of old TLS": {
        source: checkov(
            "graph/checks/resources/AppLoadBalancerTLS12/main.tf",
            "CKV_AWS_103 fails for `https_2016` and `tls_fs_1_1`",
        ),
        resources: [
            {
                name: "web",
                type: "aws:lb/listener:Listener",
                properties: {
                    port: 443,
                    protocol: "HTTPS",
                    sslPolicy: "ELBSecurityPolicy-2016-08",
                    certificateArn: unknown,
                    defaultActions: [{ type: "forward", targetGroupArn: unknown }],
                },
            },
            {
                name: "broker",
                type: "aws:alb/listener:Listener",
                properties: {
                    port: 8883,
                    protocol: "TLS",
                    sslPolicy: "ELBSecurityPolicy-FS-1-1-2019-08",
                    certificateArn: unknown,
                    defaultActions: [{ type: "forward", targetGroupArn: unknown }],
                },
            },
        ],
        fails: ["CKV_AWS_103"],
        finds: ["lb-tls12 web sslPolicy", "lb-tls12 broker sslPolicy"],
    },
    "load balancers without access logs": {
        source: checkov(
            "checks/resource/aws/example_ELBv2AccessLogs/main.tf",
            "CKV_AWS_91 fails for `only_bucket` and `disabled`: the logs are not turned on",
        ),
        resources: [
            {
                name: "inner",
                type: "aws:lb/loadBalancer:LoadBalancer",
                properties: { loadBalancerType: "network", internal: true, accessLogs: { bucket: "logs-of-inner" } },
            },
            {
                name: "outer",
                type: "aws:alb/loadBalancer:LoadBalancer",
                properties: {
                    loadBalancerType: "application",
                    accessLogs: { enabled: false, bucket: "logs-of-outer" },
                },
            },
        ],
        fails: ["CKV_AWS_91"],
        finds: [
            "lb-access-logs inner accessLogs.enabled",
            "lb-access-logs outer accessLogs.enabled",
            "deletion-protection inner enableDeletionProtection",
            "deletion-protection outer enableDeletionProtection",
        ],
    },
    "a queue that a role of any account may write to": {
        source: checkov(
            "checks/resource/aws/example_SQSQueuePolicyAnyPrincipal/main.tf",
            "CKV_AWS_168 fails for `q3`: the account is a wildcard",
        ),
        resources: [
            {
                name: "mail",
                type: "aws:sqs/queuePolicy:QueuePolicy",
                properties: {
                    queueUrl: unknown,
                    policy: allow({
                        Action: "sqs:SendMessage",
                        Resource: "arn:aws:sqs:eu-west-1:210987654321:mail",
                        Principal: { AWS: "arn:aws:iam::*:role/newsletter" },
                    }),
                },
            },
        ],
        fails: ["CKV_AWS_168"],
        finds: ["resource-policy-no-star policy.Statement[0].Principal.AWS"],
    },
    "a topic that everyone may write to": {
        source: checkov(
            "checks/resource/aws/example_SNSTopicPolicyAnyPrincipal/main.tf",
            "CKV_AWS_169 fails for `sns_tp2`: one of its principals is everyone",
        ),
        resources: [
            {
                name: "alerts",
                type: "aws:sns/topicPolicy:TopicPolicy",
                properties: {
                    arn: unknown,
                    policy: allow({
                        Principal: { AWS: ["arn:aws:iam::210987654321:role/monitor", "*"] },
                        Action: ["SNS:Publish", "SNS:Subscribe"],
                        Resource: "arn:aws:sns:eu-west-1:210987654321:alerts",
                    }),
                },
            },
        ],
        fails: ["CKV_AWS_169"],
        finds: ["resource-policy-no-star policy.Statement[0].Principal.AWS[1]"],
    },
    "a bucket that a list of grants opens to everyone": {
        source: checkov(
            "graph/checks/resources/S3PublicACLRead/main.tf",
            "CKV_AWS_20 fails for the bucket `grant_public_read_all`",
        ),
        resources: [
            { name: "invoices", type: "aws:s3/bucket:Bucket", properties: { bucketPrefix: "invoices-" } },
            {
                name: "open",
                type: "aws:s3/bucketAcl:BucketAcl",
                properties: {
                    bucket: unknown,
                    accessControlPolicy: {
                        grants: [
                            {
                                permission: "READ",
                                grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
                            },
                            { permission: "FULL_CONTROL", grantee: { type: "CanonicalUser", id: unknown } },
                        ],
                        owner: { id: unknown },
                    },
                },
                dependencies: { bucket: ["invoices"] },
            },
        ],
        fails: ["CKV_AWS_20"],
        finds: ["s3-no-public-acl open accessControlPolicy.grants[0].grantee.uri", "stateful-protect invoices"],
    },
    "a key that everyone may use": {
        source: checkov("checks/resource/aws/example_KMSKeyWildcardPrincipal/fail.tf", "CKV_AWS_33 fails for `fail_2`"),
        resources: [
            {
                name: "archive",
                type: "aws:kms/key:Key",
                properties: {
                    description: "Documents of the archive",
                    policy: allow({ Action: "kms:*", Resource: "*", Principal: "*" }),
                },
            },
        ],
        fails: ["CKV_AWS_33"],
        finds: [
            "kms-rotation enableKeyRotation",
            "resource-policy-no-star policy.Statement[0].Principal",
            "stateful-protect",
        ],
    },
    "a repository whose tags can be moved": {
        source: checkov(
            "checks/resource/aws/example_ECRImmutableTags/main.tf",
            "CKV_AWS_51 fails for the repository `disabled`",
        ),
        resources: [
            {
                name: "images",
                type: "aws:ecr/repository:Repository",
                properties: { name: "shop/images", imageTagMutability: "MUTABLE" },
            },
        ],
        fails: ["CKV_AWS_51"],
        finds: ["ecr-hardened imageTagMutability", "ecr-hardened imageScanningConfiguration.scanOnPush"],
    },
    "a cluster whose API server the whole internet reaches": {
        source: checkov(
            "checks/resource/aws/example_EKSPublicAccessCIDR/main.tf",
            "CKV_AWS_38 fails for the cluster `open`",
        ),
        resources: [
            {
                name: "stage",
                type: "aws:eks/cluster:Cluster",
                properties: {
                    roleArn: unknown,
                    vpcConfig: { publicAccessCidrs: ["0.0.0.0/0"], subnetIds: ["subnet-0f1e2d3c4b5a69788"] },
                },
            },
        ],
        fails: ["CKV_AWS_38"],
        finds: [
            "eks-endpoint vpcConfig.endpointPrivateAccess",
            "eks-endpoint vpcConfig.publicAccessCidrs[0]",
            "eks-secrets-kms encryptionConfig",
            "eks-logs enabledClusterLogTypes",
            "eks-access-api accessConfig.authenticationMode",
        ],
        undetermined: ["eks-version version"],
    },
    "a cluster with a public endpoint, where none is allowed": {
        source: checkov(
            "checks/resource/aws/example_EKSPublicAccess/main.tf",
            "CKV_AWS_39 fails for the cluster `enabled`",
        ),
        resources: [
            {
                name: "lab",
                type: "aws:eks/cluster:Cluster",
                properties: {
                    vpcConfig: {
                        endpointPublicAccess: true,
                        publicAccessCidrs: ["192.0.2.0/28"],
                        subnetIds: [unknown],
                    },
                    roleArn: unknown,
                },
            },
        ],
        settings: { "eks-endpoint": { allowPublic: false } },
        fails: ["CKV_AWS_39"],
        finds: [
            "eks-endpoint vpcConfig.endpointPrivateAccess",
            "eks-endpoint vpcConfig.endpointPublicAccess",
            "eks-secrets-kms encryptionConfig",
            "eks-logs enabledClusterLogTypes",
            "eks-access-api accessConfig.authenticationMode",
        ],
        undetermined: ["eks-version version"],
    },
    "a cluster with some of its logs": {
        source: checkov(
            "checks/resource/aws/example_EKSControlPlaneLogging/main.tf",
            "CKV_AWS_37 fails for the cluster `partially_enabled`",
        ),
        resources: [
            {
                name: "tools",
                type: "aws:eks/cluster:Cluster",
                properties: { enabledClusterLogTypes: ["scheduler", "audit"], roleArn: unknown },
            },
        ],
        fails: ["CKV_AWS_37"],
        finds: [
            "eks-endpoint vpcConfig.endpointPrivateAccess",
            "eks-endpoint vpcConfig.publicAccessCidrs",
            "eks-secrets-kms encryptionConfig",
            "eks-logs enabledClusterLogTypes",
            "eks-access-api accessConfig.authenticationMode",
        ],
        undetermined: ["eks-version version"],
    },
    "a cluster of a version that is out of support": {
        source: checkov(
            "checks/resource/aws/example_EKSPlatformVersion/main.tf",
            "CKV_AWS_339 fails for the cluster `fail2`",
        ),
        resources: [
            {
                name: "old",
                type: "aws:eks/cluster:Cluster",
                properties: {
                    version: "1.24",
                    roleArn: unknown,
                    vpcConfig: { subnetIds: [unknown, unknown] },
                },
            },
        ],
        fails: ["CKV_AWS_339"],
        finds: [
            "eks-endpoint vpcConfig.endpointPrivateAccess",
            "eks-endpoint vpcConfig.publicAccessCidrs",
            "eks-secrets-kms encryptionConfig",
            "eks-logs enabledClusterLogTypes",
            "eks-version version",
            "eks-access-api accessConfig.authenticationMode",
        ],
    },
    "administrators, by each way to attach the policy": {
        source: checkov(
            "checks/resource/aws/example_IAMManagedAdminPolicy/main.tf",
            "CKV_AWS_274 fails for a role, a group and a permission set",
        ),
        resources: [
            {
                name: "deploy",
                type: "aws:iam/role:Role",
                properties: {
                    managedPolicyArns: [unknown, "arn:aws:iam::aws:policy/AdministratorAccess"],
                    assumeRolePolicy: allow({
                        Action: "sts:AssumeRole",
                        Principal: { Service: "codebuild.amazonaws.com" },
                    }),
                },
            },
            {
                name: "operators",
                type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                properties: { group: "operators", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
            },
            {
                name: "people",
                type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
                properties: {
                    managedPolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
                    permissionSetArn: unknown,
                    instanceArn: unknown,
                },
            },
        ],
        fails: ["CKV_AWS_274"],
        finds: [
            "iam-no-admin-attach deploy managedPolicyArns[1]",
            "iam-no-admin-attach operators policyArn",
            "iam-no-admin-attach people managedPolicyArn",
        ],
        undetermined: ["iam-no-admin-attach deploy managedPolicyArns[0]"],
    },
    "everything on everything, among what is needed": {
        source: checkov(
            "checks/resource/aws/example_IAMAdminPolicyDocument/iam.tf",
            "CKV_AWS_62 fails for `fail1`, a policy and that of a permission set",
        ),
        resources: [
            {
                name: "reports",
                type: "aws:iam/policy:Policy",
                properties: {
                    policy: allow({
                        Resource: ["arn:aws:s3:::reports-of-shop", "*"],
                        Action: ["*", "s3:ListBucket"],
                    }),
                },
            },
            {
                name: "analysts",
                type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
                properties: {
                    instanceArn: unknown,
                    permissionSetArn: unknown,
                    inlinePolicy: allow({ Resource: "*", Action: ["athena:GetQueryResults", "*"] }),
                },
            },
        ],
        fails: ["CKV_AWS_62"],
        finds: [
            "iam-no-admin reports policy.Statement[0].Action[0]",
            "iam-no-admin analysts inlinePolicy.Statement[0].Action[1]",
            "iam-no-service-star reports policy.Statement[0].Action[0]",
            "iam-no-service-star analysts inlinePolicy.Statement[0].Action[1]",
        ],
    },
    "a role for two services and for everyone": {
        source: checkov(
            "checks/resource/aws/test_IAMRoleAllowsPublicAssume.py",
            "CKV_AWS_60 fails for the role, by the second of its three statements",
        ),
        resources: [
            {
                name: "thumbnails",
                type: "aws:iam/role:Role",
                properties: {
                    assumeRolePolicy: {
                        Version: "2012-10-17",
                        Statement: [
                            { Service: "states.amazonaws.com" },
                            { AWS: "*" },
                            { Service: "lambda.amazonaws.com" },
                        ].map((Principal) => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal })),
                    },
                },
            },
        ],
        fails: ["CKV_AWS_60"],
        finds: ["iam-trust-scoped assumeRolePolicy.Statement[1].Principal.AWS"],
    },
    "a Kafka cluster in plain text": {
        source: kics("msk_cluster_encryption_disabled/test/positive.tf", "neither clients nor brokers use TLS"),
        resources: [
            {
                name: "events",
                type: "aws:msk/cluster:Cluster",
                properties: {
                    encryptionInfo: { encryptionInTransit: { inCluster: false, clientBroker: "PLAINTEXT" } },
                    kafkaVersion: "3.8.x",
                    clusterName: "events",
                    numberOfBrokerNodes: 3,
                },
            },
        ],
        finds: [
            "msk-tls encryptionInfo.encryptionInTransit.clientBroker",
            "msk-tls encryptionInfo.encryptionInTransit.inCluster",
        ],
    },
    "a cache that says nothing of encryption": {
        source: kics(
            "elasticache_replication_group_not_encrypted_at_rest/test/positive1.tf",
            "the replication group is not encrypted at rest",
        ),
        resources: [
            {
                name: "sessions",
                type: "aws:elasticache/replicationGroup:ReplicationGroup",
                properties: {
                    engine: "redis",
                    description: "Sessions of the shop",
                    nodeType: "cache.t4g.medium",
                    numCacheClusters: 3,
                    port: 6379,
                    automaticFailoverEnabled: true,
                },
            },
        ],
        finds: ["cache-encrypted atRestEncryptionEnabled", "cache-encrypted transitEncryptionEnabled"],
    },
    "file systems that are not encrypted": {
        source: kics("efs_not_encrypted/test/positive.tf", "neither file system is encrypted"),
        resources: [
            {
                name: "uploads",
                type: "aws:efs/fileSystem:FileSystem",
                properties: { tags: { team: "shop" } },
            },
            {
                name: "scratch",
                type: "aws:efs/fileSystem:FileSystem",
                properties: { tags: { team: "shop" }, encrypted: false },
            },
        ],
        finds: [
            "efs-encrypted uploads encrypted",
            "efs-encrypted scratch encrypted",
            "stateful-protect uploads",
            "stateful-protect scratch",
        ],
    },
    "a search domain that takes HTTP": {
        source: trivy("elasticsearch/enforce_https.yaml", "a domain that doesn't enforce HTTPS is bad"),
        resources: [
            {
                name: "catalog",
                type: "aws:elasticsearch/domain:Domain",
                properties: { domainName: "catalog", domainEndpointOptions: { enforceHttps: false } },
            },
        ],
        finds: [
            "search-encrypted encryptAtRest.enabled",
            "search-encrypted nodeToNodeEncryption.enabled",
            "search-encrypted domainEndpointOptions.enforceHttps",
        ],
    },
    "logs of a week": {
        source: checkov(
            "checks/resource/aws/example_CloudWatchLogGroupRetentionYear/main.tf",
            "CKV_AWS_338 fails for the group `fail`",
        ),
        resources: [{ name: "access", type: "aws:cloudwatch/logGroup:LogGroup", properties: { retentionInDays: 7 } }],
        fails: ["CKV_AWS_338"],
        finds: ["cmk-required kmsKeyId", "log-retention retentionInDays"],
    },
};
