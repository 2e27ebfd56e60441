import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

import { expect } from "chai";

import { assets, isCompressible, plainAssets, written } from "../../../app/web/build";

describe("the assets in the app", () => {
    const read = (name: string) => fs.readFileSync(path.join(assets, name));

    it("are what their sources make: make app-assets", async () => {
        for (const [name, content] of Object.entries(await written())) {
            expect(read(name).equals(content), name).to.equal(true);
        }
    });

    for (const name of plainAssets().filter(isCompressible)) {
        it(`have ${name} in its compressed copies: make app-assets`, () => {
            expect(zlib.brotliDecompressSync(read(`${name}.br`)).equals(read(name))).to.equal(true);
            expect(zlib.gunzipSync(read(`${name}.gz`)).equals(read(name))).to.equal(true);
        });
    }
});
