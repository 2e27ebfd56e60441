import { expect } from "chai";
import * as fc from "fast-check";
import * as fs from "node:fs";
import * as path from "node:path";

import { Entry, copy, directory, text, treeHash } from "../../../embedded/images/entries";
import { withParents, writeLayer } from "../../../embedded/images/layer";
import { temporaryFolder } from "./support";

describe("a layer", () => {
    let folder: string;
    beforeEach(() => (folder = temporaryFolder()));
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const names = fc.uniqueArray(fc.stringMatching(/^[a-c-]{1,3}(\/[a-c.-]{1,2}x){0,3}$/), { maxLength: 12 });

    it("has each folder before what is in it, each path once", () => {
        fc.assert(
            fc.property(names, (paths) => {
                const placed = withParents(paths.map((name) => directory(name))).map((entry) => entry.path);
                expect(new Set(placed).size).to.equal(placed.length);
                for (const [index, name] of placed.entries()) {
                    const parent = path.posix.dirname(name);
                    if (parent !== ".") expect(placed.indexOf(parent)).to.be.within(0, index - 1);
                }
            }),
        );
    });

    it("is the same whatever the order of its entries", async () => {
        const property = fc.asyncProperty(names, async (paths) => {
            const entries = paths.map((name): Entry => text(`${name}.file`, name));
            const digests = [await writeLayer(entries, folder), await writeLayer([...entries].reverse(), folder)];
            expect(digests[0]!.digest).to.equal(digests[1]!.digest);
        });
        await fc.assert(property, { numRuns: 20 });
    });

    it("is the same whoever made the files, whenever, and under whatever umask", async () => {
        const file = path.join(folder, "file");
        fs.writeFileSync(file, "content");
        fs.chmodSync(file, 0o755);
        const before = await writeLayer([copy("file", file)], folder);
        fs.chmodSync(file, 0o4700);
        fs.chownSync(file, 1234, 1234);
        fs.utimesSync(file, 1, 1);
        expect((await writeLayer([copy("file", file)], folder)).digest).to.equal(before.digest);
    });

    it("refuses two entries of one path", () => {
        expect(() => withParents([text("a", "1"), text("a", "2")])).to.throw("called a");
    });

    it("fails when one of its files is gone", async () => {
        const file = path.join(folder, "file");
        fs.writeFileSync(file, "content");
        const entry = copy("file", file);
        fs.rmSync(file);
        const failure = await writeLayer([entry], folder).catch((error: unknown) => error);
        expect(failure).to.match(/ENOENT/);
    });

    it("hashes a tree by its names and contents", () => {
        const source = path.join(folder, "source");
        fs.mkdirSync(path.join(source, "sub"), { recursive: true });
        fs.writeFileSync(path.join(source, "sub/a"), "1");
        const hash = treeHash(source);
        fs.utimesSync(path.join(source, "sub/a"), 1, 1);
        expect(treeHash(source)).to.equal(hash);
        fs.renameSync(path.join(source, "sub/a"), path.join(source, "sub/b"));
        expect(treeHash(source)).to.not.equal(hash);
        expect(treeHash(source, (name) => name !== "sub")).to.equal(treeHash(source, () => false));
    });
});
