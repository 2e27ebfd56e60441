import { expect } from "chai";
import * as fc from "fast-check";

import {
    downgradeProblem,
    eksUpgradeProblem,
    isPinned,
    majorVersion,
} from "../../../../../components/foundation/aws/data/versions";

const number = fc.integer({ min: 1, max: 99 });
const version = fc.tuple(number, number).map(([major, minor]) => `${major}.${minor}`);

describe("versions", () => {
    it("of an engine never go down, and may go up by any step", () => {
        fc.assert(
            fc.property(number, number, number, number, (a, b, c, d) => {
                const goesDown = c < a || (c === a && d < b);
                expect(downgradeProblem(`${a}.${b}`, `${c}.${d}`) !== undefined).to.equal(goesDown);
            }),
        );
    });

    it("of an engine are compared as numbers, not as text", () => {
        expect(downgradeProblem("9.6", "17.6")).to.equal(undefined);
        expect(downgradeProblem("17.10", "17.9")).to.match(/^is 17\.9, but 17\.10 runs/);
    });

    it("of an engine may drop or name the minor version of the same major one", () => {
        fc.assert(
            fc.property(version, (given) => {
                expect(downgradeProblem(given, majorVersion(given))).to.equal(undefined);
                expect(downgradeProblem(majorVersion(given), given)).to.equal(undefined);
                expect(isPinned(given)).to.be.true;
                expect(isPinned(majorVersion(given))).to.be.false;
            }),
        );
    });

    it("of EKS go up by one minor version, or stay", () => {
        fc.assert(
            fc.property(number, number, (from, to) => {
                const allowed = to === from || to === from + 1;
                expect(eksUpgradeProblem(`1.${from}`, `1.${to}`) === undefined).to.equal(allowed);
            }),
        );
    });

    it("of EKS that jump say where to go first", () => {
        expect(eksUpgradeProblem("1.31", "1.33")).to.match(/one minor version at a time, so to 1\.32 first/);
        expect(eksUpgradeProblem("1.33", "1.32")).to.match(/can't be downgraded/);
        expect(eksUpgradeProblem("1.33", "2.33")).to.match(/so to 1\.34 first/);
    });
});
