import * as path from "node:path";

import { expect } from "chai";

import { repository, removeTemporaryFolders } from "../../../embedded/tools/fixture";
import { embeddedEngine, program, Workspace } from "../../../embedded/tools/workspace";

const source = `
require("sucrase/register/ts");
const { readLastUpdate } = require(${JSON.stringify(path.join(repository, "components/foundation/aws/last-update"))});
module.exports = async () => {
    const { activeColor, versions } = await readLastUpdate();
    return { seen: { activeColor, versions }, activeColor: "blue", versions: { cluster: "1.33" } };
};
`;

describe("what the last update left", () => {
    after(removeTemporaryFolders);

    it("is read from the stack's own state, at a preview and at an update, and is nothing at first", async function () {
        this.timeout(60_000);
        const engine = await embeddedEngine();
        if (engine === undefined) return this.skip();
        const here = await new Workspace(engine).create(program(source));
        const seen = async () => JSON.parse((await here.pulumi("stack", "output", "seen", "--json")).output) as unknown;

        expect((await here.pulumi("up", "--yes", "--skip-preview")).code).to.equal(0);
        expect(await seen()).to.deep.equal({});
        const preview = await here.pulumi("preview");
        expect(preview.code, preview.output).to.equal(0);
        expect((await here.pulumi("up", "--yes", "--skip-preview")).code).to.equal(0);
        expect(await seen()).to.deep.equal({ activeColor: "blue", versions: { cluster: "1.33" } });
    });
});
