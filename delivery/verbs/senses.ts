import { type ColorName, otherColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { judge, oddsOfStep } from "../analysis/judge";
import { type MetricsSource, takeSample } from "../analysis/metrics-source";
import { readPods } from "../analysis/pods";
import { isMissing, type Requests, type Sample } from "../analysis/sample";
import type { Watch } from "../analysis/watch";
import { remember } from "../analysis/windows";
import { runGates } from "../gates/run-gates";
import { readWaivers } from "../gates/waivers";
import { type Visit, visit } from "../target/visit";
import { staleness } from "../policy/check";
import type { Look, Release } from "../release/release";
import type { World } from "../run/world";
import type { Context } from "./context";

/** What the runner needs of gates, figures and synthetic load. */
export type Senses = Pick<World, "gates" | "looks" | "load">;

/** Requests of `load` to each of a workload's smoke tests at each look. */
const syntheticRequests = 10;

/** Looks at a release through the gates, Prometheus and the cluster. Throws where a gate is waived that can't be. */
export function openSenses(context: Context): Senses {
    const { stack, options, who } = context;
    const waivers = readWaivers(options.waive);
    const watches = new Map<string, Watched>();
    return {
        gates: async (release) => runGates(gateInputs(context, await stack.config(), release), waivers, who),
        looks: async (release, since) => {
            const config = await stack.config();
            const looks = Object.keys(release.images).map((workload) => {
                const watched = watches.get(workload) ?? new Watched(context, config, workload);
                watches.set(workload, watched);
                return watched.look(release, since);
            });
            return (await Promise.all(looks)).flat();
        },
        load: async ({ images }) => {
            const config = await stack.config();
            const urls = Object.keys(images).flatMap((workload) => front(config, workload));
            await Promise.all(urls.flatMap((each) => Array.from({ length: syntheticRequests }, () => visit(each))));
        },
    };
}

/** The smoke tests' addresses at the front door. */
function front(config: PlatformConfig, workload: string): Visit[] {
    const address = config.foundation === "local" ? config.local.address : `https://${config.aws.edge.domain}`;
    const { host, smoke = [] } = config.workloads[workload] ?? {};
    return smoke.map(({ path }) => ({ url: `${address}${path}`, ...(host !== undefined && { host }) }));
}

function gateInputs(
    { target, policies, clock }: Context,
    config: PlatformConfig,
    release: Release,
): Parameters<typeof runGates>[0] {
    const { namespace, reader, request, healthy } = target;
    const { workloads } = config;
    return {
        ...{ color: release.color, reader, request },
        workloads: Object.entries(release.images).map(([name, { new: image }]) => ({
            ...{ name, namespace, image, smoke: workloads[name]?.smoke ?? [] },
            ...(workloads[name]?.migrations && { migrations: workloads[name].migrations }),
            readWeights: () => target.weights(name),
            ...(healthy && { readHealthy: () => healthy(name) }),
        })),
        findMigration: (workload) => target.findMigration(workload, release.images[workload]?.new ?? ""),
        // The update that deployed ran with the policy pack; another run of it would take longer than all other gates together.
        policyViolations: () => Promise.resolve(staleness(release.policy, policies, config, new Date(clock.now()))),
        firingAlarms: target.firingAlarms,
    };
}

/** What is known of one workload in the step that it is in. */
class Watched {
    private history: readonly Sample[] = [];
    private readonly metrics: MetricsSource;
    private readonly metricsBefore: MetricsSource;
    private baseline: Watch["baseline"];
    /** The number of the last look that had new figures, in the step that began then. */
    private last = { since: "", number: 0 };

    constructor(
        private readonly context: Context,
        private readonly config: PlatformConfig,
        private readonly workload: string,
    ) {
        this.metrics = context.target.metrics();
        this.metricsBefore = context.target.metrics();
    }

    async look({ color, images, plan, phase, promotedAt }: Release, since: Date): Promise<Look[]> {
        const { context, config, workload } = this;
        const { reader, namespace } = context.target;
        const queries = config.workloads[workload]?.queries ?? [];
        const now = new Date(context.clock.now());
        const pods = () => readPods(reader, namespace, workload, color);
        const sample = await takeSample(this.metrics, pods, { workload, color, queries, since }, now);
        this.history = remember(this.history, sample);
        if (phase === "baking" && promotedAt !== undefined) {
            this.baseline ??= await before(this.metricsBefore, workload, otherColor(color), new Date(promotedAt));
        }
        const baseline = phase === "baking" ? this.baseline : undefined;
        if (plan === undefined) throw new Error("a release that is watched has a plan");
        return judge({
            ...{ workload, color, queries, history: this.history, analysis: plan.analysis },
            look: this.numberOf(sample),
            odds: oddsOfStep(plan, Object.keys(images).length),
            ...(baseline && { baseline }),
        });
    }

    /**
     * A number that no look at other figures of this step had, also where another process began it: the looks that there was time for
     * until then, or the minutes where the figures are of whole minutes. A look at the same figures is the same look.
     */
    private numberOf({ since, at, requests }: Sample): number {
        const span = isMissing(requests) ? undefined : requests.span;
        const numberAt = (end: string, milliseconds: number) =>
            Math.floor((Date.parse(end) - Date.parse(since)) / milliseconds) + 1;
        if (span) return numberAt(span.until, 60_000);
        const before = this.last.since === since ? this.last.number : 0;
        const number = Math.max(before + 1, numberAt(at, this.context.target.lookMilliseconds));
        this.last = { since, number };
        return number;
    }
}

/** What the old color did in the time before it lost its traffic, part by part. */
async function before(
    metrics: MetricsSource,
    workload: string,
    old: ColorName,
    promotedAt: Date,
): Promise<Watch["baseline"]> {
    const { seconds, parts } = metrics.baseline;
    const at = (part: number) => new Date(promotedAt.getTime() - (seconds * 1000 * (parts - part)) / parts);
    const read: Requests[] = [];
    for (let part = 1; part < parts; part++) {
        const requests = await metrics.requests(workload, at(0), at(part), true);
        if (!isMissing(requests)) read.push(requests[old]);
    }
    const all = await metrics.requests(workload, at(0), promotedAt, true);
    return isMissing(all) ? undefined : [...read, all[old]];
}
