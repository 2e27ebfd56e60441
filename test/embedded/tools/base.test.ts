import { Writable } from "node:stream";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { lock } from "../../../embedded/lock";
import { cacheRoot, stateRoot } from "../../../embedded/paths";
import { run, RunError } from "../../../embedded/process";
import { createProgress } from "../../../embedded/progress";
import { failureOf, removeTemporaryFolders, temporaryFolder, withEnvironment } from "./fixture";

describe("paths", () => {
    it("follow the XDG variables, but no relative ones", async () => {
        await withEnvironment({ XDG_CACHE_HOME: "/a", XDG_STATE_HOME: "relative", HOME: "/home/x" }, () => {
            expect(cacheRoot()).to.equal("/a/alchemorsel");
            expect(stateRoot()).to.equal("/home/x/.local/state/alchemorsel/local");
            return Promise.resolve();
        });
    });
});

describe("run", () => {
    it("returns the output, and gives each line as it comes", async () => {
        const lines: string[] = [];
        const result = await run("sh", ["-c", "cat; echo b >&2"], { input: "a\n", onLine: (line) => lines.push(line) });
        expect(result).to.deep.equal({ stdout: "a\n", stderr: "b\n" });
        expect(lines.sort()).to.deep.equal(["a", "b"]);
    });

    it("throws with how the program ended and its last lines", async () => {
        const error = await failureOf(run("sh", ["-c", "seq 100 >&2; exit 7"]));
        expect(error).to.be.instanceOf(RunError);
        expect(error).to.have.property("exitCode", 7);
        expect(error.message).to.contain("exit code 7").and.contain("\n81\n").and.not.contain("\n80\n");
        expect((await failureOf(run("sh", ["-c", "kill -9 $$"]))).message).to.contain("killed by SIGKILL");
    });

    it("names a program that is not there", async () => {
        const error = await failureOf(run("no-such-program-anywhere", []));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message).to.contain("no-such-program-anywhere");
    });
});

describe("lock", () => {
    afterEach(removeTemporaryFolders);

    it("is had by one at a time, and the next one hears who has it", async () => {
        const file = path.join(temporaryFolder(), "lock");
        const first = await lock(file);
        const heard: string[] = [];
        let second = false;
        const waiting = lock(file, (holder) => heard.push(holder)).then((held) => {
            second = true;
            return held;
        });
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(second).to.be.false;
        expect(heard.join()).to.contain(`process ${process.pid} (`);
        await first.release();
        await (await waiting).release();
    });
});

describe("progress", () => {
    afterEach(removeTemporaryFolders);

    class Screen extends Writable {
        text = "";
        constructor(readonly isTTY: boolean) {
            super();
        }
        override _write(chunk: Buffer, _encoding: string, done: () => void): void {
            this.text += chunk.toString();
            done();
        }
    }

    it("in a log is a line at the start and one at the end, with the last time", async () => {
        const stream = new Screen(false);
        const timesFile = path.join(temporaryFolder(), "times.json");
        const work = () => createProgress({ stream, timesFile }).step("bake", () => Promise.resolve(1));
        expect(await work()).to.equal(1);
        await work();
        const seconds = String.raw`\d+\.\d s`;
        const run = (last: string) => `> bake${last}\n< bake: done in ${seconds}\n`;
        expect(stream.text).to.match(new RegExp(`^${run("")}${run(String.raw` \(last time ${seconds}\)`)}$`));
    });

    it("on a terminal is one live line a step; notes stay above", async () => {
        const stream = new Screen(true);
        const progress = createProgress({ stream, timesFile: path.join(temporaryFolder(), "times.json") });
        const failing = progress.step("bake", async (report) => {
            report("half done");
            progress.note("a note");
            await Promise.resolve();
            throw new Error("burnt");
        });
        expect((await failureOf(failing)).message).to.equal("burnt");
        expect(stream.text).to.contain("a note\n… bake: half done (0.0 s)").and.contain("✗ bake (0.0 s)");
        expect(stream.text.split("\x1b[1A").length).to.equal(3);
    });
});
