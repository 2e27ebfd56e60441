import { expect } from "chai";

import { type FailureFigures, failureFigures, lifeFigures, personFigure } from "../../bench/rehearsal/figures";
import type { RehearsalFigures } from "../../embedded/rehearsal/json-report";

type StepFigures = RehearsalFigures["steps"][number];

const step = (title: string, more: Partial<StepFigures> = {}): StepFigures => ({
    ...{ title, seconds: 60, answers: 10, waits: 30, others: 20, changes: {}, problems: [] },
    ...more,
});

const life = (...steps: StepFigures[]): RehearsalFigures => ({
    ...{ stack: "staging", started: "2026-11-29T08:00:00Z", steps },
    calls: { moto: 1, extension: 1, nobody: 0 },
});

const whole = [step("up", { changes: { create: 209 } }), step("up again"), step("refresh"), step("destroy")];

const failures: FailureFigures = {
    ...{ stack: "staging", seed: 1, injected: 70, bySdk: 48, byNextUpdate: 22, lost: 0, recoveries: 7, person: 0 },
    ...{ updates: 14, removed: 0, beside: 0, copies: 0, problems: [] },
};

const met = (figures: readonly { name: string; met?: boolean }[]) => figures.map((each) => each.met);

describe("the figures of a rehearsal", () => {
    it("are met by a life that goes as it has to, and tell what its time went to", () => {
        const figures = lifeFigures(life(...whole));
        expect(met(figures)).to.deep.equal([true, true, true]);
        expect(figures[0]!.measured).to.contain(
            "4 min 0 s: AWS answering 40 s, the provider waiting by itself 2 min 0 s",
        );
    });

    it("are not met by one that is too long, or ends before its end", () => {
        const long = lifeFigures(life(...whole, step("more", { seconds: 1200 })));
        expect(met(long)).to.deep.equal([false, true, true]);
        const short = lifeFigures(life(step("up", { problems: ["it failed"] })));
        expect(met(short)).to.deep.equal([false, false, false]);
        expect(short[0]!.measured).to.contain("NOT as it has to be: up");
        expect(short[1]!.measured).to.equal("not reached");
    });

    it("count what the second update changes, and what a destroy leaves", () => {
        const again = step("up again", { changes: { update: 2 } });
        const left = step("destroy", { problems: ["ec2 Vpcs vpc-1 is still in AWS"] });
        const figures = lifeFigures(life(step("up"), again, step("refresh"), left));
        expect(figures.slice(1).map(({ measured }) => measured)).to.deep.equal(["1", "2"]);
        expect(met(figures)).to.deep.equal([false, false, false]);
    });

    it("want every failure survived, enough of them, and nothing that a person would have to remove", () => {
        expect(met(failureFigures(failures))).to.deep.equal([true, true]);
        expect(met(failureFigures({ ...failures, lost: 1 }))).to.deep.equal([false, true]);
        expect(met(failureFigures({ ...failures, injected: 39 }))).to.deep.equal([false, true]);
        expect(met(failureFigures({ ...failures, beside: 1 }))).to.deep.equal([true, false]);
        expect(personFigure(life(...whole), failures)).to.include({ measured: "0 of 18", met: true });
        expect(personFigure(life(...whole), { ...failures, person: 1 })).to.include({ met: false });
    });
});
