import { expect } from "chai";

import { turns } from "../../../delivery/stack/turns";

describe("what changes a stack", () => {
    it("goes one after the other, also where one fails, of which only its own caller is told", async () => {
        const inTurn = turns();
        const log: string[] = [];
        let end: () => void = () => undefined;
        const step = inTurn(async () => {
            log.push("the step's update");
            await new Promise<void>((resolve) => (end = resolve));
            log.push("fails");
            throw new Error("no backend");
        }).catch((error: unknown) => String(error));
        const config = inTurn(() => {
            log.push("the way back's config");
            return Promise.resolve("written");
        });
        await new Promise(setImmediate);
        end();
        expect(await Promise.all([step, config])).to.deep.equal(["Error: no backend", "written"]);
        expect(log).to.deep.equal(["the step's update", "fails", "the way back's config"]);
    });
});
