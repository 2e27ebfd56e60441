import { expect } from "chai";
import * as fc from "fast-check";

import {
    aligned,
    cidrSize,
    formatCidr,
    isWithin,
    overlap,
    parseCidr,
} from "../../../../../components/foundation/aws/network/cidr";

const cidr = fc.record({ first: fc.integer({ min: 0, max: 2 ** 32 - 1 }), prefix: fc.integer({ min: 0, max: 32 }) });

describe("CIDR blocks", () => {
    it("are read as they are written", () => {
        fc.assert(
            fc.property(cidr, (given) => {
                expect(parseCidr(formatCidr(given))).to.deep.equal(given);
            }),
        );
    });

    for (const text of [
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "256.0.0.0/8",
        "010.0.0.0/8",
        "10.0.0/8",
        "10.0.0.0/8 ",
        "::/0",
    ]) {
        it(`are refused when malformed: "${text}"`, () => {
            expect(parseCidr(text)).to.equal(undefined);
        });
    }

    it("start where their size lets them", () => {
        fc.assert(
            fc.property(cidr, (given) => {
                const { first } = aligned(given);
                expect(first % cidrSize(given)).to.equal(0);
                expect(given.first - first).to.be.within(0, cidrSize(given) - 1);
            }),
        );
    });

    it("overlap exactly when one is within the other", () => {
        // Prefixes this short meet often enough to try both cases.
        const block = cidr.map(({ first, prefix }) => aligned({ first, prefix: prefix % 4 }));
        fc.assert(
            fc.property(block, block, (one, other) => {
                expect(overlap(one, other)).to.equal(isWithin(one, other) || isWithin(other, one));
            }),
        );
    });
});
