import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { type Counts, type LineReader, noCounts, readGo, readMocha } from "./counts";

function counted(reader: LineReader, output: string): Counts {
    const counts = noCounts();
    for (const line of output.split("\n")) reader(line, counts);
    return counts;
}

describe("the counts of a suite", () => {
    let folder: string;

    beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-counts-"))));

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function run(command: string, file: string, text: string, ...args: string[]): string {
        fs.writeFileSync(path.join(folder, file), text);
        return spawnSync(command, args, { cwd: folder, encoding: "utf8" }).stdout;
    }

    it("are what mocha says, each failure with its title and the first line of why", () => {
        const text = `
            const { equal, deepEqual } = require("node:assert");
            describe("a suite", () => {
                it("passes", () => {});
                it("is to come");
                it("differs", () => equal(1, 2, "one is not two"));
                describe("within it", () => it("throws", () => { throw new Error("lost\\nand more"); }));
            });
            describe("a suite without a start", () => {
                before(() => { throw new TypeError("no start"); });
                it("never runs", () => {});
            });`;
        const mocha = path.join(projectFolder, "node_modules/mocha/bin/mocha.js");
        const output = run(process.execPath, "a.test.js", text, mocha, "--no-config", "a.test.js");
        expect(counted(readMocha(), output)).to.deep.equal({
            passed: 1,
            failed: 3,
            skipped: 1,
            failures: [
                { title: "differs", reason: "AssertionError [ERR_ASSERTION]: one is not two" },
                { title: "throws", reason: "Error: lost" },
                { title: '"before all" hook for "never runs"', reason: "TypeError: no start" },
            ],
        });
    });

    it("are what go says, each failure with its title and the first line of why", () => {
        const text = `package a
            import "testing"
            func TestPasses(t *testing.T) {}
            func TestIsLeft(t *testing.T) { t.Skip("not here") }
            func TestDiffers(t *testing.T) { t.Error("one is not two"); t.Error("nor three") }`;
        fs.writeFileSync(path.join(folder, "go.mod"), "module a\n");
        const printed: string[] = [];
        const output = run("go", "a_test.go", text, "test", "-json", ".");
        const counts = counted(
            readGo((line) => printed.push(line)),
            output,
        );
        expect(counts).to.deep.include({ passed: 1, skipped: 1 });
        expect(counts.failures[0]).to.deep.equal({ title: "TestDiffers", reason: "a_test.go:5: one is not two" });
        expect(printed.join("\n")).to.match(/--- FAIL: TestDiffers/);
    });
});
