import { expect } from "chai";

import { judge, oddsOfStep, verdictOf } from "../../../delivery/analysis/judge";
import type { Watch } from "../../../delivery/analysis/watch";
import { remember } from "../../../delivery/analysis/windows";
import { noRequests, type Pod, type Requests, type Sample } from "../../../delivery/analysis/sample";
import type { Look } from "../../../delivery/release/release";
import { random } from "./random";
import { analysis } from "../analysis-config";
import { after, began, firstBreach, healthy, oneSecond, pod, sample, watch } from "./samples";

function lookAt(measure: string, history: readonly Sample[], parts: Partial<Watch> = {}): Look {
    return judge(watch(history, parts)).find((look) => look.measure === measure)!;
}

function requests(failed: number, all: number, fast = all): Requests {
    const buckets = [
        { bound: 0.1, count: fast },
        { bound: Infinity, count: all },
    ];
    return { all, failed, buckets };
}

function withRequests(blue: Requests, green: Requests, seconds = 1): Sample {
    return sample(seconds, { requests: { blue, green } });
}

/** Histories of pods, one look a second. */
function withPods(...looks: { wanted?: number; pods: Partial<Pod>[] }[]): Sample[] {
    return looks.map(({ pods, wanted = pods.length }, index) =>
        sample(index + 1, {
            pods: { wanted, pods: pods.map((each, number) => ({ ...pod, name: `recipes-green-${number}`, ...each })) },
        }),
    );
}

describe("the measure errors", () => {
    it("is a breach if the new color fails more often, and says the counts", () => {
        const look = lookAt("errors", [withRequests(requests(1, 2000), requests(12, 240))]);
        expect(look).to.deep.include({ verdict: "breach", at: after(1), workload: "recipes" });
        expect(look).to.deep.include({ old: { bad: 1, all: 2000 }, new: { bad: 12, all: 240 } });
        expect(look.why).to.equal("12 of 240 requests failed against 1 of 2000");
    });

    it("is well if both colors fail as often", () => {
        expect(lookAt("errors", [withRequests(requests(100, 2000), requests(12, 240))]).verdict).to.equal("well");
    });

    it("compares with what the old color did before, once it has no traffic", () => {
        const history = [withRequests(noRequests, requests(30, 240))];
        expect(lookAt("errors", history).verdict).to.equal("inconclusive");
        expect(lookAt("errors", history, { baseline: [requests(2, 6000)] }).verdict).to.equal("breach");
        expect(lookAt("errors", history, { baseline: [requests(600, 6000)] }).verdict).to.equal("inconclusive");
        expect(lookAt("errors", history, { baseline: [requests(750, 6000)] }).verdict).to.equal("well");
    });

    it("says what is missing where there is too little traffic, or a difference that may be chance", () => {
        expect(lookAt("errors", [withRequests(requests(0, 90), requests(0, 10))])).to.deep.include({
            verdict: "inconclusive",
            why: "0 of 10 requests failed against 0 of 90, and fewer than 50 requests say nothing",
        });
        expect(lookAt("errors", [withRequests(requests(0, 90), requests(2, 90))]).why).to.match(/may still be chance$/);
    });

    it("is open, with the reason, without figures", () => {
        const looks = judge(watch([sample(1, { requests: { noFigures: "socket hang up" } })]));
        const open = looks.filter(({ verdict, why }) => verdict === "inconclusive" && why === "socket hang up");
        expect(open.map(({ measure }) => measure)).to.deep.equal(["errors", "slow requests"]);
    });

    it("looks at the last of whole minutes where its source knows nothing finer, and says which", () => {
        const minutes = (until: number, at: number, green: Requests) => {
            const span = { since: after(60), until: after(until) };
            return sample(at, { requests: { blue: requests(0, 10 * until), green, span } });
        };
        // The same figures are looked at more than once: the first minute is well, the second isn't.
        const first = [180, 200, 239].map((at) => minutes(120, at, requests(0, 2000)));
        const history = [...first, minutes(180, 240, requests(20, 2200))].reduce<Sample[]>(remember, []);
        const look = lookAt("errors", history, { look: 3 });
        expect(look.verdict).to.equal("breach");
        expect(look.why).to.equal("20 of 200 requests failed against 0 of 600 in the 60 s until 00:03:00");
        expect(lookAt("slow requests", history).latency?.green.rate).to.be.closeTo(200 / 60, 0.1);
    });

    it("finds what begins late in a step at once, by its last seconds", () => {
        const next = random(3);
        const late = (second: number) => ({
            blue: healthy,
            green: { ...healthy, failing: second > 300 ? 0.1 : 0.001 },
        });
        const found = firstBreach(330, late, next);
        expect(found?.measure).to.equal("errors");
        expect(found?.look).to.be.within(301, 310);
    });

    it("names the seconds that show it", () => {
        const before = withRequests(requests(0, 100_000), requests(0, 100_000), 1000);
        const now = withRequests(requests(0, 101_000), requests(100, 101_000), 1010);
        expect(lookAt("errors", [before, now])).to.deep.include({
            verdict: "breach",
            why: "100 of 1000 requests failed against 0 of 1000 in the last 10 s",
        });
    });
});

describe("the measure slow requests", () => {
    it("finds 300 ms more, and says beyond which latency", () => {
        for (let seed = 0; seed < 20; seed++) {
            const slower = () => ({ blue: healthy, green: { ...healthy, rate: 20, slower: 0.3 } });
            const found = firstBreach(10, slower, random(seed));
            expect(found?.measure).to.equal("slow requests");
        }
        const look = lookAt("slow requests", [withRequests(requests(0, 1000, 970), requests(0, 100, 10))]);
        expect(look.why).to.equal("90 of 100 requests took longer than 100 ms against 30 of 1000");
    });

    it("takes nothing for slow that is quick by itself, if the config doesn't say so", () => {
        const quick = { ...healthy, median: 0.002 };
        const behind = (slowMilliseconds: number) => {
            const both = () => ({ blue: quick, green: { ...quick, slower: 0.006 } });
            return firstBreach(60, both, random(8), { analysis: { ...analysis, slowMilliseconds } });
        };
        expect(behind(25)).to.equal(undefined);
        expect(behind(5)?.measure).to.equal("slow requests");
    });

    describe("without the old color beside it", () => {
        /** What it did in parts of a minute, of whose seconds some were busy: then all of every third second takes 100 ms and more. */
        const noisy = (isBusy: (second: number) => boolean, next: () => number) => {
            const counted: Requests[] = [];
            for (let second = 0; second < 60; second++) {
                const slower = isBusy(second) && second % 3 === 0 ? 0.1 : 0;
                const sum = oneSecond(counted.at(-1) ?? noRequests, { ...healthy, median: 0.004, slower }, next);
                counted.push(sum);
            }
            return counted.filter((_, second) => second % 5 === 4) as unknown as [...Requests[], Requests];
        };
        const quick = { ...healthy, median: 0.004 };
        const none = { ...healthy, rate: 0 };

        it("is one for a slow version after a moment, and for a busy second at no time", () => {
            const baseline = noisy(() => false, random(1));
            const slow = () => ({ blue: none, green: { ...quick, slower: 0.3 } });
            expect(firstBreach(15, slow, random(2), { baseline })).to.deep.equal({ look: 4, measure: "slow requests" });
            const busy = (second: number) => ({ blue: none, green: { ...quick, slower: second <= 2 ? 0.1 : 0 } });
            expect(firstBreach(15, busy, random(3), { baseline })).to.equal(undefined);
        });

        it("is none for a busy time as there was one before, unless it lasts a minute", () => {
            const baseline = noisy((second) => second >= 20 && second < 25, random(4));
            const busy = (seconds: number) => (second: number) => {
                const slower = second <= seconds && second % 3 === 0 ? 0.1 : 0;
                return { blue: none, green: { ...quick, slower } };
            };
            expect(firstBreach(50, busy(12), random(5), { baseline })).to.equal(undefined);
            expect(firstBreach(120, busy(120), random(5), { baseline })?.look).to.be.within(60, 75);
            const slow = () => ({ blue: none, green: { ...quick, slower: 0.3 } });
            expect(firstBreach(15, slow, random(6), { baseline })?.look).to.equal(4);
        });
    });

    it("raises no alarm where both colors get slower by the same noise", () => {
        for (let seed = 0; seed < 20; seed++) {
            const next = random(seed);
            let slower = 0;
            const both = () => {
                slower = next() < 0.1 ? next() * 0.4 : slower;
                return { blue: { ...healthy, rate: 90, slower }, green: { ...healthy, rate: 30, slower } };
            };
            expect(firstBreach(120, both, next)).to.equal(undefined);
        }
    });

    it("raises no more false alarms than its odds, though the old color's own figures choose what is slow", () => {
        const runs = 60;
        let alarms = 0;
        for (let seed = 0; seed < runs; seed++) {
            const both = () => ({ blue: { ...healthy, rate: 5 }, green: { ...healthy, rate: 5 } });
            const strict = { analysis: { ...analysis, slowDifference: 1e-9, errorDifference: 1e-9 }, odds: 0.05 };
            alarms += firstBreach(120, both, random(seed), strict) === undefined ? 0 : 1;
        }
        expect(alarms / runs).to.be.at.most(0.05);
    });

    it("is open without latencies of the old color", () => {
        expect(lookAt("slow requests", [withRequests(noRequests, requests(0, 100))])).to.deep.include({
            verdict: "inconclusive",
            why: "the old color has no latencies to compare with",
        });
    });

    it("has percentiles and rate of the last seconds, for the timeline", () => {
        const next = random(4);
        const early = oneSecond(noRequests, { ...healthy, rate: 10_000, slower: 2 }, next);
        const later = oneSecond(early, { ...healthy, rate: 5000 }, next);
        const history = [withRequests(noRequests, early, 100), withRequests(noRequests, later, 110)];
        const { latency } = lookAt("slow requests", history);
        expect(latency?.blue).to.deep.equal({ p50: undefined, p95: undefined, p99: undefined, rate: 0 });
        expect(latency?.green.rate).to.equal(500);
        expect(latency?.green.p50).to.be.within(30, 50);
        expect(latency?.green.p95).to.be.within(80, 110);
        expect(latency?.green.p99).to.be.within(100, 150);
    });
});

describe("the measure restarts", () => {
    const verdict = (...looks: Parameters<typeof withPods>) => lookAt("restarts", withPods(...looks)).verdict;

    it("forgives one restart, not two", () => {
        const before = { pods: [{ restarts: 3 }, { restarts: 0 }] };
        expect(verdict(before, before)).to.equal("well");
        expect(verdict(before, { pods: [{ restarts: 4 }, { restarts: 0 }] })).to.equal("well");
        expect(verdict(before, { pods: [{ restarts: 4 }, { restarts: 1 }] })).to.equal("breach");
    });

    it("counts all restarts of a pod that came since the step began", () => {
        expect(verdict({ pods: [{ createdAt: after(1), restarts: 2 }] })).to.equal("breach");
        expect(verdict({ pods: [{ createdAt: after(-5), restarts: 2 }] })).to.equal("well");
    });

    it("counts a restart that was before the first look, but since the step began", () => {
        const ended = { ends: [{ at: after(2), reason: "Error" }] };
        expect(verdict({ pods: [{ restarts: 5, ...ended }] }, { pods: [{ restarts: 6, ...ended }] })).to.equal(
            "breach",
        );
    });

    it("is a breach at the first container that runs out of memory, or crashes again and again", () => {
        const killed = (at: string) => ({ pods: [{ restarts: 1, ends: [{ at, reason: "OOMKilled" }] }] });
        const look = lookAt("restarts", withPods(killed(after(2))));
        expect(look).to.deep.include({ verdict: "breach", why: "recipes-green-0 ran out of memory (OOMKilled)" });
        expect(verdict(killed(after(-60)))).to.equal("well");
        expect(verdict({ pods: [{ waiting: "CrashLoopBackOff" }] })).to.equal("breach");
    });

    it("is open where the pods can't be read", () => {
        const looks = judge(watch([sample(1, { pods: { noFigures: "no answer" } })]));
        const open = looks.filter(({ why }) => why === "no answer");
        expect(open.map(({ measure, verdict }) => [measure, verdict])).to.deep.equal([
            ["restarts", "inconclusive"],
            ["ready pods", "inconclusive"],
        ]);
    });
});

describe("the measure ready pods", () => {
    const whole = { pods: [{}, {}] };
    const short = { pods: [{}, { isReady: false }] };
    const look = (...looks: Parameters<typeof withPods>) => lookAt("ready pods", withPods(...looks));

    it("is a breach after two seconds with too few at each look, and open before", () => {
        expect(look(whole, whole)).to.deep.include({ verdict: "well", why: "2 of 2 pods are ready", value: 2 });
        expect(look(whole, short)).to.deep.include({ verdict: "inconclusive" });
        expect(look(short, short, whole, short, short).verdict).to.equal("inconclusive");
        expect(look(whole, short, short, short)).to.deep.include({
            verdict: "breach",
            why: "1 of 2 pods are ready, for 2 s",
        });
    });

    it("is open where there were fewer looks, or less time", () => {
        const at = (...seconds: number[]) => {
            const [parts] = withPods(short);
            return lookAt(
                "ready pods",
                seconds.map((each) => sample(each, { pods: parts!.pods })),
            );
        };
        expect(at(1, 1.5, 2, 2.5)).to.deep.include({
            verdict: "inconclusive",
            why: "1 of 2 pods are ready, for 1.5 s",
        });
        expect(at(1, 1.5, 2, 2.5, 3).verdict).to.equal("breach");
        expect(at(1, 9).verdict).to.equal("inconclusive");
    });

    it("doesn't miss pods that the autoscaler has only now asked for", () => {
        const growing = { wanted: 4, pods: [{}, {}] };
        expect(look(whole, growing, growing, growing, growing).verdict).to.equal("well");
        const grownAndShort = { wanted: 4, pods: [{}, { isReady: false }] };
        expect(look(whole, grownAndShort, grownAndShort, grownAndShort).verdict).to.equal("breach");
    });

    it("is a breach with no pod wanted at all", () => {
        const none = { wanted: 0, pods: [] };
        expect(look(none, none, none).verdict).to.equal("breach");
    });
});

describe("the measures of a workload's own queries", () => {
    const queries = [{ name: "queue length", query: "sum(queue)", max: 10 }];
    const look = (...values: Sample["queries"][string][]) =>
        lookAt(
            "queue length",
            values.map((value, index) => sample(index + 1, { queries: { "queue length": value } })),
            { queries },
        );

    it("are a breach after two seconds above their most at each look", () => {
        expect(look(10)).to.deep.include({ verdict: "well", value: 10, why: "10 is at most 10" });
        expect(look(11).verdict).to.equal("inconclusive");
        expect(look(11, 11, 10, 11, 11).verdict).to.equal("inconclusive");
        expect(look(9, 11, 12, 13)).to.deep.include({
            verdict: "breach",
            why: "13 is more than 10, for 2 s",
        });
    });

    it("are open, in Prometheus' own words, where they fail", () => {
        const parseError = { noFigures: "1:5: parse error: unclosed left parenthesis" };
        expect(look(parseError)).to.deep.include({ verdict: "inconclusive", why: parseError.noFigures });
        expect(look(11, 11, parseError, 11).verdict, "a gap is no look above").to.equal("inconclusive");
    });
});

describe("the verdict of all looks", () => {
    const looks = (...verdicts: Look["verdict"][]) =>
        verdicts.map((verdict) => ({ at: began, workload: "recipes", measure: "errors", verdict, why: "" }));

    it("is well only if every one is, and a breach if one is", () => {
        expect(verdictOf(looks("well", "well"))).to.equal("well");
        expect(verdictOf(looks("well", "inconclusive"))).to.equal("inconclusive");
        expect(verdictOf(looks("inconclusive", "breach", "well"))).to.equal("breach");
        expect(verdictOf([])).to.equal("inconclusive");
    });

    it("divides the odds among the workloads, the steps and the bake", () => {
        const steps = [
            { weight: 10, seconds: 30 },
            { weight: 50, seconds: 30 },
        ];
        expect(oddsOfStep({ analysis, steps }, 5)).to.be.closeTo(0.001 / 15, 1e-12);
    });

    it("raises no more false alarms than the odds, with all measures and windows together", () => {
        const runs = 40;
        let alarms = 0;
        for (let seed = 0; seed < runs; seed++) {
            const both = () => ({
                blue: { ...healthy, failing: 0.05 },
                green: { ...healthy, failing: 0.05, rate: 25 },
            });
            const strict = { analysis: { ...analysis, slowDifference: 1e-9, errorDifference: 1e-9 }, odds: 0.05 };
            alarms += firstBreach(120, both, random(seed), strict) === undefined ? 0 : 1;
        }
        expect(alarms / runs).to.be.at.most(0.05);
    });
});

describe("the history of a step", () => {
    it("keeps the first sample and the last minute, and begins anew with a step", () => {
        let history: Sample[] = [];
        for (let second = 1; second <= 500; second++) {
            history = remember(history, sample(second));
        }
        expect(history.map(({ at }) => at)).to.deep.equal(
            [1, ...Array.from({ length: 61 }, (_, index) => 440 + index)].map(after),
        );
        expect(remember(history, { ...sample(501), since: after(500) })).to.have.length(1);
    });
});
