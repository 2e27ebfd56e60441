import { expect } from "chai";

import { covered } from "../../bench/stats";

describe("the time that steps take together", () => {
    it("counts once what overlaps, and not what lies between", () => {
        const spans = [
            { start: 10, end: 20 },
            { start: 0, end: 4 },
            { start: 12, end: 14 },
            { start: 18, end: 25 },
        ];
        expect(covered(spans)).to.equal(19);
        expect(covered([])).to.equal(0);
    });
});
