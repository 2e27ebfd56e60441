import { expect } from "chai";

import { Failures, ways } from "../../../../embedded/rehearsal/half-way/failures";
import { faultName } from "../../../../embedded/rehearsal/half-way/faults";
import { randomOf } from "../../../../embedded/rehearsal/half-way/random";

const call = (invocation: number) => ({ service: "ec2", operation: "CreateVpc", invocation: String(invocation) });

describe("the failures of a rehearsal", () => {
    const failures = () => new Failures(() => Promise.resolve());

    it("come at every tenth call, over all updates, in ways that take turns", () => {
        const made = failures();
        for (let update = 0; update < 5; update++) {
            made.begin();
            for (let index = 0; index < 15; index++) made.of(call(update * 100 + index));
        }
        expect(made.injected.map(({ update, call: number }) => [update, number])).to.deep.equal([
            ...[
                [1, 10],
                [2, 5],
                [2, 15],
                [3, 10],
                [4, 5],
                [4, 15],
                [5, 10],
            ],
        ]);
        expect(made.injected.map(({ way }) => way)).to.deep.equal([...ways, ways[0]!].map(faultName));
    });

    it("tell which the SDK tried again by itself", () => {
        const made = failures();
        made.begin();
        for (let index = 1; index <= 20; index++) made.of(call(index));
        made.of(call(10));
        expect(made.injected.map(({ triedAgain }) => triedAgain)).to.deep.equal([true, false]);
    });

    it("are no calls that come between updates", () => {
        const made = failures();
        made.begin();
        made.end();
        for (let index = 0; index < 30; index++) expect(made.of(call(index))).to.equal(undefined);
    });

    it("kill once, when that call was carried out; an update that is over before leaves it open", async () => {
        const killed: string[] = [];
        const made = new Failures((victim) => {
            killed.push(victim);
            return Promise.resolve();
        });
        made.begin({ victim: "provider", afterCall: 3 });
        expect([made.of(call(1)), made.of(call(2))]).to.deep.equal([undefined, undefined]);
        expect(made.hasKilled).to.equal(false);
        const fault = made.of(call(3));
        if (typeof fault !== "object" || !("onceCarriedOut" in fault)) throw new Error("nothing is killed");
        await fault.onceCarriedOut();
        expect(killed).to.deep.equal(["provider"]);
        expect(made.hasKilled).to.equal(true);
        expect(made.of(call(4))).to.equal(undefined);
    });
});

describe("random numbers", () => {
    it("are the same for a seed, others for another, and from 0 to 1", () => {
        const numbers = (seed: number) => Array.from({ length: 1000 }, randomOf(seed));
        expect(numbers(4711)).to.deep.equal(numbers(4711));
        expect(numbers(4711)).not.to.deep.equal(numbers(4712));
        expect(Math.min(...numbers(1))).to.be.within(0, 0.01);
        expect(Math.max(...numbers(1))).to.be.within(0.99, 1);
    });
});
