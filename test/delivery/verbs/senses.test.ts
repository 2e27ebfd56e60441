import { expect } from "chai";

import { noRequests, type Requests } from "../../../delivery/analysis/sample";
import { openSenses } from "../../../delivery/verbs/senses";
import { analysis } from "../analysis-config";
import { newRelease } from "../run/fake-world";
import { fakeContext } from "./fake-context";

describe("the looks of a step", () => {
    it("spend their odds by the time that there was for looks, and never those of one look twice", async () => {
        const { context } = fakeContext({ verb: "promote" });
        const since = new Date("2026-11-28T12:00:00.000Z");
        let [now, failed] = [since.getTime(), 0];
        const requests = (all: number, bad: number): Requests => ({ all, failed: bad, buckets: [] });
        const metrics = {
            baseline: { seconds: 60, parts: 4 },
            requests: () => Promise.resolve({ blue: requests(400, 0), green: requests(100, failed) }),
            query: () => Promise.resolve({ noFigures: "none" }),
        };
        const target = { ...context.target, lookMilliseconds: 500, metrics: () => metrics, reader: {} };
        const clock = { ...context.clock, now: () => now };
        const { looks } = openSenses({ ...context, clock, target } as unknown as typeof context);
        const plan = { steps: [{ weight: 20, seconds: 60 }], bakeSeconds: 60, windowSeconds: 600, analysis };
        const release = newRelease({ phase: "canary", step: 0, plan, color: "green" });
        /** The fewest failures of a hundred requests that are a breach at a look after so long: the smaller its odds, the more. */
        const fewestAfter = async (milliseconds: number) => {
            for (failed = 1; ; failed++) {
                now = since.getTime() + milliseconds;
                const sense = openSenses({ ...context, clock, target } as unknown as typeof context);
                if ((await sense.looks(release, since))[0]?.verdict === "breach") return failed;
            }
        };
        const early = await fewestAfter(400);
        const late = await fewestAfter(20_000);
        expect(late).to.be.greaterThan(early);
        // Looks that come closer together than they should have the odds of later ones.
        failed = early;
        now = since.getTime() + 400;
        const verdicts: (string | undefined)[] = [];
        for (let look = 0; look < 40; look++) verdicts.push((await looks(release, since))[0]?.verdict);
        expect([verdicts[0], verdicts.at(-1)]).to.deep.equal(["breach", "inconclusive"]);
    });
});

describe("the looks of a bake", () => {
    const promotedAt = "2026-11-28T12:00:00.000Z";
    const since = new Date(promotedAt);

    const requests = (all: number, failed: number): Requests => ({ all, failed, buckets: [] });

    /** A source that had no figures at first, then a hundred a second to blue, and thirty failures of green since. */
    function source() {
        const asked: string[] = [];
        const metrics = {
            baseline: { seconds: 60, parts: 4 },
            requests: (_workload: string, from: Date, now: Date, isOver = false) => {
                if (!isOver) return Promise.resolve({ blue: noRequests, green: requests(100, 30) });
                asked.push(`${from.toISOString().slice(14, 19)} to ${now.toISOString().slice(14, 19)}`);
                const seconds = (now.getTime() - from.getTime()) / 1000;
                const found = { blue: requests(100 * seconds, seconds), green: noRequests };
                return Promise.resolve(seconds < 20 ? { noFigures: "none yet" } : found);
            },
            query: () => Promise.resolve({ noFigures: "none" }),
        };
        return { asked, metrics };
    }

    it("are compared with what the old color did before, read once and part by part", async () => {
        const { asked, metrics } = source();
        const { context } = fakeContext({ verb: "promote" });
        const target = { ...context.target, lookMilliseconds: 500, metrics: () => metrics, reader: {} };
        const { looks } = openSenses({ ...context, target } as unknown as typeof context);
        const plan = { steps: [], bakeSeconds: 60, windowSeconds: 600, analysis };
        const release = newRelease({ phase: "baking", promotedAt, plan, color: "green" });
        const [errors] = await looks(release, since);
        await looks(release, since);
        expect(errors?.why).to.equal("30 of 100 requests failed against 60 of 6000");
        expect(errors?.verdict).to.equal("breach");
        expect(asked).to.deep.equal(["59:00 to 59:15", "59:00 to 59:30", "59:00 to 59:45", "59:00 to 00:00"]);
    });
});
