import type { ColorName, PerColor } from "../../components/colors";
import type { WorkloadReleaseConfig } from "../../components/release-config";
import type { NoFigures, Pods, Requests, Sample } from "./sample";
import { wordsOf } from "./words";

/** Where the figures of requests come from. What can't be had is told, never thrown and never guessed. */
export interface MetricsSource {
    /** The requests to both colors of a workload from `since` to `now`. */
    requests(workload: string, since: Date, now: Date): Promise<PerColor<Requests> | NoFigures>;
    /** The one number that a query gives. */
    query(query: string, now: Date): Promise<number | NoFigures>;
}

/** What a sample is taken of. */
export interface Sampled {
    readonly workload: string;
    /** The color that gets the traffic. */
    readonly color: ColorName;
    readonly queries: WorkloadReleaseConfig["queries"];
    /** When the step began. */
    readonly since: Date;
}

/** Reads everything at once: the figures of requests and queries from their source, the new color's pods by `readPods`. */
export async function takeSample(
    source: MetricsSource,
    readPods: (workload: string, color: ColorName) => Promise<Pods | NoFigures>,
    { workload, color, queries, since }: Sampled,
    now = new Date(),
): Promise<Sample> {
    const asked = queries.map(async ({ name, query }) => {
        const filled = query.replaceAll("$workload", workload).replaceAll("$color", color);
        return [name, await source.query(filled, now)] as const;
    });
    const [requests, pods, answers] = await Promise.all([
        source.requests(workload, since, now),
        readPods(workload, color).catch((error: unknown) => ({
            noFigures: `the pods could not be read: ${wordsOf(error)}`,
        })),
        Promise.all(asked),
    ]);
    return { since: since.toISOString(), at: now.toISOString(), requests, pods, queries: Object.fromEntries(answers) };
}
