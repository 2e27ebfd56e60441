import { expect } from "chai";

import { ReleaseTag } from "../../../delivery/verbs/release-tag";
import { newRelease } from "../run/fake-world";

describe("the tag of a release", () => {
    const written = () => {
        const writes: { value: string; end: (error?: Error) => void }[] = [];
        const tag = (_name: string, value: string) =>
            new Promise<void>((resolve, reject) => {
                writes.push({
                    value: (JSON.parse(value) as { phase: string }).phase,
                    end: (error) => {
                        if (error) reject(error);
                        else resolve();
                    },
                });
            });
        return { writes, tag: new ReleaseTag({ tag }) };
    };
    const turn = () => new Promise(setImmediate);

    it("is written one at a time, and the last place that the release came to meanwhile is the next", async () => {
        const { writes, tag } = written();
        for (const phase of ["deployed", "canary", "promoted"] as const) tag.moved(newRelease({ phase }));
        expect(writes.map(({ value }) => value)).to.deep.equal(["deployed"]);
        writes[0]?.end();
        await turn();
        expect(writes.map(({ value }) => value)).to.deep.equal(["deployed", "promoted"]);
        writes[1]?.end();
        await turn();
        tag.moved(newRelease({ phase: "done" }));
        writes[2]?.end();
        expect(await tag.settled()).to.deep.equal([]);
        expect(writes.at(-1)?.value).to.equal("done");
    });

    it("leaves out where nothing is touched, or nobody stays: gates, a bake of no time, and the way back", async () => {
        const { writes, tag } = written();
        const { plan } = newRelease();
        const baking = (bakeSeconds: number) => newRelease({ phase: "baking", plan: { ...plan!, bakeSeconds } });
        for (const phase of ["gating", "rollingBack"] as const) tag.moved(newRelease({ phase }));
        tag.moved(baking(0));
        expect(await tag.settled()).to.deep.equal([]);
        expect(writes).to.deep.equal([]);
        tag.moved(baking(10));
        expect(writes.map(({ value }) => value)).to.deep.equal(["baking"]);
    });

    it("is waited for at the end, and what could not be written is told", async () => {
        const { writes, tag } = written();
        tag.moved(newRelease({ phase: "promoted" }));
        tag.moved(newRelease({ phase: "done" }));
        const settled = tag.settled();
        writes[0]?.end(new Error("no such bucket"));
        await turn();
        writes[1]?.end();
        expect(await settled).to.deep.equal(["the engine's backend did not take the release's tag: no such bucket"]);
        expect(writes).to.have.length(2);
    });
});
