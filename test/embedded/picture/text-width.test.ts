import { expect } from "chai";
import * as fc from "fast-check";

import { fonts } from "../../../embedded/picture/drawing";
import { textWidth, wrap } from "../../../embedded/picture/text-width";

describe("wrapping a text", () => {
    const words = fc.array(
        fc.string({ minLength: 1, maxLength: 40, unit: "grapheme-ascii" }).map((word) => word.replaceAll(" ", "x")),
    );

    it("leaves no line wider than asked for, and no letter out", () => {
        fc.assert(
            fc.property(
                words,
                fc.integer({ min: 40, max: 400 }),
                fc.constantFrom(...Object.values(fonts)),
                (given, width, font) => {
                    const lines = wrap(given.join(" "), width, font);
                    for (const line of lines) expect(textWidth(line, font), line).to.be.at.most(width);
                    expect(lines.join("").replaceAll(" ", "")).to.equal(given.join(""));
                },
            ),
        );
    });

    it("breaks between words where it can", () => {
        expect(wrap("primary and standby", 80, fonts.detail)).to.deep.equal(["primary and", "standby"]);
    });
});
