import type { Finding } from "./watch";
import { isMissing, type Pod, type Pods, type Sample } from "./sample";
import { inWords, streak, verdictOfStreak } from "./streak";

/** What a container may do once, by bad luck. */
const toleratedRestarts = 1;

/** Whether the new color's pods stay up. Facts: one crash loop is enough, without any odds. */
export function judgePods(history: readonly Sample[], sample: Sample): Finding[] {
    if (isMissing(sample.pods)) {
        const missing = { verdict: "inconclusive", why: sample.pods.noFigures } as const;
        return [
            { measure: "restarts", ...missing },
            { measure: "ready pods", ...missing },
        ];
    }
    return [judgeRestarts(history, sample, sample.pods), judgeReady(history, sample.pods)];
}

function judgeRestarts(history: readonly Sample[], { since }: Sample, { pods }: Pods): Finding {
    const restarts = pods.map((pod) => restartsSince(pod, history, since)).reduce((sum, count) => sum + count, 0);
    const troubles = pods.flatMap((pod) => {
        const killed = pod.ends.some(({ at, reason }) => reason === "OOMKilled" && !isBefore(at, since));
        return [
            ...(killed ? [`${pod.name} ran out of memory (OOMKilled)`] : []),
            ...(pod.waiting === "CrashLoopBackOff" ? [`${pod.name} crashes again and again (CrashLoopBackOff)`] : []),
        ];
    });
    const counted = restarts === 1 ? "1 restart of a container" : `${restarts} restarts of containers`;
    return {
        measure: "restarts",
        value: restarts,
        verdict: troubles.length > 0 || restarts > toleratedRestarts ? "breach" : "well",
        why: troubles.join(", ") || counted,
    };
}

/**
 * Restarts since the step began. A pod that is younger has them all from it on; of an older one those are taken off that it had when it was first
 * looked at. That look may be late, by a process that took the release up: a container that had ended since the step began counts once.
 */
function restartsSince(pod: Pod, history: readonly Sample[], since: string): number {
    if (!isBefore(pod.createdAt, since)) {
        return pod.restarts;
    }
    const earlier = history
        .flatMap(({ pods }) => (isMissing(pods) ? [] : pods.pods))
        .find(({ name }) => name === pod.name);
    const first = earlier ?? pod;
    const missed = first.restarts > 0 && first.ends.some(({ at }) => !isBefore(at, since)) ? 1 : 0;
    return pod.restarts - first.restarts + missed;
}

/** The API's times have no fractions: an end in the second in which the step began may belong to it. */
function isBefore(time: string, since: string): boolean {
    return Date.parse(time) < Math.floor(Date.parse(since) / 1000) * 1000;
}

/** Pods that the autoscaler has asked for since the step began may take their time: none is missed that wasn't wanted then. */
function judgeReady(history: readonly Sample[], now: Pods): Finding {
    const first = history.find(({ pods }) => !isMissing(pods))?.pods;
    const atFirst = first === undefined || isMissing(first) ? now.wanted : first.wanted;
    const wanted = ({ wanted }: Pods) => Math.max(1, Math.min(wanted, atFirst));
    const ready = ({ pods }: Pods) => pods.filter(({ isReady }) => isReady).length;
    const short = streak(history, ({ pods }) => !isMissing(pods) && ready(pods) < wanted(pods));
    const counts = `${ready(now)} of ${wanted(now)} pods are ready`;
    return {
        measure: "ready pods",
        value: ready(now),
        verdict: verdictOfStreak(short),
        why: short.looks === 0 ? counts : `${counts}, ${inWords(short)}`,
    };
}
