import type { PlannedResource } from "../preview/plan";
import type { ThingKind } from "./diagram";
import { list } from "./list";
import { type PlacedThing, thing } from "./placed-thing";
import { items, members, type PlanReader, text, unique } from "./plan-reader";

/** The cluster with its nodes and pods. */
export function computing(plan: PlanReader): PlacedThing[] {
    return [...clusters(plan), ...nodesOf(plan), ...podsOf(plan)];
}

function clusters(plan: PlanReader): PlacedThing[] {
    return plan.ofType("aws:eks/cluster:Cluster").map((cluster) => {
        const version = text(cluster.inputs.version);
        const { endpointPublicAccess } = members(cluster.inputs.vpcConfig);
        const details = [
            "network interfaces of its control plane",
            endpointPublicAccess === false ? "private endpoint" : undefined,
            endpointPublicAccess === true ? "endpoint public too" : undefined,
        ];
        return thing(plan, cluster, "vpcConfig", "cluster", {
            title: version === undefined ? "EKS cluster" : `EKS cluster, Kubernetes ${version}`,
            details,
        });
    });
}

function nodesOf(plan: PlanReader): PlacedThing[] {
    return [...autoModeNodes(plan), ...karpenterNodes(plan), ...nodeGroups(plan)];
}

function autoModeNodes(plan: PlanReader): PlacedThing[] {
    const autoMode = plan.ofType("aws:eks/cluster:Cluster").filter((cluster) => isAutoMode(plan, cluster));
    return autoMode.map((cluster) => {
        const pools = nodePools(plan, cluster);
        const details = [pools.length > 0 ? `pools ${list(pools)}` : undefined];
        return thing(plan, cluster, "vpcConfig", "nodes", { title: "Nodes of EKS Auto Mode", details });
    });
}

/** Where Karpenter may start nodes stands in its node classes. */
function karpenterNodes(plan: PlanReader): PlacedThing[] {
    return plan
        .ofType("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")
        .map((nodeClass) => thing(plan, nodeClass, "spec", "nodes", { title: "Nodes of Karpenter", details: [] }));
}

function nodeGroups(plan: PlanReader): PlacedThing[] {
    return plan.ofType("aws:eks/nodeGroup:NodeGroup").map((group) => {
        const { instanceTypes, scalingConfig } = group.inputs;
        const types = items(instanceTypes).flatMap((type) => text(type) ?? []);
        const { minSize, maxSize } = members(scalingConfig);
        const size = typeof minSize === "number" && typeof maxSize === "number" ? `${minSize} to ${maxSize} × ` : "";
        const details = [size + (types.length > 0 ? list(types) : "nodes")];
        return thing(plan, group, "subnetIds", "nodes", { title: `Node group ${groupName(plan, group)}`, details });
    });
}

/** The component's name says more than that of its one child. */
function groupName(plan: PlanReader, group: PlannedResource): string {
    const parent = plan.parent(group);
    return plan.partName(parent && group.name.startsWith(`${parent.name}-`) ? parent : group);
}

/** In a preview the cluster's own `computeConfig` isn't known as a whole: it has the role's ARN in it. */
function isAutoMode(plan: PlanReader, cluster: PlannedResource): boolean {
    const { computeConfig } = cluster.inputs;
    const { autoMode } = plan.parent(cluster)?.inputs ?? {};
    return members(computeConfig).enabled === true || members(autoMode).enabled === true;
}

function nodePools(plan: PlanReader, cluster: PlannedResource): string[] {
    const own = members(cluster.inputs.computeConfig).nodePools;
    const given = members(members(plan.parent(cluster)?.inputs.autoMode).computeConfig).nodePools;
    return items(own ?? given).flatMap((pool) => text(pool) ?? []);
}

/** Where nodes may be: in the subnets of the node groups, else in those of the cluster. */
function nodeSubnets(plan: PlanReader): string[] {
    const nodes = nodesOf(plan).flatMap(({ subnets }) => subnets);
    return unique(nodes.length > 0 ? nodes : clusters(plan).flatMap(({ subnets }) => subnets));
}

function podsOf(plan: PlanReader): PlacedThing[] {
    const deployments = plan.ofType("kubernetes:apps/v1:Deployment");
    const isWorkload = ({ urn }: PlannedResource) => urn.includes("alchemorsel:workload:Workload$");
    const names = (all: PlannedResource[]) =>
        all.map(({ inputs, name }) => text(members(inputs.metadata).name) ?? name);
    const others = deployments.filter((deployment) => !isWorkload(deployment));
    return [
        ...pods(plan, "pods", "Pods of the workloads", names(deployments.filter(isWorkload))),
        ...pods(plan, "controllers", "Pods of the controllers", [...names(others), ...releases(plan)]),
    ];
}

function pods(plan: PlanReader, kind: ThingKind, title: string, names: string[]): PlacedThing[] {
    const subnets = nodeSubnets(plan);
    return names.length === 0 ? [] : [{ kind, name: title, title, details: [list(names)], subnets }];
}

/** Releases of Helm, save those of mere definitions, which have no pods. */
function releases(plan: PlanReader): string[] {
    return plan
        .ofType("kubernetes:helm.sh/v3:Release")
        .map(({ inputs, name }) => text(inputs.name) ?? name)
        .filter((name) => !name.endsWith("-crd"));
}
