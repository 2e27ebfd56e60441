import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { whileSpace } from "../../../embedded/tools/space";
import { failure } from "../../delivery/failure";
import { removeTemporaryFolders, temporaryFolder } from "./fixture";

/** More than any disk has free. */
const tooMuch = 1e12;

describe("work on a disk", () => {
    afterEach(removeTemporaryFolders);

    it("goes on for as long as there is space", async () => {
        expect(await whileSpace(temporaryFolder(), 1, () => Promise.resolve("done"))).to.equal("done");
    });

    it("ends with where there is none and what to do, whatever the work does meanwhile", async () => {
        const folder = temporaryFolder();
        const error = await failure(whileSpace(folder, tooMuch, () => new Promise(() => undefined)));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message)
            .to.contain(`no space left while writing to ${folder} (`)
            .and.match(/Free some space, or/);
    });
});
