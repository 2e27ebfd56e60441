import { expect } from "chai";

import { steadyClock } from "../../delivery/clock";

describe("the clock of a release", () => {
    it("goes on where the machine's clock is set back, and follows where it is set forward", () => {
        let [wall, passed] = [1_000_000, 500];
        const clock = steadyClock(
            () => wall,
            () => passed,
        );
        const pass = (milliseconds: number) => {
            wall += milliseconds;
            passed += milliseconds;
        };
        expect(clock.now()).to.equal(1_000_000);
        pass(1000);
        wall -= 60_000;
        expect(clock.now()).to.equal(1_001_000);
        pass(1000);
        expect(clock.now()).to.equal(1_002_000);
        wall += 3_600_000;
        expect(clock.now()).to.equal(1_002_000 + 3_540_000);
    });
});
