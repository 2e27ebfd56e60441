import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { isForPages, isSource, watchSources } from "../../../app/dev/sources";

describe("the sources of the app", () => {
    const cases: [file: string, isSource: boolean, isForPages: boolean][] = [
        ["main.go", true, false],
        ["go.mod", true, false],
        ["internal/store/store.go", true, false],
        ["internal/store/migrations/001_recipes.expand.sql", true, false],
        ["internal/web/templates/home.html", true, false],
        ["internal/seed/soups.json", true, false],
        ["internal/web/assets/dishes.svg", true, true],
        ["web/style.css", true, true],
        ["web/search.ts", true, true],
        // What `make app-assets` writes would start it again and again.
        ["internal/web/assets/style.css", false, true],
        ["internal/web/assets/main.js", false, true],
        ["internal/web/assets/dishes.svg.br", false, true],
        ["internal/store/store_test.go", false, false],
        ["README.md", false, false],
        ["dev/main.ts", false, false],
    ];
    for (const [file, source, forPages] of cases) {
        it(`${source ? "have" : "don't have"} ${file}`, () => {
            expect(isSource(file)).to.equal(source);
            if (source) expect(isForPages(file)).to.equal(forPages);
        });
    }

    it("are told of when they change, together, and again after the work for the last ones", async () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sources-"));
        const told: string[][] = [];
        let wake: () => void = () => undefined;
        const watcher = watchSources(folder, (changed) => {
            told.push(changed);
            wake();
            return Promise.resolve();
        });
        const next = () => new Promise<void>((resolve) => (wake = resolve));
        try {
            let work = next();
            for (const name of ["main.go", "go.mod", "notes.txt"]) fs.writeFileSync(path.join(folder, name), "");
            await work;
            work = next();
            fs.writeFileSync(path.join(folder, "main.go"), "changed");
            await work;
            expect(told).to.deep.equal([["go.mod", "main.go"], ["main.go"]]);
        } finally {
            await watcher.close();
            fs.rmSync(folder, { recursive: true });
        }
    });
});
