import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";
import { parseDocument } from "yaml";

import { UserError } from "../../../embedded/errors";
import { lock } from "../../../embedded/lock";
import { stateRoot } from "../../../embedded/paths";
import { silentProgress } from "../../../embedded/progress";
import { withGround } from "../../../embedded/rehearsal/ground";
import { failure } from "../../delivery/failure";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "../tools/fixture";

describe("the ground of a rehearsal", () => {
    afterEach(removeTemporaryFolders);

    it("is refused to a second rehearsal of the same stack, which leaves the first's alone", async () => {
        await withEnvironment({ XDG_STATE_HOME: temporaryFolder() }, async () => {
            const folder = stateRoot("rehearsal-staging");
            const first = await lock(`${folder}.lock`);
            fs.mkdirSync(folder);
            fs.writeFileSync(path.join(folder, "state"), "the first's");
            try {
                const second = withGround("staging", parseDocument(""), silentProgress, () => Promise.resolve());
                const error = await failure(second);
                expect(error).to.be.instanceOf(UserError);
                expect(error.message).to.match(
                    new RegExp(`^staging is being rehearsed already: .*${process.pid}.*Wait for its end, or end it$`),
                );
                expect(fs.readFileSync(path.join(folder, "state"), "utf8")).to.equal("the first's");
            } finally {
                await first.release();
            }
        });
    });
});
