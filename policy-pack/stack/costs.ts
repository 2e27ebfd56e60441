import { given, refersTo, type Resource, type Stack } from "../resource";
import { Candidates } from "./candidates";
import { perStack } from "./per-stack";
import { marksOfReference, marksOfTarget } from "./references";
import { cachePrice, databasePrice, hourly, instancePrice, type Price } from "./prices";

/** What a resource costs while it runs. */
export interface Cost {
    /** What it is, in the plural. */
    readonly what: string;
    /** USD an hour; undefined: no price is known here. */
    readonly hourly: Price;
}

type CostOf = (resource: Resource, stack: Stack) => Cost | undefined;

/** What costs most of a stack, by type. Undefined: this one costs nothing by the hour. */
const costs: Readonly<Record<string, CostOf>> = {
    "aws:ec2/natGateway:NatGateway": (nat) =>
        text(nat, "connectivityType") === "private" ? undefined : { what: "NAT gateways", hourly: hourly.natGateway },
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:elb/loadBalancer:LoadBalancer": () => ({ what: "load balancers", hourly: hourly.classicLoadBalancer }),
    "aws:eks/cluster:Cluster": () => ({ what: "EKS control planes", hourly: hourly.controlPlane }),
    "aws:ec2/vpcEndpoint:VpcEndpoint": endpoint,
    "aws:rds/instance:Instance": databaseInstance,
    "aws:rds/cluster:Cluster": databaseCluster,
    "aws:rds/clusterInstance:ClusterInstance": (instance) => ({
        what: "databases",
        hourly: databasePrice(text(instance, "instanceClass") ?? "", text(instance, "engine") ?? ""),
    }),
    "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
    "aws:elasticache/cluster:Cluster": (cluster) =>
        given(cluster, "replicationGroupId").isUnknown || text(cluster, "replicationGroupId") !== undefined
            ? undefined
            : caches(cluster, number(cluster, "numCacheNodes") ?? 1),
    "aws:ec2/instance:Instance": (instance, stack) => machines(stack, instance, text(instance, "instanceType"), 1),
    "aws:eks/nodeGroup:NodeGroup": nodeGroup,
    "aws:autoscaling/group:Group": (group, stack) =>
        machines(stack, group, undefined, number(group, "desiredCapacity") ?? number(group, "minSize") ?? 1),
};

/** What a resource costs by the hour; undefined where it is nothing, or of a type that the table doesn't have. */
export function costOf(resource: Resource, stack: Stack): Cost | undefined {
    return costs[resource.type]?.(resource, stack);
}

function text(resource: Resource, property: string): string | undefined {
    const value = given(resource, property).text();
    return value === "" ? undefined : value;
}

function number(resource: Resource, property: string): number | undefined {
    return given(resource, property).number();
}

function loadBalancer(balancer: Resource): Cost {
    const isGateway = text(balancer, "loadBalancerType") === "gateway";
    return { what: "load balancers", hourly: isGateway ? hourly.gatewayLoadBalancer : hourly.loadBalancer };
}

/** Those of S3 and DynamoDB are free by default. The others cost in each subnet that they stand in. */
function endpoint(resource: Resource): Cost | undefined {
    const type = text(resource, "vpcEndpointType") ?? "Gateway";
    if (type === "Gateway") return undefined;
    const subnets = given(resource, "subnetIds").list().length;
    return { what: "interface endpoints", hourly: hourly.interfaceEndpoint * Math.max(1, subnets) };
}

function databaseInstance(instance: Resource): Cost {
    const price = databasePrice(text(instance, "instanceClass") ?? "", text(instance, "engine") ?? "postgres");
    const isDoubled = given(instance, "multiAz").bool() === true;
    return { what: "databases", hourly: times(price, isDoubled ? 2 : 1) };
}

/** A Multi-AZ cluster has three instances of its own; one of Aurora's has those that are resources themselves. */
function databaseCluster(cluster: Resource): Cost | undefined {
    const type = text(cluster, "dbClusterInstanceClass");
    if (type === undefined) return undefined;
    return { what: "databases", hourly: times(databasePrice(type, text(cluster, "engine") ?? ""), 3) };
}

function replicationGroup(group: Resource): Cost {
    const shards = number(group, "numNodeGroups");
    const replicas = number(group, "replicasPerNodeGroup") ?? 0;
    return caches(group, number(group, "numCacheClusters") ?? (shards ?? 1) * (replicas + 1));
}

function caches(resource: Resource, nodes: number): Cost {
    const price = cachePrice(text(resource, "nodeType") ?? "", text(resource, "engine") ?? "redis");
    return { what: "cache nodes", hourly: times(price, nodes) };
}

/** EKS takes a t3.medium where nothing else is said. Spot nodes count as on demand: what they cost changes by the hour. */
function nodeGroup(group: Resource, stack: Stack): Cost {
    const types = given(group, "instanceTypes").list();
    const nodes = given(group, "scalingConfig").at("desiredSize").number() ?? 1;
    const type = types[0]?.text();
    const hasTemplate = given(group, "launchTemplate").isUnknown || !given(group, "launchTemplate").isMissing;
    return machines(stack, group, type ?? (hasTemplate ? undefined : "t3.medium"), nodes);
}

const templateKeys = ["launchTemplate", "id"];

const launchTemplates = perStack((stack) => {
    const templates = new Candidates<Resource>();
    for (const one of stack.ofType("aws:ec2/launchTemplate:LaunchTemplate")) templates.add(one, marksOfTarget(one));
    return templates;
});

/** Machines of a type or, where none is said, of that of their launch template. */
function machines(stack: Stack, resource: Resource, type: string | undefined, count: number): Cost {
    const template = launchTemplates(stack)
        .find(marksOfReference(resource, templateKeys, []))
        .find((one) => refersTo(resource, templateKeys, one) === true);
    const known = type ?? (template && text(template, "instanceType"));
    return { what: "EC2 instances", hourly: known === undefined ? undefined : times(instancePrice(known), count) };
}

function times(price: Price, count: number): Price {
    return price === undefined ? undefined : price * count;
}
