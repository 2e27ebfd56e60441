import * as fs from "node:fs";

import { expect } from "chai";

import { UserError } from "../../embedded/errors";
import { stateRoot } from "../../embedded/paths";
import { projectFolder } from "../../embedded/platform";
import { readStackFile } from "../../embedded/preview";
import { silentProgress } from "../../embedded/progress";
import { withGround } from "../../embedded/rehearsal/ground";
import { failure } from "../delivery/failure";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "../embedded/tools/fixture";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { killListener, processesOf } from "./processes-of";

describe("the ground of a rehearsal, when moto ends in the middle", () => {
    after(removeTemporaryFolders);

    it("says so, and takes everything down, though the rehearsal would go on", async function () {
        await pythonToolsOrSkip(this);
        const state = temporaryFolder();
        await withEnvironment({ XDG_STATE_HOME: state }, async () => {
            const config = readStackFile(projectFolder, "staging", "make rehearse");
            const ground = withGround("staging", config, silentProgress, async ({ awsUrl, kubeconfig }) => {
                expect(fs.existsSync(kubeconfig)).to.equal(true);
                expect(await processesOf(state)).to.have.length.at.least(6);
                await killListener(awsUrl);
                return new Promise(() => undefined);
            });
            const error = await failure(ground);
            expect(error).to.be.instanceOf(UserError);
            expect(error.message).to.equal("moto ended in the middle of the rehearsal: run the same command again");
            expect(await processesOf(state)).to.deep.equal([]);
            expect(fs.existsSync(stateRoot("rehearsal-staging"))).to.equal(false);
        });
    });
});
