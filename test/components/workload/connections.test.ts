import { expect } from "chai";
import * as fc from "fast-check";

import { workloadConnections } from "../../../components/foundation/aws/data/connections";
import { connectionEnvironment, connectionProblems } from "../../../components/workload/connections";

describe("the connections to a database", () => {
    it("are enough for all pods of all workloads at once, each with its part as the app computes it", () => {
        const share = fc.record({
            connections: fc.integer({ min: 20, max: 5000 }),
            workloads: fc.integer({ min: 1, max: 10 }),
            maxPods: fc.integer({ min: 1, max: 100 }),
        });
        fc.assert(
            fc.property(share, (given) => {
                if (connectionProblems([], given).length > 0) return;
                const { DATABASE_CONNECTIONS: connections, DATABASE_PODS: pods } = connectionEnvironment(given);
                const ofPod = Math.floor(Number(connections) / Number(pods));
                expect(ofPod).to.be.at.least(2);
                // Both colors at their most, one of them with the surge of a rollout.
                const atMost = given.workloads * (2 * given.maxPods + Math.ceil(given.maxPods / 2));
                expect(ofPod * atMost).to.be.at.most(given.connections);
            }),
        );
    });

    it("are refused to more pods than they are enough for, with the path and what to do", () => {
        expect(
            connectionProblems(["workloads", "recipes"], { connections: 72, workloads: 2, maxPods: 8 }),
        ).to.deep.equal([
            {
                propertyPath: "workloads.recipes.replicas.max",
                reason:
                    "is 8: 20 pods of both colors need 40 connections to the database, and it has 36 for this workload; " +
                    "use fewer pods or a larger database",
            },
        ]);
    });

    for (const [instanceClass, least, most] of [
        // RDS' own limits: 112, 450, 901, 1802, 3604, 5000.
        ["db.t4g.micro", 60, 112],
        ["db.t4g.medium", 250, 450],
        ["db.m7g.large", 600, 901],
        ["db.r6g.large", 1200, 1802],
        ["db.m6i.2xlarge", 2400, 3604],
        ["db.r7g.16xlarge", 3000, 5000],
    ] as const) {
        it(`of a ${instanceClass} are fewer than RDS allows, and most of them`, () => {
            expect(workloadConnections(instanceClass)).to.be.within(least, most);
        });
    }

    it("of a class that isn't known are left to the app's default", () => {
        for (const other of ["db.serverless", "db.m7g.metal", "m7g.large"]) {
            expect(workloadConnections(other)).to.equal(undefined);
        }
    });
});
