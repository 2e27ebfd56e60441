import { execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { ensurePulumiCommand } from "../../../embedded/tools/pulumi-command";
import { removeTemporaryFolders, temporaryFolder } from "./fixture";

describe("the pulumi on a stack's PATH", () => {
    let command: string;
    let locks: string;

    beforeEach(() => {
        const folder = path.join(temporaryFolder(), "it's here");
        const engine = path.join(folder, "engine");
        fs.mkdirSync(folder);
        fs.writeFileSync(engine, '#!/bin/sh\nprintf "<%s>" "$@"\nexit 3\n', { mode: 0o755 });
        const backend = path.join(folder, "backend");
        locks = path.join(backend, ".pulumi/locks/organization/alchemorsel/local");
        fs.mkdirSync(locks, { recursive: true });
        command = path.join(ensurePulumiCommand(path.join(folder, "bin"), engine, backend), "pulumi");
    });
    afterEach(removeTemporaryFolders);

    /** A process's number that no process has any more. */
    const deadProcess = () => spawnSync("true").pid;

    function lock(pid: number | string, hostname = os.hostname()): string {
        const file = path.join(locks, `${pid}.json`);
        fs.writeFileSync(file, JSON.stringify({ pid, username: "root", hostname, timestamp: "2026-01-01T00:00:00Z" }));
        return file;
    }

    it("lets a preview write no checkpoints, and an update all of them", () => {
        const engine = path.join(path.dirname(path.dirname(command)), "engine");
        fs.writeFileSync(engine, '#!/bin/sh\nprintf "%s" "$PULUMI_SKIP_CHECKPOINTS"\n', { mode: 0o755 });
        const told = (verb: string) => spawnSync(command, [verb, "--stack", "local"]).stdout.toString();
        expect([told("preview"), told("up")]).to.deep.equal(["true", ""]);
    });

    it("is the engine: its arguments, output and exit code", () => {
        const { stdout, stderr, status } = spawnSync(command, ["config", "set", "a b", "it's $HOME"]);
        expect([stdout.toString(), stderr.toString(), status]).to.deep.equal(["<config><set><a b><it's $HOME>", "", 3]);
    });

    it("releases the lock of an engine that was killed, and says so", () => {
        const dead = deadProcess();
        const files = [lock(dead), lock(process.pid)];
        const { stderr } = spawnSync(command);
        expect(
            files.filter((file) => fs.existsSync(file)),
            "locks that stay",
        ).to.be.empty;
        expect(stderr.toString()).to.contain(`warning: an earlier update was killed (process ${dead})`);
    });

    it("leaves the lock of an engine that lives, that is on another machine, and one that it can't read", async () => {
        const engine = path.join(locks, "pulumi");
        fs.copyFileSync(execFileSync("which", ["sleep"]).toString().trim(), engine);
        fs.chmodSync(engine, 0o755);
        const living = spawn(engine, ["60"]);
        try {
            await new Promise((resolve) => living.once("spawn", resolve));
            const files = [lock(living.pid!), lock(deadProcess(), "elsewhere"), lock("unknown")];
            expect(spawnSync(command).stderr.toString()).to.equal("");
            expect(
                files.filter((file) => !fs.existsSync(file)),
                "locks that are gone",
            ).to.be.empty;
        } finally {
            living.kill("SIGKILL");
        }
    });
});
