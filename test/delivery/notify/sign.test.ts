import * as fs from "node:fs";

import { expect } from "chai";
import * as fc from "fast-check";

import { sign, verify } from "../../../delivery/notify/sign";

/** The receiver's function, as the page for receivers has it. */
function fromDocs(): typeof verify {
    const page = fs.readFileSync("docs/delivery/webhooks.md", "utf8");
    const code = /```js\n([^]*?)```/.exec(page)![1]!;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the page is ours, and it is to be what runs
    const make = new Function("require", "Date", `${code}; return isGenuine;`) as (
        require: NodeJS.Require,
        date: { now: () => number },
    ) => (key: string, header: string, body: string) => boolean;
    return (key, header, body, seconds) => make(require, { now: () => seconds * 1000 })(key, header, body);
}

for (const [name, check] of Object.entries({
    "the signature": verify,
    "the signature, as the docs check it": fromDocs(),
})) {
    describe(name, () => {
        const header = sign("key", '{"a":1}', 1_000_000);

        it("holds for what was signed a moment ago, whatever it is", () => {
            fc.assert(
                fc.property(
                    fc.string({ minLength: 1 }),
                    fc.string({ unit: "binary" }),
                    fc.nat(),
                    (key, body, seconds) => {
                        expect(check(key, sign(key, body, seconds), body, seconds + 299)).to.be.true;
                    },
                ),
            );
        });

        const cases: Record<string, Parameters<typeof verify>> = {
            "another key": ["other", header, '{"a":1}', 1_000_000],
            "another body": ["key", header, '{"a":2}', 1_000_000],
            "another time than the signed one": ["key", header.replace("t=1000000", "t=1000001"), '{"a":1}', 1_000_000],
            "a message of long ago": ["key", header, '{"a":1}', 1_000_301],
            "a message of the future": ["key", header, '{"a":1}', 999_699],
            "a header without a time": ["key", header.replace(/t=\d+,/, ""), '{"a":1}', 0],
            "a header without a signature": ["key", "t=1000000", '{"a":1}', 1_000_000],
            "an empty header": ["key", "", '{"a":1}', 0],
            "a signature that is cut": ["key", header.slice(0, -1), '{"a":1}', 1_000_000],
        };
        for (const [what, args] of Object.entries(cases)) {
            it(`does not hold for ${what}`, () => {
                expect(check(...args)).to.be.false;
            });
        }
    });
}

describe("a signature", () => {
    it("is what any HMAC SHA-256 of `<t>.<body>` gives", () => {
        // printf '1000000.{"a":1}' | openssl dgst -sha256 -hmac key
        expect(sign("key", '{"a":1}', 1_000_000)).to.equal(
            "t=1000000,v1=9d77f66971b7ce23eeef2ad43aba84496c65647503928a6c7ac47963b74147dd",
        );
    });
});
