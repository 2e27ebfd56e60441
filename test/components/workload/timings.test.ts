import { expect } from "chai";
import * as fc from "fast-check";

import { timings } from "../../../components/workload/timings";

const numbers = fc.record({
    deregistrationSeconds: fc.integer({ min: 0, max: 600 }),
    healthCheckSeconds: fc.integer({ min: 1, max: 300 }),
    longestRequestSeconds: fc.integer({ min: 1, max: 3600 }),
    rolloutSeconds: fc.integer({ min: 30, max: 3600 }),
});

describe("timings", () => {
    it("keep a pod answering until the load balancer has forgotten it, and then until its longest request is done", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                const { preStopSeconds, drainSeconds, terminationGracePeriodSeconds } = timings(given);
                expect(preStopSeconds).to.be.above(given.deregistrationSeconds);
                expect(drainSeconds).to.be.at.least(given.longestRequestSeconds);
                expect(terminationGracePeriodSeconds).to.be.above(preStopSeconds + drainSeconds);
            }),
        );
    });

    it("take no pod away before the load balancer has seen its successor", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                expect(timings(given).minReadySeconds).to.be.at.least(given.healthCheckSeconds);
            }),
        );
    });

    it("let the Deployment judge its rollout before Pulumi gives up, as Kubernetes admits", () => {
        fc.assert(
            fc.property(numbers, (given) => {
                const { progressDeadlineSeconds, minReadySeconds, rolloutTimeoutSeconds } = timings(given);
                expect(progressDeadlineSeconds).to.be.above(minReadySeconds);
                expect(rolloutTimeoutSeconds).to.be.above(progressDeadlineSeconds);
            }),
        );
    });
});
