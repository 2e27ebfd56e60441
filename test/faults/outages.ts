import type { Phase } from "../../delivery/release/release";
import type { Answer } from "../../embedded/load/load";
import { containerPids, partPid, pods } from "../e2e/processes";
import type { Fault, Moment } from "./faults";
import type { Stage } from "./stage";

/** What can be gone for half a minute, and what becomes of a release that is in a phase then. */
interface Outage {
    readonly what: string;
    /** The host's numbers of its processes. */
    readonly pids: (stage: Stage) => Promise<number[]>;
    /** What may fail while it is gone, and why no other color could have served it. Default: nothing. */
    readonly mayFail?: (answer: Answer) => boolean;
    readonly ends: Readonly<Record<Moment, readonly Phase[]>>;
}

const part = (name: string) => (stage: Stage) => Promise.resolve([partPid(stage.platform, name)]);

const pod =
    (namespace: string, name: string) =>
    async ({ platform }: Stage) =>
        (await pods(platform, namespace, `app.kubernetes.io/name=${name}`)).flatMap(containerPids);

const unharmed: Outage["ends"] = {
    deploying: ["deployed"],
    gating: ["done"],
    canary: ["done"],
    promoted: ["done"],
    baking: ["done"],
    rollingBack: ["rolledBack"],
};

/** The engine gives up where the API server doesn't answer for long: what it was about to do is not done, or taken back. */
const withoutCluster: Outage["ends"] = {
    ...unharmed,
    deploying: ["aborted", "deployed"],
    gating: ["deployed"],
    promoted: ["done", "rolledBack"],
};

const outages: readonly Outage[] = [
    { what: "the API server", pids: part("kube-apiserver"), ends: withoutCluster },
    { what: "etcd", pids: part("etcd"), ends: withoutCluster },
    // Both of them: nobody is left to pass a request on.
    { what: "the gateway", pids: pod("gateway", "traefik"), mayFail: () => true, ends: unharmed },
    // Without it nobody knows whether an alarm fires.
    { what: "Prometheus", pids: pod("alchemorsel", "prometheus"), ends: { ...unharmed, gating: ["deployed"] } },
    { what: "metrics-server", pids: pod("kube-system", "metrics-server"), ends: unharmed },
    // Both colors need it, and neither is ready without it after a while: nobody knows whether it is the new one's doing. Where it
    // is back before that, the new one is as good as the old one was.
    {
        what: "the database",
        pids: pod("alchemorsel", "database"),
        mayFail: ({ status }) => status >= 500,
        ends: {
            ...{ deploying: ["aborted", "deployed"], gating: ["deployed", "rolledBack"] },
            ...{ canary: ["rolledBack", "done"], promoted: ["rolledBack", "done"], baking: ["rolledBack", "done"] },
            rollingBack: ["rolledBack"],
        },
    },
    { what: "Redis", pids: pod("alchemorsel", "cache"), ends: unharmed },
];

/** Each of them in each phase. */
export const outageFaults: readonly Fault[] = outages.flatMap(({ what, pids, mayFail, ends }) =>
    (Object.entries(ends) as [Moment, readonly Phase[]][]).map(([at, phases]) => ({
        name: `${what} is gone for half a minute`,
        at,
        happens: async (stage: Stage) => stage.stop(await pids(stage)),
        ends: phases,
        isTriedAgain: phases.includes("aborted"),
        ...(mayFail && { mayFail: (answer: Answer, stage: Stage) => isWithin(answer, stage) && mayFail(answer) }),
    })),
);

function isWithin({ at }: Answer, { outage }: Stage): boolean {
    return at >= outage.from && at <= outage.until;
}
