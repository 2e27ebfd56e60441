import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as readline from "node:readline";

import { expect } from "chai";

import { project } from "./platform";

/** In a process of its own: makes a platform's state and stack, says where they are, and stays. */
const program = `
    const fs = require("node:fs");
    const { TestPlatform } = require("./test/e2e/platform");
    void TestPlatform.create("interrupted").then(({ stateHome, stackFile }) => {
        fs.writeFileSync(stackFile, "");
        console.log(JSON.stringify([stateHome, stackFile]));
        setInterval(() => undefined, 1000);
    });`;

describe("tests that are given up", () => {
    it("leave no platform behind", async () => {
        const child = spawn("node", ["--require", "sucrase/register/ts", "--eval", program], { cwd: project });
        const ended = new Promise((resolve) => child.on("close", resolve));
        const made: string[] = [];
        for await (const line of readline.createInterface({ input: child.stdout })) {
            made.push(...(JSON.parse(line) as string[]));
            expect(made.map((place) => fs.existsSync(place))).to.deep.equal([true, true]);
            child.kill("SIGINT");
        }
        expect(await ended).to.equal(130);
        expect(made.map((place) => fs.existsSync(place))).to.deep.equal([false, false]);
    });
});
