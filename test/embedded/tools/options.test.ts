import { expect } from "chai";

import { splitArguments } from "../../../embedded/tools/language-host/options";

describe("nodeargs are split as a shell would", () => {
    const cases: [string, string[]][] = [
        ["", []],
        ["  --import  tsx ", ["--import", "tsx"]],
        [`--title="two words" -e 'a "b"'`, ["--title=two words", "-e", 'a "b"']],
        [`a\\ b "c \\" d" ''`, ["a b", 'c " d', ""]],
    ];
    for (const [text, words] of cases) {
        it(JSON.stringify(text), () => {
            expect(splitArguments(text)).to.deep.equal(words);
        });
    }
});
