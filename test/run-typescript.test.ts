import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

const project = path.resolve(__dirname, "..");

describe("TypeScript that runs as it is", () => {
    let folder: string;
    const kept = () => path.join(folder, "node_modules/.cache/alchemorsel");

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-run-"));
        fs.mkdirSync(path.join(folder, "node_modules"));
        fs.copyFileSync(path.join(project, "run-typescript.js"), path.join(folder, "run-typescript.js"));
        for (const name of ["node_modules/pirates", "node_modules/sucrase"]) {
            fs.symlinkSync(path.join(project, name), path.join(folder, name));
        }
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function write(text: string): void {
        fs.writeFileSync(path.join(folder, "main.ts"), `const said: string = "${text}";\nconsole.log(said);\n`);
    }

    function run(): string {
        const args = ["--require", "./run-typescript.js", "./main.ts"];
        return execFileSync(process.execPath, args, { cwd: folder }).toString().trim();
    }

    it("says the same the second time, from what is kept of the first", () => {
        write("one");
        expect(run()).to.equal("one");
        const [file = ""] = fs.readdirSync(kept());
        fs.writeFileSync(path.join(kept(), file), 'console.log("kept");');
        expect(run()).to.equal("kept");
    });

    it("says what was edited, and again what was there before", () => {
        for (const text of ["one", "two", "one"]) {
            write(text);
            expect(run()).to.equal(text);
        }
        expect(fs.readdirSync(kept())).to.have.length(2);
    });

    it("runs where nothing can be kept", () => {
        fs.writeFileSync(path.join(folder, "node_modules/.cache"), "a file");
        write("one");
        expect(run()).to.equal("one");
    });
});
