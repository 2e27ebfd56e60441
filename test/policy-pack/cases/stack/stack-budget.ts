import { stackBudget } from "../../../../policy-pack/stack/stack-budget";
import { type CaseResource, type RuleCases, unknown } from "../../rule-cases";

const nat: CaseResource = {
    type: "aws:ec2/natGateway:NatGateway",
    name: "nat",
    properties: { allocationId: unknown, subnetId: unknown, connectivityType: "public" },
};
const cluster: CaseResource = {
    type: "aws:eks/cluster:Cluster",
    name: "cluster",
    properties: { name: "shop", version: "1.35" },
};

function one(type: string, properties: Record<string, unknown>, name = "one"): CaseResource {
    return { type, name, properties };
}

const budgetOf = (monthlyBudget: number) => ({ monthlyBudget });

export const cases: RuleCases = {
    rule: stackBudget,
    compliant: {
        "no budget": {
            source: "https://aws.amazon.com/vpc/pricing/",
            resources: Array.from({ length: 3 }, (_, index) => ({ ...nat, name: `nat-${index}` })),
        },
        "within the budget": {
            source: "https://aws.amazon.com/eks/pricing/",
            parameters: budgetOf(110),
            resources: [nat, cluster],
        },
        "what costs nothing by the hour": {
            source: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
            parameters: budgetOf(1),
            resources: [
                one("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName: "com.amazonaws.eu-central-1.s3" }, "s3"),
                one("aws:ec2/natGateway:NatGateway", { connectivityType: "private" }, "nat"),
                one("aws:rds/cluster:Cluster", { engine: "aurora-postgresql" }, "orders"),
                one("kubernetes:core/v1:Namespace", {}, "shop"),
            ],
        },
        "sizes in proportion": {
            source: "https://aws.amazon.com/ec2/instance-types/t3/",
            parameters: budgetOf(8),
            resources: one("aws:ec2/instance:Instance", { instanceType: "t3.micro" }),
        },
        "a node group, a cache and a database": {
            source: "https://aws.amazon.com/rds/postgresql/pricing/",
            parameters: budgetOf(750),
            resources: [
                one(
                    "aws:eks/nodeGroup:NodeGroup",
                    {
                        instanceTypes: ["m7i.large", "m6i.large"],
                        scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 6 },
                    },
                    "nodes",
                ),
                one(
                    "aws:elasticache/replicationGroup:ReplicationGroup",
                    {
                        engine: "valkey",
                        nodeType: "cache.m7g.large",
                        numCacheClusters: 3,
                    },
                    "sessions",
                ),
                one(
                    "aws:rds/instance:Instance",
                    { engine: "postgres", instanceClass: "db.m7g.large", multiAz: true },
                    "orders",
                ),
            ],
        },
    },
    violating: {
        "a NAT gateway more than the budget": {
            parameters: budgetOf(100),
            resources: [nat, cluster],
            at: ["stack"],
        },
        "two zones double a database": {
            parameters: budgetOf(200),
            resources: one("aws:rds/instance:Instance", {
                engine: "postgres",
                instanceClass: "db.m7g.large",
                multiAz: true,
            }),
            at: ["stack"],
        },
        "nodes of a type by default": {
            parameters: budgetOf(60),
            resources: one("aws:eks/nodeGroup:NodeGroup", { scalingConfig: { desiredSize: 2 } }),
            at: ["stack"],
        },
        "nodes of their launch template's type": {
            parameters: budgetOf(500),
            resources: [
                one("aws:ec2/launchTemplate:LaunchTemplate", { id: unknown, instanceType: "m5.4xlarge" }, "template"),
                {
                    ...one("aws:autoscaling/group:Group", { launchTemplate: { id: unknown }, minSize: 1 }, "group"),
                    dependencies: { launchTemplate: ["template"] },
                },
            ],
            at: ["stack"],
        },
        "an endpoint in three zones": {
            parameters: budgetOf(21),
            resources: one("aws:ec2/vpcEndpoint:VpcEndpoint", {
                vpcEndpointType: "Interface",
                subnetIds: [unknown, unknown, unknown],
            }),
            at: ["stack"],
        },
        "shards and replicas of a cache": {
            parameters: budgetOf(600),
            resources: one("aws:elasticache/replicationGroup:ReplicationGroup", {
                engine: "redis",
                nodeType: "cache.m6g.large",
                numNodeGroups: 3,
                replicasPerNodeGroup: 1,
            }),
            at: ["stack"],
        },
        "beside what is unknown": {
            parameters: budgetOf(30),
            resources: [
                nat,
                {
                    ...one("aws:ec2/instance:Instance", { instanceType: unknown }),
                    dependencies: { instanceType: ["nat"] },
                },
            ],
            at: ["stack"],
        },
        "load balancers of all kinds": {
            parameters: budgetOf(58),
            resources: [
                one("aws:lb/loadBalancer:LoadBalancer", {}, "edge"),
                one("aws:alb/loadBalancer:LoadBalancer", { loadBalancerType: "gateway" }, "gateway"),
                one("aws:elb/loadBalancer:LoadBalancer", {}, "classic"),
                one("aws:alb/loadBalancer:LoadBalancer", { loadBalancerType: "network" }, "network"),
            ],
            at: ["stack"],
        },
        "of a wrong type": {
            parameters: budgetOf(30),
            resources: one("aws:ec2/instance:Instance", { instanceType: 7 }),
            at: ["instanceType"],
        },
    },
    unknown: {
        "an instance's type": {
            parameters: budgetOf(500),
            resources: [
                {
                    ...one("aws:ec2/instance:Instance", { instanceType: unknown }),
                    dependencies: { instanceType: ["nat"] },
                },
                nat,
            ],
            undetermined: ["one instanceType"],
        },
        "how many nodes": {
            parameters: budgetOf(500),
            resources: one("aws:eks/nodeGroup:NodeGroup", { scalingConfig: { desiredSize: unknown } }),
            undetermined: ["scalingConfig.desiredSize"],
        },
    },
};
