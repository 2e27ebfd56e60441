import type { ColorName } from "../../components/colors";
import type { WorkloadReleaseConfig } from "../../components/release-config";
import type { CountedRequests, NoFigures, Pods, Sample } from "./sample";
import { wordsOf } from "./words";

/** Where the figures of requests come from. What can't be had is told, never thrown and never guessed. */
export interface MetricsSource {
    /**
     * The time before a promotion whose figures the bake is compared with: how long it is, in seconds, back to where the old color had the
     * traffic; and in how many parts it is read, by which it is seen how uneven it was.
     */
    readonly baseline: { readonly seconds: number; readonly parts: number };
    /** The requests to both colors of a workload from `since` to `now`. Old ones are none, but in a time that is over: there they will do. */
    requests(workload: string, since: Date, now: Date, isOver?: boolean): Promise<CountedRequests | NoFigures>;
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
    source: Pick<MetricsSource, "requests" | "query">,
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
