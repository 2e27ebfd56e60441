"""All that an AWS has of the kinds that the stacks make, as AWS lists them: a line of JSON, [{"kind", "id", "name"}].

Its arguments are the URL and the regions. What AWS makes by itself is in no table: a key of its own, what a default VPC has.
"""

import json
import sys

from botocore import xform_name
from botocore.config import Config
from botocore.session import Session

# Service, operation, path to the members, and the members that are ID and name.
KINDS = """
acm ListCertificates CertificateSummaryList CertificateArn DomainName
backup ListBackupPlans BackupPlansList BackupPlanId BackupPlanName
backup ListBackupVaults BackupVaultList BackupVaultArn BackupVaultName
ce GetAnomalyMonitors AnomalyMonitors MonitorArn MonitorName
ce GetAnomalySubscriptions AnomalySubscriptions SubscriptionArn SubscriptionName
cloudwatch DescribeAlarms MetricAlarms AlarmArn AlarmName
ec2 DescribeAddresses Addresses AllocationId PublicIp
ec2 DescribeFlowLogs FlowLogs FlowLogId ResourceId
ec2 DescribeInternetGateways InternetGateways InternetGatewayId Tags
ec2 DescribeLaunchTemplates LaunchTemplates LaunchTemplateId LaunchTemplateName
ec2 DescribeNatGateways NatGateways NatGatewayId Tags
ec2 DescribeRouteTables RouteTables RouteTableId Tags
ec2 DescribeSecurityGroups SecurityGroups GroupId GroupName
ec2 DescribeSubnets Subnets SubnetId Tags
ec2 DescribeVpcEndpoints VpcEndpoints VpcEndpointId ServiceName
ec2 DescribeVpcs Vpcs VpcId Tags
ecr DescribeRepositories repositories repositoryName repositoryName
elasticache DescribeCacheSubnetGroups CacheSubnetGroups CacheSubnetGroupName CacheSubnetGroupName
elasticache DescribeReplicationGroups ReplicationGroups ReplicationGroupId ReplicationGroupId
elasticache DescribeSnapshots Snapshots SnapshotName SnapshotName
elasticache DescribeUsers Users UserId UserName
elbv2 DescribeLoadBalancers LoadBalancers LoadBalancerArn LoadBalancerName
elbv2 DescribeTargetGroups TargetGroups TargetGroupArn TargetGroupName
eks ListClusters clusters - -
events ListRules Rules Name Name
iam ListRoles Roles RoleName RoleName
kms ListAliases Aliases AliasName AliasName
kms ListKeys Keys KeyId KeyId
logs DescribeLogGroups logGroups logGroupName logGroupName
rds DescribeDBInstances DBInstances DBInstanceIdentifier DBInstanceIdentifier
rds DescribeDBParameterGroups DBParameterGroups DBParameterGroupName DBParameterGroupName
rds DescribeDBSnapshots:SnapshotType=manual DBSnapshots DBSnapshotIdentifier DBSnapshotIdentifier
rds DescribeDBSubnetGroups DBSubnetGroups DBSubnetGroupName DBSubnetGroupName
s3 ListBuckets Buckets Name Name
secretsmanager ListSecrets SecretList ARN Name
sns ListTopics Topics TopicArn TopicArn
sqs ListQueues QueueUrls - -
wafv2 ListWebACLs:Scope=REGIONAL WebACLs Id Name
"""
GLOBAL = ("iam", "s3", "ce")


def is_gone(each):
    """A NAT gateway or an endpoint is listed for a while after its deletion."""
    return isinstance(each, dict) and str(each.get("State")).lower() == "deleted"


def is_going(client, key):
    """A key that waits for its deletion is listed until then."""
    return client.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"


def listed(client, operation, members):
    name, _, given = operation.partition(":")
    params = dict(each.split("=") for each in given.split(",") if each)
    method = xform_name(name)
    if client.can_paginate(method):
        pages = client.get_paginator(method).paginate(**params)
        return [each for page in pages for each in page.get(members, [])]
    return getattr(client, method)(**params).get(members, [])


def text(value):
    if isinstance(value, list):
        return next((each["Value"] for each in value if each["Key"] == "Name"), "")
    return value or ""


def inventory(url, regions):
    keys = {"aws_access_key_id": "rehearsal", "aws_secret_access_key": "rehearsal"}
    config = Config(s3={"addressing_style": "path"}, proxies={})
    for place, region in enumerate(regions):
        clients = {}
        for line in KINDS.strip().splitlines():
            service, operation, members, key, name = line.split()
            if service in GLOBAL and place > 0:
                continue
            if service not in clients:
                clients[service] = Session().create_client(service, region, endpoint_url=url, config=config, **keys)
            for each in listed(clients[service], operation, members):
                if is_gone(each) or members == "Keys" and is_going(clients[service], each[key]):
                    continue
                found = {"id": each, "name": each} if key == "-" else {"id": each[key], "name": text(each.get(name))}
                yield {"kind": f"{service} {members}", **found}


print(json.dumps(list(inventory(sys.argv[1], sys.argv[2:]))))
