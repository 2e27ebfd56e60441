import { expect } from "chai";
import * as fc from "fast-check";

import { longestWorkloadName, migrationJobName, namePattern } from "../../../components/kubernetes/names";
import { jobState } from "../../../components/workload/migration-job";
import { image } from "../example";

const condition = (type: string, status = "True") => ({ type, status, reason: "Reason", message: "message" });

describe("the name of a migration's Job", () => {
    const owner = fc
        .tuple(fc.stringMatching(new RegExp(namePattern)), fc.constantFrom("", "-blue", "-green"))
        .map(([workload, color]) => workload + color);
    const phase = fc.constantFrom("expand" as const, "contract" as const);

    it("has the color and the digits of the image that tell it apart", () => {
        expect(migrationJobName("recipes-blue", "expand", image("a"))).to.equal("recipes-blue-expand-aaaaaaaaaaaa");
    });

    it("leaves room for what a pod's name adds, and is one that Kubernetes takes", () => {
        fc.assert(
            fc.property(owner, phase, (given, of) => {
                const name = migrationJobName(given, of, image("a"));
                expect(`${name}-01234`).to.match(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
            }),
        );
    });

    it("is another for another workload, color, phase and image, however long the name", () => {
        const long = "a".repeat(longestWorkloadName - 1);
        const owners = [`${long}b`, `${long}c`].flatMap((name) => [`${name}-blue`, `${name}-green`]);
        const names = owners.flatMap((each) =>
            (["expand", "contract"] as const).flatMap((of) =>
                ["a", "b"].map((digit) => migrationJobName(each, of, image(digit))),
            ),
        );
        expect(new Set(names)).to.have.property("size", 16);
    });
});

describe("the state of a Job", () => {
    it("is that of the condition which holds", () => {
        expect(jobState({})).to.deep.equal({ state: "running" });
        expect(jobState({ status: { conditions: [condition("Complete", "False")] } }).state).to.equal("running");
        // Its pods are still being ended.
        expect(jobState({ status: { conditions: [condition("FailureTarget")] } }).state).to.equal("running");
        expect(
            jobState({ status: { conditions: [condition("SuccessCriteriaMet"), condition("Complete")] } }),
        ).to.deep.equal({ state: "complete" });
        expect(jobState({ status: { conditions: [condition("FailureTarget"), condition("Failed")] } })).to.deep.equal({
            state: "failed",
            reason: "Reason: message",
        });
    });
});
