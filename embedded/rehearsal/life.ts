import { nameOf } from "../upgrades/state";
import { has, none, noneReplaced, only } from "./checks";
import { changeOfTraffic } from "./traffic";
import { setCluster, setDatabase, setZones, type Present } from "./earlier";
import type { Change } from "./events";
import { setEverydayChanges } from "./everyday-changes";
import { endOfLife } from "./end-of-life";
import { restoreStep } from "./restore-step";
import { rotationSteps } from "./rotation";
import { registerTargets } from "./targets";
import { switchUnderRequests } from "./local-switch";
import type { CommandStep, Seen, Step } from "./step";

/** Nothing but the first update. */
export const firstUpdate: CommandStep = {
    title: "up",
    command: "up",
    problems: ({ changes }) => only(changes, ["create"]),
};

/** There is nothing to change. */
export const upAgain: CommandStep = { title: "up again", command: "up", problems: ({ changes }) => none(changes) };

/** The life of a stack that begins as it was a year ago and ends with nothing left. */
export function life(present: Present): Step[] {
    return [
        firstUpdate,
        upAgain,
        { title: "refresh", command: "refresh", problems: ({ changes }) => none(changes) },
        ...(["green", "blue"] as const).map((color): CommandStep => ({
            title: `the traffic to ${color}`,
            edit: (config) => {
                config.setIn(["config", "alchemorsel:activeColor"], color);
            },
            before: registerTargets,
            command: "up",
            problems: changeOfTraffic,
        })),
        { title: "the traffic of the local stack, under requests", act: switchUnderRequests },
        ...rotationSteps,
        {
            title: "everyday changes",
            edit: setEverydayChanges,
            command: "up",
            problems: (seen) => [...noneReplaced(seen.changes), ...settledInPlace(seen)],
        },
        {
            title: "a zone more",
            edit: (config) => {
                setZones(config, present);
            },
            command: "up",
            // A node group's subnets are for good: another one comes first, and takes its place.
            problems: ({ changes }) => [...noneReplaced(changes, nodeGroup), ...subnetsUntouched(changes, present)],
        },
        {
            title: `EKS to ${present.cluster}`,
            edit: (config) => {
                setCluster(config, present);
            },
            command: "up",
            problems: ({ changes }) => [...noneReplaced(changes), ...inOrder(changes)],
        },
        {
            title: `PostgreSQL to ${present.database}`,
            edit: (config) => {
                setDatabase(config, present);
            },
            command: "up",
            problems: ({ changes }) => [
                ...only(changes, ["update"]),
                ...has(changes, "aws:rds/instance:Instance", "engineVersion"),
            ],
        },
        {
            title: "the database replaced",
            command: "up",
            args: (state) => [
                "--target-replace",
                state.deployment.resources?.find(({ type }) => type === "aws:rds/instance:Instance")?.urn ?? "",
            ],
            refused: /unable to replace resource .*\sas it is currently marked for protection/s,
            problems: ({ changes }) => none(changes),
        },
        restoreStep,
        ...endOfLife,
    ];
}

/** Subnets may come, none may change. */
function subnetsUntouched(changes: readonly Change[], { zones }: Present): string[] {
    const subnets = changes.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    const made = subnets.filter(({ op }) => op === "create");
    return [...only(subnets, ["create"]), ...(made.length > 0 ? [] : [`no subnet was made in ${zones.at(-1) ?? ""}`])];
}

const nodeGroup = "aws:eks/nodeGroup:NodeGroup";

/** The control plane first, then its add-ons, then the nodes. */
function inOrder(changes: readonly Change[]): string[] {
    const of = (type: string) => changes.filter((change) => change.type === type);
    const order = [of("aws:eks/cluster:Cluster"), of("aws:eks/addon:Addon"), of(nodeGroup)];
    const [planes = []] = order;
    return [
        ...(planes.length === 1 ? [] : [`${planes.length} control planes changed`]),
        ...order
            .slice(1)
            .flatMap((later, index) =>
                later.flatMap((change) =>
                    (order[index] ?? [])
                        .filter(({ ended }) => ended > change.started)
                        .map(({ name }) => `${change.name} began before ${name} was done`),
                ),
            ),
    ];
}

/** Components without a changed resource in them, of those that have a setting to change. */
function settledInPlace({ changes, before }: Seen): string[] {
    const resources = before.deployment.resources ?? [];
    const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
    const touched = new Set<string>();
    for (const { urn } of changes)
        for (let each: string | undefined = urn; each !== undefined; each = parents.get(each)) touched.add(each);
    return resources
        .filter(({ urn, custom, type }) => !custom && type.startsWith("alchemorsel:") && !touched.has(urn))
        .filter(({ type }) => !withoutSettings.has(type))
        .map(({ type, urn }) => `${type} ${nameOf(urn)} was not changed`);
}

/** Components none of whose settings the stack's file can change without another zone, domain, version or color. */
const withoutSettings = new Set([
    "alchemorsel:aws:Certificate",
    "alchemorsel:aws:ControllerRoles",
    "alchemorsel:aws:Controllers",
    "alchemorsel:aws:Encryption",
    "alchemorsel:aws:Endpoints",
    "alchemorsel:aws:Karpenter",
    "alchemorsel:aws:PodIdentity",
    "alchemorsel:aws:Routing",
    "alchemorsel:workload:AlbTraffic",
]);
