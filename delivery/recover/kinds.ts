/** How one of a type is told by what the tagging API says of it. */
export interface TaggedKind {
    /** Its ARN, with groups `name` or `id`. */
    readonly arn: RegExp;
    /** The input that is its name; without, its own tags tell, or that there is no other. */
    readonly name?: string;
    /** The ID by which Pulumi imports one; default: `id`, `name`, the ARN, whichever there is first. */
    readonly id?: (groups: Readonly<Record<string, string>>, arn: string) => string;
}

const ec2 = (prefix: string): TaggedKind => ({ arn: new RegExp(`:ec2:.*/(?<id>${prefix}-[0-9a-f]+)$`) });
const named = (arn: RegExp, name = "name"): TaggedKind => ({ arn, name });
const byArn = (arn: RegExp, name?: string): TaggedKind => ({
    arn,
    ...(name !== undefined && { name }),
    id: (_, whole) => whole,
});

/** What has tags and is made twice, or refused, where its create is called twice. */
export const taggedKinds: Readonly<Record<string, TaggedKind>> = {
    "aws:acm/certificate:Certificate": byArn(/:acm:.*:certificate\//),
    "aws:backup/plan:Plan": { arn: /:backup-plan:(?<id>.+)$/ },
    "aws:backup/vault:Vault": named(/:backup-vault:(?<name>.+)$/),
    "aws:budgets/budget:Budget": {
        ...named(/:budgets::(?<account>\d+):budget\/(?<name>.+)$/),
        id: ({ account, name }) => `${account}:${name}`,
    },
    "aws:cloudwatch/eventRule:EventRule": named(/:events:.*:rule\/(?<name>[^/]+)$/),
    "aws:cloudwatch/logGroup:LogGroup": named(/:log-group:(?<name>[^*]+?)(:\*)?$/),
    "aws:cloudwatch/metricAlarm:MetricAlarm": named(/:alarm:(?<name>.+)$/),
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": byArn(/:anomalymonitor\//),
    "aws:costexplorer/anomalySubscription:AnomalySubscription": byArn(/:anomalysubscription\//),
    "aws:ec2/eip:Eip": ec2("eipalloc"),
    "aws:ec2/flowLog:FlowLog": ec2("fl"),
    "aws:ec2/internetGateway:InternetGateway": ec2("igw"),
    "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt"),
    "aws:ec2/natGateway:NatGateway": ec2("nat"),
    "aws:ec2/routeTable:RouteTable": ec2("rtb"),
    "aws:ec2/securityGroup:SecurityGroup": ec2("sg"),
    "aws:ec2/subnet:Subnet": ec2("subnet"),
    "aws:ec2/vpc:Vpc": ec2("vpc"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce"),
    "aws:ecr/repository:Repository": named(/:ecr:.*:repository\/(?<name>.+)$/),
    "aws:eks/cluster:Cluster": named(/:eks:.*:cluster\/(?<name>[^/]+)$/),
    "aws:eks/nodeGroup:NodeGroup": {
        arn: /:nodegroup\/(?<cluster>[^/]+)\/(?<group>[^/]+)\//,
        id: ({ cluster, group }) => `${cluster}:${group}`,
    },
    "aws:elasticache/parameterGroup:ParameterGroup": named(/:elasticache:.*:parametergroup:(?<name>.+)$/),
    "aws:elasticache/replicationGroup:ReplicationGroup": named(
        /:elasticache:.*:replicationgroup:(?<name>.+)$/,
        "replicationGroupId",
    ),
    "aws:elasticache/subnetGroup:SubnetGroup": named(/:elasticache:.*:subnetgroup:(?<name>.+)$/),
    "aws:elasticache/user:User": named(/:elasticache:.*:user:(?<name>.+)$/, "userId"),
    "aws:elasticache/userGroup:UserGroup": named(/:elasticache:.*:usergroup:(?<name>.+)$/, "userGroupId"),
    "aws:iam/role:Role": named(/:iam:.*:role\/(?:.*\/)?(?<name>[^/]+)$/),
    "aws:kms/key:Key": { arn: /:kms:.*:key\/(?<id>.+)$/ },
    "aws:kms/replicaKey:ReplicaKey": { arn: /:kms:.*:key\/(?<id>mrk-.+)$/ },
    "aws:lb/loadBalancer:LoadBalancer": byArn(/:loadbalancer\/app\/(?<name>[^/]+)\//, "name"),
    "aws:lb/targetGroup:TargetGroup": byArn(/:targetgroup\/(?<name>[^/]+)\//, "name"),
    "aws:rds/instance:Instance": named(/:rds:.*:db:(?<name>.+)$/, "identifier"),
    "aws:rds/parameterGroup:ParameterGroup": named(/:rds:.*:pg:(?<name>.+)$/),
    "aws:rds/subnetGroup:SubnetGroup": named(/:rds:.*:subgrp:(?<name>.+)$/),
    "aws:s3/bucket:Bucket": named(/:s3:::(?<name>[^/]+)$/, "bucket"),
    "aws:secretsmanager/secret:Secret": byArn(/:secret:(?<name>.+)-[A-Za-z0-9]{6}$/, "name"),
    "aws:sns/topic:Topic": byArn(/:sns:[^:]+:\d+:(?<name>[^:]+)$/, "name"),
    "aws:wafv2/webAcl:WebAcl": {
        ...named(/\/webacl\/(?<name>[^/]+)\/(?<uuid>.+)$/),
        id: ({ name, uuid }) => `${uuid}/${name}/REGIONAL`,
    },
};

type Text = (input: string) => string;

/** What has no tags that tell one from another, and whose ID its inputs say. The provider is asked whether it is there. */
export const idsByInputs: Readonly<Record<string, (text: Text) => string>> = {
    "aws:ec2/route:Route": (text) => `${text("routeTableId")}_${text("destinationCidrBlock")}`,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": (text) => `${text("subnetId")}/${text("routeTableId")}`,
    "aws:eks/accessEntry:AccessEntry": (text) => `${text("clusterName")}:${text("principalArn")}`,
    "aws:eks/addon:Addon": (text) => `${text("clusterName")}:${text("addonName")}`,
    "aws:kms/alias:Alias": (text) => text("name"),
    "aws:route53/record:Record": (text) => `${text("zoneId")}_${text("name")}_${text("type")}`,
};

/** Of these the account may have one that is somebody else's: it is ours where these inputs agree. */
export const mustAgree: Readonly<Record<string, readonly string[]>> = {
    "aws:kms/alias:Alias": ["targetKeyId"],
    "aws:route53/record:Record": ["records", "aliases"],
};
