import type { MetricDataQuery, MetricDataResult } from "@aws-sdk/client-cloudwatch";

import { type ColorName, colors, perColor, type PerColor } from "../../components/colors";
import type { Attached } from "../../components/workload/alb-weights";
import type { Requests } from "./sample";

/**
 * What is asked of CloudWatch about two target groups, and what requests its answers say that there were.
 *
 * - A request that a target answered counts by its status. One that a target got and didn't answer (it hung, or broke the connection) is in
 *   `RequestCount` and under no status; so is one that its client gave up. As many of these have failed as the load balancer itself
 *   has answered with 5xx in that minute, at the most: that number exists for the load balancer as a whole only.
 * - A request for which there was no healthy target is in no target group's figures. That a color has none, its pods tell.
 * - Latencies are counted by trimmed counts, of which `TC(:0.1)` is the number of requests that took up to 0.1 s.
 *   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */

export const periodSeconds = 60;

/** Bounds of latencies, in seconds. The odds of a verdict are shared among them, so there are few. */
const bounds = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 5];

const answers = ["2XX", "3XX", "4XX", "5XX"] as const;

export function queriesOf({ arns, loadBalancerArn }: Attached): MetricDataQuery[] {
    const balancer = { Name: "LoadBalancer", Value: loadBalancerArn.replace(/^.*:loadbalancer\//, "") };
    const ask = (id: string, metric: string, stat: string, own: (typeof balancer)[] = []): MetricDataQuery => ({
        Id: id,
        MetricStat: {
            Metric: { Namespace: "AWS/ApplicationELB", MetricName: metric, Dimensions: [...own, balancer] },
            Period: periodSeconds,
            Stat: stat,
        },
    });
    const ofColor = (color: ColorName) => {
        const group = [{ Name: "TargetGroup", Value: arns[color].replace(/^.*:targetgroup/, "targetgroup") }];
        return [
            ask(`${color}All`, "RequestCount", "Sum", group),
            ...answers.map((code) => ask(`${color}${code}`, `HTTPCode_Target_${code}_Count`, "Sum", group)),
            ask(`${color}Timed`, "TargetResponseTime", "SampleCount", group),
            ...bounds.map((bound, index) => ask(`${color}To${index}`, "TargetResponseTime", `TC(:${bound})`, group)),
        ];
    };
    return [ask("ownFailures", "HTTPCode_ELB_5XX_Count", "Sum"), ...colors.flatMap(ofColor)];
}

/** What the answers say of each minute in which there were requests, by its start in milliseconds since 1970. */
export function minutesOf(results: readonly MetricDataResult[]): ReadonlyMap<number, PerColor<Requests>> {
    const values = new Map<string, number>();
    for (const { Id: id = "", StatusCode: status, Timestamps: times = [], Values: numbers = [], Messages } of results) {
        if (status === "InternalError" || status === "Forbidden") {
            throw new Error(`${status}: ${Messages?.[0]?.Value ?? "it gave no reason"}`);
        }
        times.forEach((time, index) => values.set(keyOf(id, time.getTime()), numbers[index] ?? 0));
    }
    const withRequests = results.filter(({ Id: id }) => colors.some((color) => id === `${color}All`));
    const minutes = withRequests.flatMap(({ Timestamps: times = [] }) => times.map((time) => time.getTime()));
    return new Map(minutes.sort().map((at) => [at, minuteOf((id) => values.get(keyOf(id, at)) ?? 0)]));
}

function minuteOf(value: (id: string) => number): PerColor<Requests> {
    return perColor((color) => {
        const all = value(`${color}All`);
        const answered = answers.reduce((sum, code) => sum + value(`${color}${code}`), 0);
        const unanswered = Math.min(Math.max(0, all - answered), value("ownFailures"));
        const timed = { bound: Infinity, count: value(`${color}Timed`) };
        return {
            all,
            failed: Math.min(all, value(`${color}5XX`) + unanswered),
            buckets: [...bounds.map((bound, index) => ({ bound, count: value(`${color}To${index}`) })), timed],
        };
    });
}

function keyOf(id: string, time: number): string {
    return `${id} ${time}`;
}
