/** What whoever creates and deletes a planned resource has to be allowed. */
export interface NeededActions {
    readonly actions: readonly string[];
    /** Of what they are asked for: its ARN, with `{stack}`, `{account}`, `{region}` and the resource's inputs in braces; default `*`. */
    readonly arn?: string;
}

const cluster = "arn:aws:eks:{region}:{account}";
const database = "arn:aws:rds:{region}:{account}";
const cache = "arn:aws:elasticache:{region}:{account}";
const balancing = "arn:aws:elasticloadbalancing:{region}:{account}";
const role = "arn:aws:iam::{account}:role";
const logs = "arn:aws:logs:{region}:{account}:log-group";
const backup = "arn:aws:backup:{region}:{account}";
const bucket = "arn:aws:s3:::{bucket}";
const webAcl = "arn:aws:wafv2:{region}:{account}:regional/webacl";

/**
 * Pulumi type → what it takes. The actions and the resources that each is asked for are those of the Service
 * Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const neededActions: Readonly<Record<string, NeededActions>> = {
    "aws:acm/certificate:Certificate": { actions: ["acm:RequestCertificate", "acm:DeleteCertificate"] },
    "aws:acm/certificateValidation:CertificateValidation": { actions: ["acm:DescribeCertificate"] },
    "aws:backup/plan:Plan": { actions: ["backup:CreateBackupPlan", "backup:DeleteBackupPlan"] },
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
        actions: ["backup:CreateRestoreTestingPlan", "backup:DeleteRestoreTestingPlan"],
    },
    "aws:backup/restoreTestingSelection:RestoreTestingSelection": {
        actions: ["backup:CreateRestoreTestingSelection", "backup:DeleteRestoreTestingSelection"],
    },
    "aws:backup/selection:Selection": { actions: ["backup:CreateBackupSelection", "backup:DeleteBackupSelection"] },
    "aws:backup/vault:Vault": {
        actions: ["backup:CreateBackupVault", "backup:DeleteBackupVault", "backup-storage:MountCapsule"],
        arn: `${backup}:backup-vault:{name}`,
    },
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
        // To take it off is for a person: backups outlive a pipeline that somebody got hold of.
        actions: ["backup:PutBackupVaultLockConfiguration"],
        arn: `${backup}:backup-vault:{backupVaultName}`,
    },
    "aws:budgets/budget:Budget": {
        actions: ["budgets:ModifyBudget", "budgets:ViewBudget"],
        arn: "arn:aws:budgets::{account}:budget/{name}",
    },
    "aws:cloudwatch/eventRule:EventRule": {
        actions: ["events:PutRule", "events:DeleteRule"],
        arn: "arn:aws:events:{region}:{account}:rule/{name}",
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        actions: ["events:PutTargets", "events:RemoveTargets"],
        arn: "arn:aws:events:{region}:{account}:rule/{rule}",
    },
    "aws:cloudwatch/logGroup:LogGroup": {
        actions: ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:AssociateKmsKey", "logs:DeleteLogGroup"],
        arn: `${logs}:{name}`,
    },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
        actions: ["logs:PutResourcePolicy", "logs:DeleteResourcePolicy"],
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        actions: ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"],
        arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
    },
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
        actions: ["ce:CreateAnomalyMonitor", "ce:DeleteAnomalyMonitor"],
    },
    "aws:costexplorer/anomalySubscription:AnomalySubscription": {
        actions: ["ce:CreateAnomalySubscription", "ce:DeleteAnomalySubscription"],
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
        actions: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"],
    },
    "aws:ec2/eip:Eip": { actions: ["ec2:AllocateAddress", "ec2:ReleaseAddress"] },
    "aws:ec2/flowLog:FlowLog": {
        actions: ["ec2:CreateFlowLogs", "ec2:DeleteFlowLogs", "logs:CreateLogDelivery", "logs:DeleteLogDelivery"],
    },
    "aws:ec2/internetGateway:InternetGateway": {
        actions: [
            "ec2:CreateInternetGateway",
            "ec2:AttachInternetGateway",
            "ec2:DetachInternetGateway",
            "ec2:DeleteInternetGateway",
        ],
    },
    "aws:ec2/launchTemplate:LaunchTemplate": { actions: ["ec2:CreateLaunchTemplate", "ec2:DeleteLaunchTemplate"] },
    "aws:ec2/natGateway:NatGateway": { actions: ["ec2:CreateNatGateway", "ec2:DeleteNatGateway"] },
    "aws:ec2/route:Route": { actions: ["ec2:CreateRoute", "ec2:DeleteRoute"] },
    "aws:ec2/routeTable:RouteTable": { actions: ["ec2:CreateRouteTable", "ec2:DeleteRouteTable"] },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
        actions: ["ec2:AssociateRouteTable", "ec2:DisassociateRouteTable"],
    },
    "aws:ec2/securityGroup:SecurityGroup": { actions: ["ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup"] },
    "aws:ec2/subnet:Subnet": { actions: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet"] },
    "aws:ec2/vpc:Vpc": { actions: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:CreateTags", "ec2:DeleteVpc"] },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { actions: ["ec2:CreateVpcEndpoint", "ec2:DeleteVpcEndpoints"] },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        actions: ["ecr:PutLifecyclePolicy", "ecr:DeleteLifecyclePolicy"],
        arn: "arn:aws:ecr:{region}:{account}:repository/{repository}",
    },
    "aws:ecr/repository:Repository": {
        actions: ["ecr:CreateRepository", "ecr:DeleteRepository"],
        arn: "arn:aws:ecr:{region}:{account}:repository/{name}",
    },
    "aws:eks/accessEntry:AccessEntry": {
        actions: ["eks:CreateAccessEntry", "eks:DeleteAccessEntry"],
        arn: `${cluster}:cluster/{clusterName}`,
    },
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
        actions: ["eks:AssociateAccessPolicy", "eks:DisassociateAccessPolicy"],
        arn: `${cluster}:access-entry/{clusterName}/role/{account}/any/id`,
    },
    "aws:eks/addon:Addon": {
        actions: ["eks:CreateAddon", "eks:DeleteAddon"],
        arn: `${cluster}:addon/{clusterName}/any/id`,
    },
    "aws:eks/cluster:Cluster": { actions: ["eks:CreateCluster"] },
    "aws:eks/nodeGroup:NodeGroup": {
        actions: ["eks:CreateNodegroup", "eks:DeleteNodegroup"],
        arn: `${cluster}:nodegroup/{clusterName}/any/id`,
    },
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
        actions: ["eks:CreatePodIdentityAssociation", "eks:DeletePodIdentityAssociation"],
        arn: `${cluster}:cluster/{clusterName}`,
    },
    "aws:elasticache/parameterGroup:ParameterGroup": {
        actions: ["elasticache:CreateCacheParameterGroup", "elasticache:DeleteCacheParameterGroup"],
        arn: `${cache}:parametergroup:{name}`,
    },
    "aws:elasticache/replicationGroup:ReplicationGroup": {
        actions: ["elasticache:CreateReplicationGroup", "elasticache:DeleteReplicationGroup"],
        arn: `${cache}:replicationgroup:{replicationGroupId}`,
    },
    "aws:elasticache/subnetGroup:SubnetGroup": {
        actions: ["elasticache:CreateCacheSubnetGroup", "elasticache:DeleteCacheSubnetGroup"],
        arn: `${cache}:subnetgroup:{name}`,
    },
    "aws:elasticache/user:User": {
        actions: ["elasticache:CreateUser", "elasticache:DeleteUser"],
        arn: `${cache}:user:{userId}`,
    },
    "aws:elasticache/userGroup:UserGroup": {
        actions: ["elasticache:CreateUserGroup", "elasticache:DeleteUserGroup"],
        arn: `${cache}:usergroup:{userGroupId}`,
    },
    "aws:iam/role:Role": { actions: ["iam:CreateRole", "iam:DeleteRole", "iam:PassRole"], arn: `${role}/{name}` },
    "aws:iam/rolePolicy:RolePolicy": {
        actions: ["iam:PutRolePolicy", "iam:DeleteRolePolicy"],
        arn: `${role}/{role}`,
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        actions: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        arn: `${role}/{role}`,
    },
    "aws:kms/alias:Alias": { actions: ["kms:CreateAlias", "kms:DeleteAlias"] },
    "aws:kms/key:Key": { actions: ["kms:CreateKey", "kms:EnableKeyRotation", "kms:ScheduleKeyDeletion"] },
    "aws:kms/replicaKey:ReplicaKey": { actions: ["kms:ReplicateKey", "kms:CreateKey", "kms:ScheduleKeyDeletion"] },
    "aws:lb/listener:Listener": {
        actions: ["elasticloadbalancing:CreateListener"],
        arn: `${balancing}:loadbalancer/app/{stack}/id`,
    },
    "aws:lb/listenerRule:ListenerRule": {
        actions: ["elasticloadbalancing:CreateRule", "elasticloadbalancing:ModifyRule"],
        arn: `${balancing}:listener/app/{stack}/id/id`,
    },
    "aws:lb/loadBalancer:LoadBalancer": {
        actions: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:DeleteLoadBalancer"],
        arn: `${balancing}:loadbalancer/app/{name}/id`,
    },
    "aws:lb/targetGroup:TargetGroup": {
        actions: ["elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:DeleteTargetGroup"],
        arn: `${balancing}:targetgroup/{name}/id`,
    },
    "aws:rds/instance:Instance": {
        actions: ["rds:CreateDBInstance", "rds:ModifyDBInstance", "rds:DeleteDBInstance"],
        arn: `${database}:db:{identifier}`,
    },
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication": {
        actions: ["rds:StartDBInstanceAutomatedBackupsReplication", "rds:StopDBInstanceAutomatedBackupsReplication"],
        arn: `${database}:db:{stack}-database`,
    },
    "aws:rds/parameterGroup:ParameterGroup": {
        actions: ["rds:CreateDBParameterGroup", "rds:DeleteDBParameterGroup"],
        arn: `${database}:pg:{name}`,
    },
    "aws:rds/subnetGroup:SubnetGroup": {
        actions: ["rds:CreateDBSubnetGroup", "rds:DeleteDBSubnetGroup"],
        arn: `${database}:subgrp:{name}`,
    },
    "aws:route53/record:Record": {
        actions: ["route53:ChangeResourceRecordSets"],
        arn: "arn:aws:route53:::hostedzone/{zoneId}",
    },
    "aws:s3/bucket:Bucket": { actions: ["s3:CreateBucket", "s3:DeleteBucket"], arn: bucket },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
        actions: ["s3:PutLifecycleConfiguration"],
        arn: bucket,
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
        actions: ["s3:PutBucketOwnershipControls"],
        arn: bucket,
    },
    "aws:s3/bucketPolicy:BucketPolicy": { actions: ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], arn: bucket },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
        actions: ["s3:PutBucketPublicAccessBlock"],
        arn: bucket,
    },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
        actions: ["s3:PutEncryptionConfiguration"],
        arn: bucket,
    },
    "aws:s3/bucketVersioning:BucketVersioning": { actions: ["s3:PutBucketVersioning"], arn: bucket },
    "aws:secretsmanager/secret:Secret": {
        actions: ["secretsmanager:CreateSecret", "secretsmanager:DescribeSecret", "secretsmanager:DeleteSecret"],
        arn: "arn:aws:secretsmanager:{region}:{account}:secret:{name}-id",
    },
    "aws:sns/topic:Topic": {
        actions: ["sns:CreateTopic", "sns:DeleteTopic"],
        arn: "arn:aws:sns:{region}:{account}:{name}",
    },
    "aws:sns/topicPolicy:TopicPolicy": {
        actions: ["sns:SetTopicAttributes"],
        arn: "arn:aws:sns:{region}:{account}:{stack}-topic",
    },
    "aws:sns/topicSubscription:TopicSubscription": { actions: ["sns:Unsubscribe", "sns:SetSubscriptionAttributes"] },
    "aws:sqs/queue:Queue": {
        actions: ["sqs:CreateQueue", "sqs:DeleteQueue"],
        arn: "arn:aws:sqs:{region}:{account}:{name}",
    },
    "aws:sqs/queuePolicy:QueuePolicy": {
        actions: ["sqs:SetQueueAttributes"],
        arn: "arn:aws:sqs:{region}:{account}:{stack}-queue",
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        actions: ["ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress"],
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        actions: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
    },
    "aws:wafv2/webAcl:WebAcl": { actions: ["wafv2:CreateWebACL", "wafv2:DeleteWebACL"], arn: `${webAcl}/{name}/id` },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
        actions: ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"],
        arn: `${balancing}:loadbalancer/app/{stack}/id`,
    },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
        actions: ["wafv2:PutLoggingConfiguration", "wafv2:DeleteLoggingConfiguration"],
        arn: `${webAcl}/{stack}/id`,
    },
};
