import { expect } from "chai";
import * as fc from "fast-check";

import { checkAutoName, checkName, nameLimits } from "../../../../components/foundation/aws/name-limits";

const kinds = Object.keys(nameLimits) as (keyof typeof nameLimits)[];

describe("AWS name limits", () => {
    it("let a name have as many characters as AWS allows, and not one more", () => {
        for (const kind of kinds) {
            expect(checkName(kind, "a".repeat(nameLimits[kind])), kind).to.equal(undefined);
            expect(checkName(kind, "a".repeat(nameLimits[kind] + 1)), kind).to.match(
                /, 1 above the \d+ that AWS allows$/,
            );
        }
    });

    it("say which name is too long, and by how much", () => {
        expect(checkName("lb", "platform-production-edge-load-balancer")).to.equal(
            "makes the name platform-production-edge-load-balancer, 6 above the 32 that AWS allows",
        );
        expect(checkName("lb", "")).to.equal("is empty");
    });

    it("leave room for the eight characters that Pulumi appends", () => {
        const name = fc.string({ minLength: 1, maxLength: 80 });
        fc.assert(
            fc.property(fc.constantFrom(...kinds), name, (kind, given) => {
                const isFine = checkAutoName(kind, given) === undefined;
                expect(isFine).to.equal(given.length + 8 <= nameLimits[kind]);
            }),
        );
    });
});
