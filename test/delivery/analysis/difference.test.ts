import { expect } from "chai";
import * as fc from "fast-check";

import { chance, decide, oddsOfLook, type Question } from "../../../delivery/analysis/difference";
import type { Count } from "../../../delivery/release/release";
import { hits, random } from "./random";

const second = { tolerated: 0.01, minimum: 50 };

/** A sequence of looks, one a second; `perSecond` says what comes in. The number of the look that found a breach. */
function firstBreach(
    seconds: number,
    odds: number,
    perSecond: () => { old: Count; new: Count },
    tolerated = second.tolerated,
): number | undefined {
    const old = { bad: 0, all: 0 };
    const now = { bad: 0, all: 0 };
    for (let look = 1; look <= seconds; look++) {
        const more = perSecond();
        old.bad += more.old.bad;
        old.all += more.old.all;
        now.bad += more.new.bad;
        now.all += more.new.all;
        if (decide({ old, new: now, odds, look, tolerated, minimum: second.minimum }) === "breach") {
            return look;
        }
    }
    return undefined;
}

function traffic(next: () => number, old: { rate: number; bad: number }, now: { rate: number; bad: number }) {
    return () => ({
        old: { all: old.rate, bad: hits(old.rate, old.bad, next) },
        new: { all: now.rate, bad: hits(now.rate, now.bad, next) },
    });
}

function ask(old: Count, now: Count, changes: Partial<Question> = {}): ReturnType<typeof decide> {
    return decide({ old, new: now, odds: 0.001, look: 1, ...second, ...changes });
}

/** The tail by its definition, in whole numbers. */
function exactChance(old: Count, now: Count): number {
    const choose = (all: number, part: number): bigint => {
        let ways = part < 0 || part > all ? 0n : 1n;
        for (let n = 1; n <= part; n++) {
            ways = (ways * BigInt(all - part + n)) / BigInt(n);
        }
        return ways;
    };
    const bad = old.bad + now.bad;
    let ways = 0n;
    for (let inNew = now.bad; inNew <= bad; inNew++) {
        ways += choose(now.all, inNew) * choose(old.all, bad - inNew);
    }
    return Number((ways * 10n ** 18n) / choose(old.all + now.all, bad)) / 1e18;
}

const counts = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
    .map(([one, other]) => ({ bad: Math.min(one, other), all: Math.max(one, other) }));

describe("the difference of two shares", () => {
    it("is as likely by chance as Fisher's lady with three of four cups is: 17 of 70", () => {
        expect(chance({ bad: 1, all: 4 }, { bad: 3, all: 4 })).to.be.closeTo(17 / 70, 1e-12);
    });

    it("has the chance that counting all the ways gives", () => {
        fc.assert(
            fc.property(counts, counts, (old, now) => {
                expect(chance(old, now)).to.be.closeTo(exactChance(old, now), 1e-9);
            }),
        );
    });

    it("has a chance between 0 and 1 for the counts of a day as well, and a smaller one the more fail", () => {
        const millions = fc.integer({ min: 1_000, max: 100_000_000 });
        const share = fc.double({ min: 0, max: 0.3, noNaN: true });
        fc.assert(
            fc.property(millions, share, millions, share, (oldAll, oldShare, newAll, newShare) => {
                const old = { all: oldAll, bad: Math.floor(oldAll * oldShare) };
                const now = { all: newAll, bad: Math.floor(newAll * newShare) };
                const likely = chance(old, now);
                expect(likely).to.be.within(0, 1);
                expect(chance(old, { ...now, bad: now.bad + 1 })).to.be.at.most(likely + 1e-6);
            }),
        );
    });

    it("spends no more than its odds over all looks", () => {
        let spent = 0;
        for (let look = 1; look <= 100_000; look++) {
            spent += oddsOfLook(0.001, look);
        }
        expect(spent).to.be.within(0.00099, 0.001);
    });

    it("is no breach within what is tolerated, however sure it is", () => {
        expect(ask({ bad: 0, all: 1_000_000 }, { bad: 9_000, all: 1_000_000 })).to.equal("well");
        expect(ask({ bad: 0, all: 1_000_000 }, { bad: 11_000, all: 1_000_000 })).to.equal("breach");
    });

    it("is never a breach if the new color is no worse", () => {
        fc.assert(
            fc.property(counts, counts, fc.integer({ min: 1, max: 1000 }), (one, other, look) => {
                const [old, now] = one.bad * other.all >= other.bad * one.all ? [one, other] : [other, one];
                expect(ask(old, now, { look })).to.not.equal("breach");
            }),
        );
    });

    it("is open with few requests of either color, and with none", () => {
        expect(ask({ bad: 0, all: 1000 }, { bad: 0, all: 49 })).to.equal("inconclusive");
        expect(ask({ bad: 0, all: 49 }, { bad: 0, all: 1000 })).to.equal("inconclusive");
        expect(ask({ bad: 0, all: 0 }, { bad: 0, all: 0 })).to.equal("inconclusive");
        expect(ask({ bad: 0, all: 0 }, { bad: 500, all: 1000 })).to.equal("inconclusive");
    });

    it("is open, not well, where more failed than is tolerated and it may be chance", () => {
        expect(ask({ bad: 0, all: 100 }, { bad: 2, all: 100 })).to.equal("inconclusive");
    });

    it("is a breach with few requests, if all of them fail", () => {
        expect(ask({ bad: 0, all: 500 }, { bad: 20, all: 20 })).to.equal("breach");
    });

    for (const bad of [0, 0.001, 0.01, 0.05]) {
        it(`raises no more false alarms than its odds when both colors fail ${bad * 100} % of their requests`, () => {
            const next = random(1);
            const runs = 150;
            // Measured with larger odds than anyone would take, and with no difference tolerated: the test alone must hold.
            let alarms = 0;
            for (const rates of [
                [5, 5],
                [450, 50],
                [10, 90],
                [500, 500],
            ] as const) {
                const both = traffic(next, { rate: rates[0], bad }, { rate: rates[1], bad });
                for (let run = 0; run < runs; run++) {
                    alarms += firstBreach(300, 0.05, both, 0) === undefined ? 0 : 1;
                    expect(firstBreach(60, 0.001, both), "odds of 0.001").to.equal(undefined);
                }
            }
            expect(alarms / (4 * runs)).to.be.at.most(0.05);
        });
    }

    it("finds five percentage points more errors at 250 requests/s of the new color within two looks", () => {
        const next = random(2);
        const found = { canary: 0, half: 0, promoted: 0 };
        const runs = 2000;
        for (let run = 0; run < runs; run++) {
            // Half of the odds: the other half is the latency's.
            const within2 = (old: number, oldBad: number) =>
                firstBreach(2, 0.0005, traffic(next, { rate: old, bad: oldBad }, { rate: 250, bad: oldBad + 0.05 })) !==
                undefined;
            found.canary += Number(within2(750, 0.001));
            found.half += Number(within2(250, 0));
            // A baseline of a minute.
            found.promoted += Number(within2(250 * 60, 0.001));
        }
        expect(found.canary / runs, "a quarter of the traffic").to.be.at.least(0.99);
        expect(found.half / runs, "half of the traffic").to.be.at.least(0.99);
        expect(found.promoted / runs, "all of the traffic").to.be.at.least(0.99);
    });
});
