import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { endsWithEngine } from "../../../embedded/tools/ends-with-engine";
import { lives, removeTemporaryFolders, temporaryFolder, until, withEnvironment } from "./fixture";

/** As the engine starts a plugin: in a process group of its own. It prints the plugin's process and its own. */
const engine = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.argv[1], ["the", "arguments"], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", (said) => console.log(JSON.stringify({ pid: child.pid, said: String(said).trim() })));
    setInterval(() => undefined, 1000);
`;

describe("a plugin that ends with its engine", () => {
    afterEach(removeTemporaryFolders);

    it("is the program itself, with its arguments, and ends when its engine is killed", async () => {
        const program = path.join(temporaryFolder(), "pulumi-resource-test");
        fs.writeFileSync(program, `#!/bin/sh\necho "$@"\nexec sleep 1000\n`, { mode: 0o755 });
        const variables = { XDG_CACHE_HOME: temporaryFolder() };
        const plugin = await withEnvironment(variables, () => endsWithEngine(program));
        expect(path.basename(plugin)).to.equal("pulumi-resource-test");

        const child = spawn(process.execPath, ["-e", engine, plugin], { stdio: ["ignore", "pipe", "inherit"] });
        const [line] = (await once(child.stdout, "data")) as [Buffer];
        const { pid, said } = JSON.parse(line.toString()) as { pid: number; said: string };
        expect(said).to.equal("the arguments");
        expect(lives(pid)).to.equal(true);
        child.kill("SIGKILL");
        await until(() => !lives(pid), "the plugin has ended");
    });
});
