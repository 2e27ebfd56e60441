import { expect } from "chai";
import * as fc from "fast-check";

import { albTimingProblems, albTimings } from "../../../components/workload/alb-timings";
import { timings } from "../../../components/workload/timings";

const numbers = fc.record({
    deregistrationSeconds: fc.integer({ min: 0, max: 600 }),
    healthCheckSeconds: fc.integer({ min: 10, max: 600 }),
    longestRequestSeconds: fc.integer({ min: 1, max: 3000 }),
    rolloutSeconds: fc.integer({ min: 30, max: 3600 }),
});
const valid = { deregistrationSeconds: 15, healthCheckSeconds: 10, longestRequestSeconds: 30 };

describe("the timings of a target group", () => {
    it("let a pod that is deregistered finish its longest request, and the pod outlives that", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                const { deregistrationDelaySeconds } = albTimings(given);
                const pod = timings(given);
                expect(deregistrationDelaySeconds).to.be.at.least(given.longestRequestSeconds);
                expect(pod.terminationGracePeriodSeconds).to.be.above(deregistrationDelaySeconds);
            }),
        );
    });

    it("find a pod healthy within one health check cycle, which is what the rollout waits for", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                const { intervalSeconds, timeoutSeconds, healthyThreshold } = albTimings(given).healthCheck;
                expect(intervalSeconds * healthyThreshold).to.be.at.most(timings(given).minReadySeconds);
                expect(timeoutSeconds).to.be.below(intervalSeconds);
            }),
        );
    });

    it("are such as AWS takes, for all numbers that pass the check", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                expect(albTimingProblems(given)).to.be.empty;
                const { healthCheck, deregistrationDelaySeconds } = albTimings(given);
                expect(healthCheck.intervalSeconds).to.be.within(5, 300);
                expect(healthCheck.timeoutSeconds).to.be.within(2, 120);
                expect(deregistrationDelaySeconds).to.be.within(0, 3600);
            }),
        );
    });

    it("start a pod slowly and keep no client at a color, unless told otherwise", () => {
        expect(albTimings(valid)).to.include({ slowStartSeconds: 30, stickySeconds: undefined });
        expect(albTimings({ ...valid, slowStartSeconds: 0, stickySeconds: 60 })).to.include({
            slowStartSeconds: 0,
            stickySeconds: 60,
        });
    });

    for (const [key, value] of [
        ["healthCheckSeconds", 9],
        ["healthCheckSeconds", 601],
        ["healthCheckSeconds", 10.5],
        ["longestRequestSeconds", 3600],
        ["slowStartSeconds", 29],
        ["slowStartSeconds", 901],
        ["stickySeconds", 0],
        ["stickySeconds", 604_801],
    ] as const) {
        it(`refuse a ${key} of ${value}`, () => {
            expect(albTimingProblems({ ...valid, [key]: value }).map((problem) => problem.key)).to.deep.equal([key]);
        });
    }
});
