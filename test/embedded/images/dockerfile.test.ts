import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";

import { certificatePackages } from "../../../embedded/images/base";
import { dependencies } from "../../../embedded/images/elf";
import { projectFolder } from "../../../embedded/platform";
import type { Archive } from "./archive";
import { appFolder, byDockerfile, machines, withoutEngine } from "./both-ways";
import { configOf, copies, ofKind, readDockerfile } from "./dockerfile";
import { filesOfFolder, filesOfLayer } from "./layer-files";
import type { Build } from "./recorded-go";
import { temporaryFolder } from "./support";

const version = "1.2.3";

/** Without an engine: what it would run in the stages runs here, in folders of the test. */
describe("app/Dockerfile", function () {
    // For a machine that is not this one, Go compiles its own library and every module first.
    this.timeout(600_000);
    const { variables, stages } = readDockerfile(path.join(appFolder, "Dockerfile"));
    const [base, build, last] = stages;
    let folder: string;

    before(() => (folder = temporaryFolder()));
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    it("builds with the Go of the workflows", () => {
        const workflow = fs.readFileSync(path.join(projectFolder, ".github/workflows/preview.yml"), "utf8");
        const { env } = parse(workflow) as { env: { GO_VERSION: string } };
        expect(build.from.getImage()).to.equal("golang:${GO}");
        expect(variables.GO).to.equal(env.GO_VERSION);
    });

    it("takes the authorities from the same packages of Debian", () => {
        const download = ofKind(base, "RUN")[0]!.getArgumentsContent()!;
        expect(/apt-get download (.+?) +&&/.exec(download)![1]).to.equal(
            certificatePackages.map((name) => `"${name}\${CERTIFICATES:+=$CERTIFICATES}"`).join(" "),
        );
    });

    it("ends with what the two stages before have made, on nothing, and says nothing that is not compared here", () => {
        expect(last.from.getImage()).to.equal("scratch");
        expect(copies(last)).to.deep.equal([
            ["--from=base", `${base.variables.ROOT}/`, "/"],
            ["--from=build", `${build.variables.ROOT}/`, "/"],
        ]);
        const keywords = last.instructions.map((each) => each.getKeyword());
        expect(keywords.sort()).to.deep.equal("ARG COPY COPY ENTRYPOINT EXPOSE LABEL USER".split(" "));
    });

    for (const machine of machines) {
        describe(`for ${machine.oci}`, () => {
            let image: Archive;
            let folders: string[];
            let builds: { engineless: Build[]; docker: Build[] };

            before(async () => {
                const own = path.join(folder, machine.oci);
                const engineless = await withoutEngine(machine, version, path.join(own, "engineless"));
                const docker = await byDockerfile([base, build], machine, version, path.join(own, "docker"));
                [image, folders] = [engineless.made, docker.made];
                builds = { engineless: engineless.builds, docker: docker.builds };
            });

            it("calls go as `make images` does", () => {
                expect(builds.docker).to.have.length(1);
                expect(builds.docker.map(withoutOutput)).to.deep.equal(builds.engineless.map(withoutOutput));
            });

            it("makes the same files in the same layers", () => {
                expect(folders.map(filesOfFolder)).to.deep.equal(image.layers.map(filesOfLayer));
            });

            it("makes a static program for that machine", () => {
                const program = path.join(folders[1]!, configOf(last, { VERSION: version }).Entrypoint[0]!);
                expect(dependencies(program)).to.deep.equal({ interpreter: undefined, needed: [] });
                expect(fs.readFileSync(program).readUInt16LE(18)).to.equal(machine.elf);
            });

            it("configures its containers in the same way", () => {
                const { WorkingDir, ...config } = image.config.config;
                expect(configOf(last, { VERSION: version })).to.deep.equal(config);
                // An engine's own default.
                expect(WorkingDir).to.equal("/");
                expect(image.config.architecture).to.equal(machine.oci);
            });
        });
    }
});

/** Where the program goes, and whether the build says what it does, does not shape it. */
function withoutOutput({ environment, args }: Build): Build {
    const output = args.indexOf("-o");
    return { environment, args: args.filter((arg, at) => arg !== "-v" && at !== output && at !== output + 1) };
}
