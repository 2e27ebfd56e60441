import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { silentProgress } from "../../../embedded/progress";
import { ensureEngine, toolsOfEngine } from "../../../embedded/tools";
import { awsPlugin, eksPlugin, findOfficialPlugin, linkPlugin } from "../../../embedded/tools/plugins";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "./fixture";

describe("provider plugins", () => {
    let home: string;
    let bin: string;
    const install = (folder: string, name: string) => {
        fs.mkdirSync(folder, { recursive: true });
        const program = path.join(folder, `pulumi-resource-${name}`);
        fs.writeFileSync(program, "#!/bin/sh\n", { mode: 0o755 });
        return program;
    };
    const inside = <T>(work: () => T) =>
        withEnvironment({ PULUMI_HOME: home, PATH: `${bin}:/usr/bin:/bin` }, () => Promise.resolve(work()));

    beforeEach(() => {
        home = temporaryFolder();
        bin = temporaryFolder();
    });
    afterEach(removeTemporaryFolders);

    it("of the user's are found among Pulumi's own, the newest of those that serve", async () => {
        for (const version of ["3.9.0", "4.2.9", "4.3.1", "4.10.0", "5.0.0", "4.11.0.lock"]) {
            install(path.join(home, "plugins", `resource-eks-v${version}`), "eks");
        }
        fs.mkdirSync(path.join(home, "plugins", "resource-eks-v4.12.0"));
        expect(await inside(() => findOfficialPlugin(eksPlugin))).to.equal(
            path.join(home, "plugins", "resource-eks-v4.10.0"),
        );
    });

    it("of the user's are found on PATH, before the others", async () => {
        install(path.join(home, "plugins", `resource-aws-v${awsPlugin.version}`), "aws");
        const program = install(bin, "aws");
        expect(await inside(() => findOfficialPlugin(awsPlugin))).to.equal(program);
    });

    it("are not found where there is none, nor one that is too old", async () => {
        install(path.join(home, "plugins", "resource-aws-v7.0.0"), "aws");
        expect(await inside(() => findOfficialPlugin(awsPlugin))).to.equal(undefined);
    });

    it("of this project do not count as the user's", async () => {
        const cache = temporaryFolder();
        install(path.join(cache, "alchemorsel"), "eks");
        const variables = { XDG_CACHE_HOME: cache, PULUMI_HOME: home, PATH: path.join(cache, "alchemorsel") };
        const found = await withEnvironment(variables, () => Promise.resolve(findOfficialPlugin(eksPlugin)));
        expect(found).to.equal(undefined);
    });

    it("are linked under the version that the SDK asks for, as a program or as a folder, and unlinked", () => {
        const engine = temporaryFolder();
        const folder = path.join(engine, "plugins", `resource-eks-v${eksPlugin.version}`);
        const program = path.join(folder, "pulumi-resource-eks");
        const official = path.dirname(install(path.join(home, "official"), "eks"));
        const ours = install(bin, "eks");
        for (const [target, real] of [
            [ours, ours],
            [official, path.join(official, "pulumi-resource-eks")],
            [ours, ours],
            [ours, ours],
        ] as const) {
            linkPlugin(engine, eksPlugin, target);
            expect(fs.realpathSync(program)).to.equal(fs.realpathSync(real));
        }
        expect(fs.readdirSync(official)).to.deep.equal(["pulumi-resource-eks"]);
        linkPlugin(engine, eksPlugin, undefined);
        expect(fs.existsSync(folder)).to.equal(false);
    });

    describe("of the embedded engine", () => {
        const variables = (extra: Record<string, string>) => ({
            XDG_CACHE_HOME: temporaryFolder(),
            PULUMI_HOME: home,
            ALCHEMORSEL_TOOL_PULUMI: install(path.join(home, "engine"), "none"),
            ALCHEMORSEL_TOOL_PULUMI_RESOURCE_KUBERNETES: "/bin/true",
            ...extra,
        });
        const linked = (state: string, { name, version }: { name: string; version: string }) =>
            path.join(state, "pulumi-home/plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);

        it("have the stand-in for EKS, and no AWS provider that is not built", async () => {
            const state = temporaryFolder();
            await withEnvironment(variables({}), () => ensureEngine(state, silentProgress));
            expect(fs.readFileSync(linked(state, eksPlugin), "utf8")).to.match(/^#!\/bin\/sh\nexec node .*main\.js/);
            expect(fs.existsSync(linked(state, awsPlugin))).to.equal(false);
        });

        it("have the user's official ones instead, where they are", async () => {
            const state = temporaryFolder();
            for (const { name, version } of [awsPlugin, eksPlugin]) {
                install(path.join(home, "plugins", `resource-${name}-v${version}`), name);
            }
            await withEnvironment(variables({}), async () => {
                expect(await toolsOfEngine("aws")).to.deep.equal(["pulumi", "pulumi-kubernetes"]);
                await ensureEngine(state, silentProgress, "aws");
            });
            for (const plugin of [awsPlugin, eksPlugin]) {
                expect(fs.realpathSync(linked(state, plugin))).to.contain(fs.realpathSync(home));
            }
        });

        it("need the AWS provider for the stacks on AWS only", async () => {
            await withEnvironment(variables({}), async () => {
                expect(await toolsOfEngine()).not.to.contain("pulumi-aws");
                expect(await toolsOfEngine("aws")).to.contain("pulumi-aws");
            });
        });
    });
});
