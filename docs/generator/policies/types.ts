import { isStackRule, type Rule } from "../../../policy-pack/rule";

/** What rules look at that have no list of types. */
const words: Readonly<Record<string, string>> = {
    "required-tags": "Every type of `@pulumi/aws` that takes tags as keys and values.",
    "region-allowed":
        "Every type of `@pulumi/aws` that is in a region: those of IAM, CloudFront, Route 53 and other global services are not.",
    "s3-sse-kms":
        "Buckets (`aws.s3.Bucket`, `aws.s3.BucketV2`), each together with what sets its encryption beside it.",
    "s3-tls-only": "Buckets (`aws.s3.Bucket`, `aws.s3.BucketV2`), each together with its `aws.s3.BucketPolicy`.",
    "s3-public-block":
        "Buckets (`aws.s3.Bucket`, `aws.s3.BucketV2`), each together with its `aws.s3.BucketPublicAccessBlock`.",
    "s3-versioning":
        "Buckets (`aws.s3.Bucket`, `aws.s3.BucketV2`), each together with what sets its versioning beside it.",
    "s3-logging": "Buckets (`aws.s3.Bucket`, `aws.s3.BucketV2`), each together with what sets its logging beside it.",
    "vpc-flow-logs": "`aws.ec2.Vpc` and `aws.ec2.DefaultVpc`, each together with its `aws.ec2.FlowLog`.",
    "eks-nodes-private": "`aws.eks.NodeGroup`, each together with its subnets.",
    "multi-az":
        "`aws.rds.Instance`, `aws.rds.Cluster` with its `aws.rds.ClusterInstance`, and `aws.elasticache.ReplicationGroup`.",
    "k8s-availability":
        "Deployments and StatefulSets, together with the PodDisruptionBudgets and NetworkPolicies of their namespaces.",
    "bluegreen-active":
        "Workloads whose pods carry a color, together with the Services, routes, listeners and target groups that send them requests.",
    "bluegreen-idle":
        "Workloads whose pods carry a color, together with the Services, routes, listeners and target groups that send them requests.",
    "stack-budget":
        "Resources of AWS that cost by the hour: databases, caches, instances, load balancers, NAT gateways and the like.",
};

/** What the rule looks at, as programs name it; undefined where nobody has said it. */
export function typesOf(rule: Rule): string | undefined {
    const types = tokensOf(rule);
    return types.length === 0 ? words[rule.id] : `${plainNames(types).join(", ")}.`;
}

/** Pulumi's tokens; none where the rule has no list of them. */
export function tokensOf(rule: Rule): readonly string[] {
    return isStackRule(rule) || typeof rule.types === "function" ? [] : rule.types;
}

/** With `…Patch` told once for all types that have one. */
function plainNames(types: readonly string[]): string[] {
    const isPatch = (type: string) => type.endsWith("Patch") && types.includes(type.slice(0, -"Patch".length));
    const names = types.filter((type) => !isPatch(type)).map((type) => `\`${plainName(type)}\``);
    return types.some(isPatch) ? [...names, "and the `…Patch` of these"] : names;
}

/** `aws.rds.Instance` for `aws:rds/instance:Instance`; `kubernetes.rbac.v1.Role` for `kubernetes:rbac.authorization.k8s.io/v1:Role`. */
export function plainName(token: string): string {
    const [provider = "", module = "", name = ""] = token.split(":");
    const [group = "", version = ""] = module.split("/");
    const place = provider === "kubernetes" ? `${group.split(".")[0] ?? ""}.${version}` : group;
    return [provider, place, name].join(".");
}
