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

/** What is protected and not named in the refusal: somebody has to know all that stands in the way. */
function protectedUnnamed({ before, output }: Seen): string[] {
    const guarded = (before.deployment.resources ?? []).filter(({ protect }) => protect === true);
    return [
        ...(guarded.length > 0 ? [] : ["nothing was protected"]),
        ...guarded.filter(({ urn }) => !output.includes(urn)).map(({ urn }) => `${urn} is protected, and not named`),
    ];
}
