/**
 * Whether the new color's share of bad requests is larger than the old one's, asked again and again while counts grow.
 *
 * One look is Fisher's exact test of two shares, one-sided (Fisher, "The Design of Experiments", 1935; Lehmann & Romano,
 * "Testing Statistical Hypotheses", 4.4-4.5: it is the uniformly most powerful unbiased one). If both colors fail equally often,
 * the bad requests fall on the colors like balls drawn from an urn: how many the new one gets is hypergeometric, whatever
 * the rate of failures is. So no estimate of that rate and no large counts are needed, and what hurts both colors at the same time,
 * such as a slow database, moves no traffic back.
 *
 * Looking k times at odds p each would give k chances of a false alarm. So look k spends odds · c/(k + 4)², which sums to `odds`
 * over all looks that there can ever be if c is 1/(1/25 + 1/36 + 1/49 + …), and 1 + 1/4 + 1/9 + … = π²/6. (By 6/(π²k²) the first look, with
 * the fewest requests, would have most of the odds.) That the odds of one of several events are at most the
 * sum of theirs (Boole's inequality) holds however the looks depend on each other, so the odds hold whenever one stops
 * (this is alpha spending: Lan & DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70, 1983; why fixed odds
 * fail under repeated looks: Johari et al., "Always Valid Inference", https://arxiv.org/abs/1512.04922). Nothing is kept from one
 * look to the next but its number: a release that another process takes up goes on with the same odds.
 *
 * What is not covered: requests that fail in bunches, by one broken connection for instance, count as if each had failed by itself.
 */
import type { Count, Look } from "../release/release";

export interface Question {
    /** Both since the same moment, unless the old color has a baseline of before (see `watch.ts`). */
    readonly old: Count;
    readonly new: Count;
    /** The share that the new color may have above the old one: less isn't worth a rollback, however sure it is. */
    readonly tolerated: number;
    /** Odds of a breach over all looks of the sequence, if the new color is no worse than the old one. */
    readonly odds: number;
    /** The number of the look in its sequence, from 1. Each is used once; left out ones do no harm. */
    readonly look: number;
    /** Requests of each color without which nothing is well. */
    readonly minimum: number;
}

/**
 * A breach if the difference is larger than what is tolerated and too large for chance. That holds for few requests as well:
 * the test is exact. Well if there are enough requests, and the difference is within what is tolerated. Anything else is open:
 * too few requests, or a difference that is larger than tolerated and may yet be chance.
 */
export function decide(question: Question): Look["verdict"] {
    const { old, new: now, minimum } = question;
    const isTolerated = now.bad * old.all <= (old.bad + question.tolerated * old.all) * now.all;
    if (!isTolerated && chance(old, now) <= oddsOfLook(question.odds, question.look)) {
        return "breach";
    }
    return isTolerated && old.all >= minimum && now.all >= minimum ? "well" : "inconclusive";
}

const allOfThem = Math.PI ** 2 / 6 - (1 + 1 / 4 + 1 / 9 + 1 / 16);

/** What look number `look` may spend of the odds of its sequence. */
export function oddsOfLook(odds: number, look: number): number {
    return odds / allOfThem / (look + 4) ** 2;
}

/**
 * Odds that, of the bad requests of both colors, the new one gets as many as it has or more, if both are equally good:
 * the upper tail of the hypergeometric distribution, summed from its largest term on.
 */
export function chance(old: Count, now: Count): number {
    const bad = old.bad + now.bad;
    if (now.bad * old.all <= old.bad * now.all) {
        // Below the middle, the other tail is the one that is short.
        const other = { old: { ...old, bad: old.bad + 1 }, new: { ...now, bad: now.bad - 1 } };
        return now.bad === 0 || other.old.bad > old.all ? 1 : 1 - chance(other.new, other.old);
    }
    let term = Math.exp(lnChoose(now.all, now.bad) + lnChoose(old.all, old.bad) - lnChoose(old.all + now.all, bad));
    let sum = term;
    for (let inNew = now.bad; inNew < Math.min(bad, now.all) && term > sum * Number.EPSILON; inNew++) {
        term *= ((now.all - inNew) * (bad - inNew)) / ((inNew + 1) * (old.all - bad + inNew + 1));
        sum += term;
    }
    return Math.min(1, sum);
}

/** Logarithm of the number of ways to choose `part` of `all`. */
function lnChoose(all: number, part: number): number {
    return lnFactorial(all) - lnFactorial(part) - lnFactorial(all - part);
}

const lnSmallFactorials = [0];
for (let n = 1; n < 256; n++) {
    lnSmallFactorials.push((lnSmallFactorials[n - 1] ?? 0) + Math.log(n));
}

/** Beyond the table by Stirling's series, whose next term is below 1e-15 there. */
function lnFactorial(n: number): number {
    return (
        lnSmallFactorials[n] ?? n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3)
    );
}
