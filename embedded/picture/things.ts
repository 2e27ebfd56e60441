import type { PlannedResource } from "../preview/plan";
import { computing } from "./computing";
import { thingKinds } from "./diagram";
import { list } from "./list";
import { type PlacedThing, thing } from "./placed-thing";
import { type PlanReader, text, unique } from "./plan-reader";

/** What stands in the subnets, in the order of `thingKinds`. */
export function placedThings(plan: PlanReader): PlacedThing[] {
    const things = [
        ...loadBalancers(plan),
        ...natGateways(plan),
        ...computing(plan),
        ...interfaceEndpoints(plan),
        ...databases(plan),
        ...caches(plan),
    ];
    return things.sort((one, other) => thingKinds.indexOf(one.kind) - thingKinds.indexOf(other.kind));
}

function loadBalancers(plan: PlanReader): PlacedThing[] {
    return plan.ofType("aws:lb/loadBalancer:LoadBalancer").map((balancer) => {
        const { internal, loadBalancerType, ipAddressType } = balancer.inputs;
        const title = loadBalancerType === "network" ? "Network load balancer" : "Application load balancer";
        const reach = internal === true ? "internal" : "internet-facing";
        const details = [`${reach}, ${ipAddressType === "dualstack" ? "IPv4 and IPv6" : "IPv4"}`];
        return thing(plan, balancer, "subnets", "loadBalancer", { title, details });
    });
}

function natGateways(plan: PlanReader): PlacedThing[] {
    return plan
        .ofType("aws:ec2/natGateway:NatGateway")
        .map((nat) => thing(plan, nat, "subnetId", "nat", { title: "NAT gateway", details: [] }));
}

/** One thing for all that stand in the same subnets. */
function interfaceEndpoints(plan: PlanReader): PlacedThing[] {
    const endpoints = plan
        .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
        .filter(({ inputs }) => inputs.vpcEndpointType === "Interface")
        .map((endpoint) => ({
            service: endpointService(endpoint),
            name: endpoint.name,
            subnets: unique(plan.subnets(endpoint, "subnetIds").map(({ urn }) => urn)),
        }));
    return unique(endpoints.map(({ subnets }) => subnets.join())).map((place) => {
        const group = endpoints.filter(({ subnets }) => subnets.join() === place);
        return {
            kind: "endpoints",
            name: list(group.map(({ name }) => name)),
            title: "Interface endpoints",
            details: [unique(group.map(({ service }) => service)).join(", ")],
            subnets: group[0]?.subnets ?? [],
        };
    });
}

/** `ecr.api` of `com.amazonaws.eu-central-1.ecr.api`. */
export function endpointService({ inputs, name }: PlannedResource): string {
    return text(inputs.serviceName)?.replace(/^[a-z.]*\.[a-z]{2}(-[a-z]+)+-\d\./, "") ?? name;
}

const engines: Record<string, string> = { postgres: "PostgreSQL", mysql: "MySQL", valkey: "Valkey", redis: "Redis" };

function engineTitle({ engine, engineVersion }: Record<string, unknown>, otherwise: string): string {
    const name = text(engine) ?? otherwise;
    return [engines[name] ?? name, text(engineVersion)].filter((word) => word !== undefined).join(" ");
}

function databases(plan: PlanReader): PlacedThing[] {
    return plan.ofType("aws:rds/instance:Instance").map((database) => {
        const { inputs } = database;
        const nodes =
            inputs.multiAz === true ? "primary and standby, in two of the zones" : "one instance, in one of the zones";
        const details = [text(inputs.instanceClass), nodes];
        const title = `Database: ${engineTitle(inputs, "RDS")}`;
        return thing(plan, database, "dbSubnetGroupName", "database", { title, details });
    });
}

function caches(plan: PlanReader): PlacedThing[] {
    return plan.ofType("aws:elasticache/replicationGroup:ReplicationGroup").map((cache) => {
        const { inputs } = cache;
        const nodes = typeof inputs.numCacheClusters === "number" ? cacheNodes(inputs.numCacheClusters) : undefined;
        const title = `Cache: ${engineTitle(inputs, "ElastiCache")}`;
        const details = [text(inputs.nodeType), nodes];
        return thing(plan, cache, "subnetGroupName", "cache", { title, details });
    });
}

function cacheNodes(count: number): string {
    const replicas = count - 1;
    if (replicas === 0) {
        return "one node";
    }
    return `primary and ${replicas === 1 ? "a replica" : `${replicas} replicas`}, over the zones`;
}
