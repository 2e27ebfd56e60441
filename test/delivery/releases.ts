import { type ColorName, otherColor, type PerColor } from "../../components/colors";
import { weights } from "../../components/workload/weights";
import type { Count, Entry, GateResult, Look, Phase, Release, ReleasePlan } from "../../delivery/release/release";
import { analysis } from "./analysis-config";

/** Releases as their journals tell them, for tests and for whoever wants to see what a report looks like. */

export const start = "2026-11-28T04:43:17.000Z";

const plan: ReleasePlan = {
    steps: [
        { weight: 10, seconds: 60 },
        { weight: 25, seconds: 60 },
        { weight: 50, seconds: 120 },
    ],
    bakeSeconds: 120,
    windowSeconds: 86_400,
    analysis,
};

const digest = (letter: string) =>
    `docker.io/alchemorsel/app@sha256:${letter.repeat(8)}${"0123456789abcdef".repeat(4)}`.slice(0, 97);

const images: Release["images"] = {
    recipes: { new: digest("b"), old: digest("a") },
    orders: { new: digest("d"), old: digest("c") },
};

const gates: readonly GateResult[] = [
    { gate: "pods", workload: "recipes", result: "pass", detail: "2 of 2 pods are ready." },
    { gate: "pods", workload: "orders", result: "pass", detail: "2 of 2 pods are ready." },
    { gate: "smoke", workload: "recipes", result: "pass", detail: "GET /recipes answered 200 in 12 ms." },
    {
        gate: "rules",
        result: "waived",
        detail: "log-retention stops the update of alchemorsel-production-cache-slow-log.",
        by: "mira@ci-4",
    },
    { gate: "migrations", workload: "recipes", result: "pass", detail: "Expanded: 1 change." },
];

/** When something happens, in seconds after the start. */
export function after(seconds: number): string {
    return new Date(Date.parse(start) + seconds * 1000).toISOString();
}

/** Numbers that wander, the same each time. */
function wobble(seed: number): number {
    const value = Math.sin(seed * 12.9898) * 43758.5453;
    return value - Math.floor(value);
}

export interface LookOptions {
    readonly workload?: string;
    readonly color?: ColorName;
    /** Shares of the requests that fail, of the old color and of the new one. */
    readonly failing?: readonly [old: number, fresh: number];
    /** The new color's share of the traffic, in percent. */
    readonly share?: number;
    readonly verdict?: Look["verdict"];
    readonly why?: string;
    /** How many times slower the new color is. */
    readonly slower?: number;
}

/** What is seen of a workload at a moment. */
export function look(seconds: number, options: LookOptions = {}): Look {
    const { workload = "recipes", color = "green", failing = [0.001, 0.001], share = 10, slower = 1.05 } = options;
    const all = 2000 + Math.round(wobble(seconds) * 400);
    const count = (part: number, rate: number): Count => {
        const requests = Math.round((all * part) / 100);
        return { bad: Math.round(requests * rate * (0.5 + wobble(seconds + part))), all: requests };
    };
    const [old, fresh] = [count(100 - share, failing[0]), count(share, failing[1])];
    const base = 18 + wobble(seconds + workload.length) * 6;
    const speed = (factor: number, part: number) => ({
        p50: base * 0.4 * factor,
        p95: base * factor * (1 + wobble(seconds + 3) * 0.1),
        p99: base * 2.1 * factor * (1 + wobble(seconds + factor) * 0.3),
        rate: ((all / 10) * part) / 100,
    });
    return {
        at: after(seconds),
        workload,
        measure: "errors",
        old,
        new: fresh,
        latency: { [color]: speed(slower, share), [otherColor(color)]: speed(1, 100 - share) } as PerColor<
            ReturnType<typeof speed>
        >,
        verdict: options.verdict ?? "well",
        why: options.why ?? `${fresh.bad} of ${fresh.all} requests failed against ${old.bad} of ${old.all}`,
    };
}

/** Looks at both workloads, ten seconds apart. */
function looks(from: number, to: number, options: LookOptions = {}): Look[] {
    const times = Array.from({ length: Math.floor((to - from) / 10) }, (_, index) => from + 10 * (index + 1));
    return times.flatMap((seconds) => [
        look(seconds, options),
        look(seconds, { ...options, workload: "orders", failing: [0.0005, 0.0005] }),
    ]);
}

function entry(seconds: number, phase: Phase, rest: Partial<Entry> = {}): Entry {
    return { at: after(seconds), phase, by: "alchemorsel", ...rest };
}

function release(journal: readonly Entry[], rest: Partial<Release> = {}): Release {
    const last = journal.at(-1);
    return {
        id: "2026-11-28T04-43-17Z-green",
        stack: "production",
        color: "green",
        images,
        phase: last?.phase ?? "deploying",
        step: last?.step,
        since: journal.find(({ phase, step }) => phase === last?.phase && step === last.step)?.at ?? start,
        plan,
        journal,
        ...rest,
    };
}

const at = (share: number) => weights("blue", share);

/** Up to the first step. */
const beginning: readonly Entry[] = [
    entry(0, "deploying", { by: "mira@ci-4", why: "Deployed from revision 8fff9a1." }),
    entry(48, "deployed"),
    entry(60, "gating", { by: "mira@ci-4", gates }),
];

function step(index: number, seconds: number, options: LookOptions = {}): Entry[] {
    const { weight: share = 0, seconds: lasts = 0 } = plan.steps[index] ?? {};
    return [
        entry(seconds, "canary", { step: index, weights: at(share) }),
        entry(seconds + lasts - 1, "canary", {
            step: index,
            looks: looks(seconds, seconds + lasts - 1, { share, ...options }),
        }),
    ];
}

/** All went well: three steps, a bake, done. */
export const good = release(
    [
        ...beginning,
        ...step(0, 72),
        ...step(1, 132),
        ...step(2, 192),
        entry(312, "promoted", { weights: at(100) }),
        entry(315, "baking", { looks: looks(315, 435, { share: 100 }) }),
        entry(436, "done", { why: "Green carried all of the traffic for 2 minutes without a difference to blue." }),
    ],
    { promotedAt: after(312) },
);

/** The same, as it is in its second step. */
export const underWay = release([...beginning, ...step(0, 72), ...step(1, 132)]);

const tooMany = "recipes: 27 of 270 requests failed at green against 2 of 2104 at blue";

/** The new color failed one request in ten in the second step. */
export const rolledBack = release([
    ...beginning,
    ...step(0, 72),
    ...step(1, 132, { failing: [0.001, 0.05], slower: 1.6 }).slice(0, 1),
    entry(182, "canary", { step: 1, looks: looks(132, 172, { share: 25, failing: [0.001, 0.03], slower: 1.6 }) }),
    entry(183, "canary", {
        step: 1,
        looks: [
            {
                ...look(182, {
                    share: 25,
                    failing: [0.001, 0.1],
                    slower: 2.1,
                    verdict: "breach",
                    why: "27 of 270 requests failed against 2 of 2104",
                }),
                old: { bad: 2, all: 2104 },
                new: { bad: 27, all: 270 },
            },
        ],
    }),
    entry(184, "rollingBack", { weights: at(0), why: `${tooMany}: more than one in a hundred, at odds of 1 in 1000.` }),
    entry(192, "rolledBack", {
        why: "Blue carries all of the traffic; green keeps its image for whoever looks into it.",
    }),
]);

/** The new image's pods end as soon as they start: it never got traffic. */
export const crashLoop = release([
    entry(0, "deploying", { by: "mira@ci-4", why: "Deployed from revision 8fff9a1." }),
    entry(95, "aborted", {
        why: "recipes-green-7d9f: CrashLoopBackOff after 4 restarts; its last line: panic: DATABASE_URL is not a URL.",
    }),
]);

/** Somebody thought better of it. */
export const aborted = release([
    ...beginning,
    ...step(0, 72),
    entry(140, "aborted", { by: "jon@laptop", weights: at(0), why: "The sale begins at five; again tomorrow." }),
]);

/** What must hold before traffic did not. */
export const gateFailed = release([
    ...beginning.slice(0, 2),
    entry(60, "gating", {
        by: "mira@ci-4",
        gates: [
            ...gates,
            {
                gate: "smoke",
                workload: "orders",
                result: "fail",
                detail: "GET /orders answered 500 and not 200: look at `kubectl logs deploy/orders-green`.",
            },
        ],
    }),
    entry(61, "aborted", { why: "orders: the smoke test GET /orders answered 500 and not 200." }),
]);

/** A release of many looks over a long time, at more workloads than one. */
export function long({
    seconds,
    count,
    workloads = 1,
}: {
    seconds: number;
    count: number;
    workloads?: number;
}): Release {
    const each = Array.from({ length: count }, (_, index) => {
        const workload = `workload-${index % workloads}`;
        return look(90 + ((seconds - 90) * (index + 1)) / count, { workload, share: 50 });
    });
    return release([
        ...beginning,
        entry(90, "canary", { step: 2, weights: at(50) }),
        ...each.map((one): Entry => ({ at: one.at, phase: "canary", step: 2, by: "alchemorsel", looks: [one] })),
        entry(seconds, "done", { weights: at(100) }),
    ]);
}

/** The shortest that there is: 5 s, without steps. */
export const short = release([
    entry(0, "gating", { by: "mira@ci-4", gates: gates.slice(0, 2) }),
    entry(1, "promoted", { weights: at(100) }),
    entry(1.5, "baking", { looks: [1.5, 2.5, 3.5, 4.5].map((seconds) => look(seconds, { share: 100 })) }),
    entry(5, "done"),
]);

const evil = `</title></style><script>alert(1)</script><img src=x onerror=alert(1)>"' | \`\`\`\n</details>\n# head @here [a](javascript:b) \u202e\u001b[31m \\|`;

/** Everything that can be a text says something hostile. */
export const hostile: Release = {
    ...rolledBack,
    id: evil,
    stack: evil,
    images: { [evil]: { new: evil, old: evil } },
    journal: rolledBack.journal.map((each) => ({
        ...each,
        by: evil,
        why: evil,
        gates: each.gates?.map((gate) => ({ ...gate, gate: evil, workload: evil, detail: evil, by: evil })),
        looks: each.looks?.map((one) => ({
            ...one,
            workload: evil,
            measure: one.measure === "errors" ? "errors" : evil,
            why: evil,
        })),
    })),
};
