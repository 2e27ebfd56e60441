import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { ensureEngine } from "../../../embedded/tools";
import { findOfficialPulumi } from "../../../embedded/tools/official";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "./fixture";

describe("an official Pulumi of the user", () => {
    let cache: string;
    let folder: string;
    let rejected: string[];
    const install = (where: string, version: string, ...others: string[]) => {
        fs.mkdirSync(where, { recursive: true });
        fs.writeFileSync(path.join(where, "pulumi"), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
        for (const name of others) fs.writeFileSync(path.join(where, name), "#!/bin/sh\n", { mode: 0o755 });
    };
    const find = (variables: Record<string, string> = {}) =>
        withEnvironment({ XDG_CACHE_HOME: cache, PATH: `${folder}:/usr/bin:/bin`, ...variables }, () =>
            findOfficialPulumi((reason) => rejected.push(reason)),
        );

    beforeEach(() => {
        cache = temporaryFolder();
        folder = temporaryFolder();
        rejected = [];
    });
    afterEach(removeTemporaryFolders);

    it("is used as it is, with its own language host and plugins, and nothing is built", async () => {
        install(folder, "v3.250.1", "pulumi-language-nodejs");
        expect(await find()).to.deep.equal({ folder, version: "3.250.1" });
        const variables = { XDG_CACHE_HOME: cache, PATH: `${folder}:/usr/bin:/bin` };
        const state = temporaryFolder();
        const engine = await withEnvironment(variables, () => ensureEngine(state, silentProgress));
        expect(engine).to.deep.equal({ kind: "official", pathEntries: [path.join(state, "bin"), folder], env: {} });
        expect(fs.existsSync(path.join(cache, "alchemorsel"))).to.be.false;
    });

    it("may be linked to from PATH, or named", async () => {
        const real = temporaryFolder();
        install(real, "v3.250.1", "pulumi-language-nodejs");
        fs.symlinkSync(path.join(real, "pulumi"), path.join(folder, "pulumi"));
        expect((await find())?.folder).to.equal(folder);
        const named = { PATH: "/usr/bin:/bin", ALCHEMORSEL_TOOL_PULUMI: path.join(real, "pulumi") };
        expect((await find(named))?.folder).to.equal(real);
    });

    for (const version of ["v3.247.0", "v4.0.0", "v2.300.0"]) {
        it(`is passed over if it is ${version}, and the user hears why`, async () => {
            install(folder, version, "pulumi-language-nodejs");
            expect(await find()).to.equal(undefined);
            expect(rejected.join()).to.contain(version.slice(1)).and.contain("3.248");
        });
    }

    it("is not one that lies alone, without the language host of a release", async () => {
        install(folder, "v3.250.1");
        expect(await find()).to.equal(undefined);
    });

    it("is not our own one from the cache, which is on PATH after `make env`; one behind it is found", async () => {
        const own = path.join(cache, "alchemorsel/tools/engine/1");
        install(own, "v3.274.1", "pulumi-language-nodejs");
        expect(await find({ PATH: `${own}:/usr/bin:/bin` })).to.equal(undefined);
        install(folder, "v3.250.1", "pulumi-language-nodejs");
        expect((await find({ PATH: `${own}:${folder}:/usr/bin:/bin` }))?.folder).to.equal(folder);
    });
});
