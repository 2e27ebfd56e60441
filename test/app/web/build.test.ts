import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

import { expect } from "chai";

import { assets, plainAssets, script } from "../../../app/web/build";

describe("the assets in the app", () => {
    const read = (name: string) => fs.readFileSync(path.join(assets, name));

    it("have the script that the TypeScript makes: make app-assets", async () => {
        expect(read("main.js").toString()).to.equal(await script());
    });

    for (const name of plainAssets()) {
        it(`have ${name} in its compressed copies: make app-assets`, () => {
            expect(zlib.brotliDecompressSync(read(`${name}.br`)).equals(read(name))).to.equal(true);
            expect(zlib.gunzipSync(read(`${name}.gz`)).equals(read(name))).to.equal(true);
        });
    }
});
