import { execFileSync } from "node:child_process";
import * as path from "node:path";

import { expect } from "chai";

const project = path.resolve(__dirname, "..");

/** What a program sees that starts as Pulumi.yaml says. */
function inProgram(script: string): unknown {
    const preload = ["--require", "./run-typescript.js", "--require", "./lazy-packages.ts"];
    const output = execFileSync(process.execPath, [...preload, "--eval", script], { cwd: project });
    return JSON.parse(output.toString());
}

const isLoaded = `
    const isLoaded = (file) => Object.keys(require.cache).some((each) => each.endsWith("/node_modules/" + file));
    const both = () => [isLoaded("typescript/lib/typescript.js"), isLoaded("@npmcli/arborist/lib/index.js")];`;

describe("the packages that the SDK needs to serialize functions", () => {
    it("are not loaded with it", () => {
        expect(inProgram(`${isLoaded} require("@pulumi/pulumi"); console.log(JSON.stringify(both()))`)).to.deep.equal([
            false,
            false,
        ]);
    });

    it("are there for a program that does", () => {
        const script = `
            ${isLoaded}
            const { runtime } = require("@pulumi/pulumi");
            const number = 41;
            (async () => {
                const { text } = await runtime.serializeFunction(() => number + 1);
                const paths = await runtime.computeCodePaths();
                console.log(JSON.stringify({ both: both(), text, paths: paths.size }));
            })();`;
        const { both, text, paths } = inProgram(script) as { both: boolean[]; text: string; paths: number };
        expect(both).to.deep.equal([true, true]);
        expect(text).to.contain("number + 1");
        expect(paths).to.be.greaterThan(0);
    });
});
