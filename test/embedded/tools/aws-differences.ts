/** Where both sides differ, in one place or many, and why that's no harm. */
interface KnownDifference {
    readonly reason: string;
    /** What it looks like: `inputs ec2.Vpc.tagsAll: only in the provider`. */
    readonly pattern: RegExp;
}

/** A property of the SDK that the wrapped Terraform provider has yet to get: a program that sets it is refused by name. */
const newer = (...properties: readonly string[]): KnownDifference[] =>
    properties.map((property) => ({
        reason: "newer than the wrapped provider, which refuses it by name",
        pattern: new RegExp(`^(inputs|outputs) ${property.replaceAll(".", "\\.")}: only in the SDK$`),
    }));

/**
 * Where the AWS provider that this project builds is known to differ from the type declarations of `@pulumi/aws`. A
 * difference that isn't here fails the test, and so does one that's here and no more.
 */
export const knownDifferences: readonly KnownDifference[] = [
    {
        reason: "an output that the provider would take as an input too; the SDK can't send it",
        pattern: /^inputs [\w.]+\.tagsAll: only in the provider$/,
    },
    {
        reason: "a program that leaves it out is refused, by its name",
        pattern: /: required by the provider alone$/,
    },
    {
        reason: "the bridge turns the one into the other on its way, both ways",
        pattern: /^(inputs|outputs) [\w.]+: (boolean|number) in the SDK, string in the provider$/,
    },
    {
        reason: "statements of WAF nest without end in the SDK, and three deep in the provider, which refuses deeper ones",
        pattern: /^(inputs|outputs) wafv2\.WebAcl\.rules\.statement(\.\w+)+\.\w*Statement: only in the SDK$/,
    },
    {
        reason: "the one name that differs, of a statement that no component uses: it is refused by name",
        pattern:
            /^(inputs|outputs) wafv2\.[\w.]+\.notStatement\.(statement: only in the SDK|statements: only in the provider)$/,
    },
    ...newer(
        "acm.Certificate.privateKeyWo",
        "acm.Certificate.privateKeyWoVersion",
        "budgets.Budget.metrics",
        "cloudwatch.LogResourcePolicy.policyScope",
        "cloudwatch.LogResourcePolicy.resourceArn",
        "cloudwatch.LogResourcePolicy.revisionId",
        "cloudwatch.MetricAlarm.evaluationCriteria",
        "cloudwatch.MetricAlarm.evaluationInterval",
        "cloudwatch.MetricAlarm.warmUpConfiguration",
        "ec2.FlowLog.tagFieldSpecifications",
        "ec2.LaunchTemplate.networkInterfaces.enaQueueCount",
        "ec2.Route.odbNetworkArn",
        "ec2.RouteTable.routes.odbNetworkArn",
        "eks.Addon.namespaceConfig",
        "eks.Cluster.defaultAddonsToRemoves",
        "eks.Cluster.kubeApiServerConfig",
        "eks.Cluster.kubeControllerManagerConfig",
        "eks.Cluster.kubeSchedulerConfig",
        "eks.Cluster.outpostConfig.controlPlanePlacement.spreadLevel",
        "eks.Cluster.outpostConfig.etcdInstanceType",
        "eks.Cluster.outpostConfig.etcdPlacement",
        "eks.Cluster.vpcConfig.controlPlaneEgressMode",
        "eks.NodeGroup.warmPoolConfig",
        "eks.PodIdentityAssociation.policy",
        "elasticache.ReplicationGroup.authTokenWo",
        "elasticache.ReplicationGroup.authTokenWoVersion",
        "elasticache.ReplicationGroup.durability",
        "elasticache.User.passwordsWo",
        "elasticache.User.passwordsWoVersion",
        "lb.ListenerRule.conditions.sourceIp.ipAddressType",
        "lb.LoadBalancer.enablePrefixForIpv6SourceNat",
        "rds.Cluster.autoMinorVersionUpgrade",
        "rds.Cluster.warningEventCategories",
        "rds.ClusterInstance.warningEventCategories",
        "rds.Instance.warningEventCategories",
        "s3.Bucket.bucketNamespace",
        "secretsmanager.Secret.type",
        "secretsmanager.SecretRotation.externalSecretRotationMetadatas",
        "secretsmanager.SecretRotation.externalSecretRotationRoleArn",
        "secretsmanager.SecretRotation.rotationEnabled",
        "secretsmanager.SecretVersion.secretArn",
        "wafv2.WebAcl.rules.statement.ruleGroupReferenceStatement.excludedRules",
    ),
];
