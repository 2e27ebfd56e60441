import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { rehearse, type StepResult } from "../../../embedded/rehearsal/rehearse";
import type { StackPlace } from "../../../embedded/rehearsal/stack-run";
import type { Acted, ActStep, Stage } from "../../../embedded/rehearsal/step";

const place = { stack: "staging" } as StackPlace;

const does = (title: string, act: () => Acted): ActStep => ({
    title,
    act: () =>
        new Promise((done) => {
            done(act());
        }),
});
const well = does("well", () => ({ said: "as it has to", problems: [] }));
const badly = does("badly", () => ({ said: "otherwise", problems: ["a key is left"] }));
const broken = does("broken", () => {
    throw new Error("AWS does not answer");
});

/** What was told of the steps, and what it ended with. */
async function played(...steps: ActStep[]) {
    const results: StepResult[] = [];
    try {
        for await (const each of rehearse(steps, place, {} as Stage, silentProgress)) results.push(each);
        return { results };
    } catch (error) {
        return { results, error: (error as Error).message };
    }
}

describe("the steps of a rehearsal", () => {
    it("are played in their order, each with what it did and its time", async () => {
        const { results } = await played(well, { ...well, title: "again" });
        expect(results.map(({ title, ran: { said }, problems }) => [title, said, problems])).to.deep.equal([
            ["well", "as it has to", []],
            ["again", "as it has to", []],
        ]);
        const [first, second] = results.map(({ ran }) => ran);
        expect(first!.seconds).to.be.at.least(0);
        expect(second!.started.getTime()).to.be.at.least(first!.started.getTime() + first!.seconds * 1000);
    });

    it("end with the first that does not go as it has to", async () => {
        const { results, error } = await played(well, badly, well);
        expect(results.map(({ title, problems }) => [title, problems])).to.deep.equal([
            ["well", []],
            ["badly", ["a key is left"]],
        ]);
        expect(error).to.equal(undefined);
    });

    it("end with an error's step among them, and with the error", async () => {
        const { results, error } = await played(well, broken, well);
        expect(results.map(({ title, problems }) => [title, problems])).to.deep.equal([
            ["well", []],
            ["broken", ["it could not be played to its end: AWS does not answer"]],
        ]);
        expect(error).to.equal("AWS does not answer");
    });
});
