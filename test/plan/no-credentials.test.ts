import * as path from "node:path";

import { expect } from "chai";

import { cacheRoot } from "../../embedded/paths";
import { projectFolder } from "../../embedded/platform";
import { withWorkspace } from "../../embedded/preview/workspace";
import { run, RunError } from "../../embedded/process";
import { silentProgress } from "../../embedded/progress";
import { removeTemporaryFolders, temporaryFolder } from "../embedded/tools/fixture";
import { skipWithoutProvider } from "./plans";
import { trapKey, Traps } from "./traps";

describe("make preview", () => {
    let traps: Traps;
    let trapped: NodeJS.ProcessEnv;

    before(async function () {
        await skipWithoutProvider(this);
    });
    beforeEach(async () => {
        traps = new Traps(temporaryFolder());
        trapped = { ...(await traps.set()), XDG_CACHE_HOME: path.dirname(cacheRoot()) };
    });
    afterEach(async () => {
        await traps.remove();
        removeTemporaryFolders();
    });

    const preview = (...stack: string[]) =>
        run("make", ["-s", "preview", ...stack.map((name) => `STACK=${name}`)], {
            cwd: projectFolder,
            env: { ...process.env, ...trapped },
        }).catch((error: unknown) => error as RunError);

    it("reads no credentials, though they are all around, and shows every resource", async () => {
        const result = await preview("staging");
        expect(result).to.not.be.instanceOf(RunError);
        expect(result.stdout).to.match(/\+ \d+ to create/);
        expect(traps.sprung()).to.be.empty;
        expect(result.stdout + result.stderr).to.not.include(trapKey);
    });

    it("would have been caught: without the care that it takes, a preview springs the traps", async () => {
        await withWorkspace(projectFolder, "staging", silentProgress, async (workspace) => {
            const args = ["preview", "--stack", "staging", "--config-file", workspace.configFile, "--non-interactive"];
            const { PULUMI_CONFIG_PASSPHRASE } = workspace.env;
            const careless: NodeJS.ProcessEnv = { ...workspace.env, ...trapped, PULUMI_CONFIG_PASSPHRASE };
            for (const name of Object.keys(careless)) {
                if (name.startsWith("AWS_") && !(name in trapped)) Reflect.deleteProperty(careless, name);
            }
            await run("pulumi", args, { cwd: projectFolder, env: careless }).catch(() => undefined);
        });
        expect(traps.sprung()).to.not.be.empty;
    });

    it("says which stacks there are, where one is asked for that isn't", async () => {
        const unknown = await preview("prodction");
        expect(unknown.stderr).to.match(
            /no stack file Pulumi\.prodction\.yaml; there are: production, recovery, staging/,
        );
        const none = await preview();
        expect(none.stderr).to.match(/make preview STACK=production/);
    });
});
