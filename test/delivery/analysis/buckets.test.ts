import { expect } from "chai";
import * as fc from "fast-check";

import { type Bucket, bucketsSince, nearestBound, percentile, slower } from "../../../delivery/analysis/buckets";

const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, Infinity];

function buckets(...counts: number[]): Bucket[] {
    return counts.map((count, index) => ({ bound: index === counts.length - 1 ? Infinity : (index + 1) / 10, count }));
}

describe("buckets of latency", () => {
    it("have percentiles as PromQL's histogram_quantile computes them", () => {
        // Up to 100, 200, 300 ms, and beyond.
        const measured = buckets(50, 90, 100, 100);
        expect(percentile(measured, 0.5)).to.be.closeTo(100, 1e-9);
        expect(percentile(measured, 0.25)).to.be.closeTo(50, 1e-9);
        expect(percentile(measured, 0.95)).to.be.closeTo(250, 1e-9);
        expect(percentile(buckets(50, 90, 90, 100), 0.95), "beyond the last bound").to.be.closeTo(300, 1e-9);
        expect(percentile(buckets(0, 0, 0), 0.5)).to.equal(undefined);
        expect(percentile([], 0.5)).to.equal(undefined);
    });

    it("have a percentile within the bucket that it falls into, and higher ones for larger parts", () => {
        const latencies = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 200 });
        const part = fc.double({ min: 0.01, max: 1, noNaN: true });
        fc.assert(
            fc.property(latencies, part, part, (seconds, one, other) => {
                const measured = bounds.map((bound) => ({
                    bound,
                    count: seconds.filter((each) => each <= bound).length,
                }));
                const value = percentile(measured, one)!;
                const exact = seconds.sort((a, b) => a - b)[Math.ceil(one * seconds.length) - 1]!;
                const index = bounds.findIndex((bound) => exact <= bound);
                expect(value / 1000).to.be.within((bounds[index - 1] ?? 0) - 1e-9, Math.min(5, bounds[index]!) + 1e-9);
                if (other >= one) {
                    expect(percentile(measured, other)).to.be.at.least(value);
                }
            }),
        );
    });

    it("have a bound nearest to a percentile, never the infinite one", () => {
        expect(nearestBound(buckets(50, 94, 100, 100), 0.95), "6 % are beyond").to.equal(0.2);
        expect(nearestBound(buckets(50, 80, 100, 100), 0.95), "0 % are nearer to 5 % than 20 %").to.equal(0.3);
        expect(nearestBound(buckets(0, 0, 10, 100), 0.95)).to.equal(0.3);
        expect(nearestBound(buckets(0, 0), 0.95)).to.equal(undefined);
        expect(nearestBound([], 0.95)).to.equal(undefined);
    });

    it("have none below what a latency has to be, where there is another", () => {
        const quick = buckets(94, 99, 100, 100);
        expect(nearestBound(quick, 0.95, 0.1)).to.equal(0.1);
        expect(nearestBound(quick, 0.95, 0.15)).to.equal(0.2);
        expect(nearestBound(quick, 0.95, 9)).to.equal(0.3);
        expect(nearestBound(buckets(0, 0), 0.95, 9)).to.equal(undefined);
    });

    it("say how many were slower than a bound, and what came in since", () => {
        expect(slower(buckets(50, 94, 100), 0.2)).to.equal(6);
        expect(bucketsSince(buckets(50, 94, 100), buckets(60, 100, 120))).to.deep.equal(buckets(10, 6, 20));
        expect(bucketsSince([], buckets(1, 2))).to.deep.equal(buckets(1, 2));
    });
});
