import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";

import { architecture } from "../../../embedded/images/architecture";
import { dependencies } from "../../../embedded/images/elf";
import { resolveInRoot, withLibraries } from "../../../embedded/images/libraries";
import { temporaryFolder } from "./support";

/** A program that any machine with these tests has: this one. */
const node = fs.realpathSync(process.execPath);

describe("libraries of a program", () => {
    let root: string;
    beforeEach(() => (root = temporaryFolder()));
    afterEach(() => {
        fs.rmSync(root, { recursive: true });
    });

    const place = (name: string) => {
        fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
        fs.writeFileSync(path.join(root, name), "not an ELF file");
    };

    it("are read from the program's own headers", () => {
        const { interpreter, needed } = dependencies(node);
        expect(interpreter).to.match(/^\/lib.*\/ld-linux/);
        expect(needed).to.include("libc.so.6");
    });

    it("are none for a script", () => {
        expect(dependencies(__filename)).to.deep.equal({ needed: [] });
    });

    it("come with it, each once and where it lies", () => {
        fs.copyFileSync(node, path.join(root, "program"));
        const { interpreter, needed } = dependencies(node);
        place(interpreter!.slice(1));
        for (const name of needed) place(`usr/lib/${architecture().libraries}/${name}`);
        const names = withLibraries(root, ["program", "program"]).map((entry) => entry.path);
        expect(names).to.include.members(["program", interpreter!.slice(1)]);
        expect(names).to.include(`usr/lib/${architecture().libraries}/libc.so.6`);
        expect(new Set(names).size).to.equal(names.length);
    });

    it("are named when no package has them", () => {
        fs.copyFileSync(node, path.join(root, "program"));
        place(dependencies(node).interpreter!.slice(1));
        expect(() => withLibraries(root, ["program"])).to.throw(
            /which program needs, is in none of the image's Debian packages/,
        );
    });

    it("are found through links that start at the root", () => {
        place("usr/lib/real");
        fs.symlinkSync("/usr/lib/real", path.join(root, "absolute"));
        fs.symlinkSync("../absolute", path.join(root, "usr/relative"));
        expect(resolveInRoot(root, "usr/relative")).to.equal(path.join(root, "usr/lib/real"));
    });
});
