import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createInterface } from "node:readline";

import { expect } from "chai";
import { parseDocument } from "yaml";

import { projectFolder } from "../../embedded/platform";
import { previewConfig } from "../../embedded/preview/environment";
import { withWorkspace } from "../../embedded/preview/workspace";
import { run, RunError } from "../../embedded/process";
import { silentProgress } from "../../embedded/progress";
import { freePort } from "../../embedded/free-port";
import { pythonToolsOrSkip } from "./python-tools";
import { skipWithoutProvider } from "./plans";

describe("a stack with credentials", () => {
    let python: string;
    let server: ChildProcess | undefined;

    before(async function () {
        await skipWithoutProvider(this);
        python = await pythonToolsOrSkip(this);
    });
    afterEach(async () => {
        if (server?.exitCode === null && server.kill()) await once(server, "exit");
    });

    /** An AWS whose credentials are of this account, as moto has it. */
    async function startAws(account: string): Promise<string> {
        const port = await freePort();
        const env = { ...process.env, MOTO_ACCOUNT_ID: account };
        const args = ["-m", "moto.server", "--host", "127.0.0.1", "--port", String(port)];
        server = spawn(python, args, { env, stdio: ["ignore", "ignore", "pipe"] });
        for await (const line of createInterface({ input: server.stderr! })) {
            if (line.includes(`Running on http://127.0.0.1:${port}`)) break;
        }
        return `http://127.0.0.1:${port}`;
    }

    /** A preview as a person with an account has it: the provider asks who the credentials are of. */
    async function preview(endpoint: string): Promise<{ stdout: string; failed: boolean }> {
        return withWorkspace(projectFolder, "staging", silentProgress, async ({ configFile, env }) => {
            const file = parseDocument(fs.readFileSync(configFile, "utf8"));
            for (const key of Object.keys(previewConfig)) file.deleteIn(["config", key]);
            fs.writeFileSync(configFile, file.toString());
            const args = ["preview", "--stack", "staging", "--config-file", configFile, "--non-interactive"];
            const options = { cwd: projectFolder, env: { ...env, AWS_ENDPOINT_URL: endpoint } };
            return run("pulumi", args, options).then(
                ({ stdout }) => ({ stdout, failed: false }),
                (error: unknown) => ({ stdout: (error as RunError).stdout, failed: true }),
            );
        });
    }

    it("is refused before anything is planned where they are of another account", async () => {
        const { stdout, failed } = await preview(await startAws("999999999999"));
        expect(failed).to.be.true;
        expect(stdout).to.include("nothing was touched");
        expect(stdout).to.match(/aws\.accountId: is 444455556666, but the credentials are of account 999999999999/);
        expect(stdout).to.not.match(/alchemorsel:aws:|aws:ec2/);
    });

    it("is planned where they are of its own", async () => {
        const { stdout, failed } = await preview(await startAws("444455556666"));
        expect(failed, stdout).to.be.false;
        expect(stdout).to.match(/\+ \d{3} to create/);
    });
});
