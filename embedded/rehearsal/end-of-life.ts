import type { StateResource } from "../upgrades/state";
import { none, only } from "./checks";
import { setUnprotected } from "./earlier";
import { emptyBuckets, keptLogProblems, putLog } from "./kept-data";
import { leftInCloud, leftInCluster } from "./leftovers";
import type { Seen, Step } from "./step";

/** Nothing that is protected goes, nothing goes with data in it, and then nothing is left. */
export const endOfLife: readonly Step[] = [
    {
        title: "destroy while it is protected",
        command: "destroy",
        refused: /cannot be deleted\s+because it is protected/,
        problems: (seen) => [...none(seen.changes), ...protectedUnnamed(seen)],
    },
    {
        title: "protection off",
        edit: setUnprotected,
        command: "up",
        problems: ({ changes }) => only(changes, ["update"]),
    },
    {
        title: "destroy with a log in the bucket",
        before: putLog,
        command: "destroy",
        refused: /BucketNotEmpty/,
        problems: async ({ changes, before, stage }) => [
            ...only(changes, ["delete"]),
            ...(await keptLogProblems(stage, before)),
        ],
    },
    {
        title: "destroy",
        before: emptyBuckets,
        command: "destroy",
        problems: async ({ changes, after, stage }) => [
            ...only(changes, ["delete"]),
            ...(after.deployment.resources ?? []).map(({ urn }) => `${urn} is still in the state`),
            ...(await leftInCluster(stage.kubeconfig)),
            ...(await leftInCloud(stage)),
        ],
    },
];

/**
 * What is protected and not named in the refusal. The engine goes no further than the first protected thing on its way, so that what stands
 * below one that is named may be left out: it can't go before it.
 */
function protectedUnnamed({ before, output }: Seen): string[] {
    const resources = before.deployment.resources ?? [];
    const guarded = resources.filter(({ protect }) => protect === true);
    const below = belowOf(
        resources,
        guarded.filter(({ urn }) => output.includes(urn)),
    );
    return [
        ...(guarded.length > 0 ? [] : ["nothing was protected"]),
        ...guarded.filter(({ urn }) => !below.has(urn)).map(({ urn }) => `${urn} is protected, and not named`),
    ];
}

/** These, and all that they depend on. */
function belowOf(resources: readonly StateResource[], from: readonly StateResource[]): Set<string> {
    const known = new Map(resources.map((each) => [each.urn, each]));
    const found = new Set<string>();
    const open = from.map(({ urn }) => urn);
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
        if (found.has(urn)) continue;
        found.add(urn);
        open.push(...(known.get(urn)?.dependencies ?? []));
    }
    return found;
}
