import { expect } from "chai";

import { readOptions, usage, verbs } from "../../delivery/options";

const env = { PULUMI_STACK: "local" };

describe("the command line of alchemorsel", () => {
    it("takes a verb, its options, and the stack of the environment", () => {
        expect(readOptions(["deploy", "--image", "a", "--image", "b", "--end-window", "--json"], env)).to.deep.equal({
            ...{ verb: "deploy", stack: "local", json: true, images: ["a", "b"], waive: [], endWindow: true },
            unlock: false,
        });
        expect(readOptions(["release", "resume", "--stack", "staging"], env)).to.include({
            verb: "release resume",
            stack: "staging",
        });
        expect(readOptions(["release", "close", "--group", "checkout"], env)).to.include({ group: "checkout" });
    });

    it("takes what an import is of", () => {
        const args = ["import", "--vpc", "vpc-1", "--database", "shop", "--yes"];
        expect(readOptions(args, { PULUMI_STACK: "staging" })).to.include({
            ...{ verb: "import", vpc: "vpc-1", database: "shop", yes: true },
        });
    });

    it("shows how it is used, every verb included", () => {
        expect(readOptions([], env)).to.equal("help");
        expect(readOptions(["promote", "--help"], env)).to.equal("help");
        expect(verbs.filter((verb) => !usage.includes(verb))).to.deep.equal([]);
    });

    it("takes no group for what is for the whole stack", () => {
        expect(readOptions(["recover", "--unlock"], env)).to.include({ verb: "recover", unlock: true });
        expect(readOptions(["recover", "--delete-copies"], env)).to.include({ unlock: false, deleteCopies: true });
        expect(() => readOptions(["recover", "--group", "checkout"], env)).to.throw(/takes no --group/);
    });

    for (const [args, reason] of [
        [["promot"], /there is no alchemorsel promot\n/],
        [["rollback", "now"], /there is no alchemorsel rollback now/],
        [["rollback", "--image", "x", "--waive", "y=z"], /alchemorsel rollback takes no --image, --waive/],
        [["status", "--colour"], /--colour/],
        [["import", "--vpc", "vpc-1", "--image", "x"], /alchemorsel import takes no --image/],
        [["promote", "--vpc", "vpc-1"], /alchemorsel promote takes no --vpc/],
        [["status", "--group", "checkout"], /alchemorsel status takes no --group/],
    ] as const) {
        it(`refuses ${args.join(" ")}`, () => {
            expect(() => readOptions(args, env)).to.throw(reason);
        });
    }

    it("asks for a stack where none is named", () => {
        expect(() => readOptions(["status"], {})).to.throw(/no stack is named: --stack staging/);
    });
});
