import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { tools } from "../../../embedded/tools";
import { isSupported } from "../../../embedded/tools/official";
import { awsPlugin, eksPlugin, kubernetesPlugin } from "../../../embedded/tools/plugins";
import { pulumiVersion } from "../../../embedded/tools/table";
import { repository } from "./fixture";

describe("the table of tools", () => {
    for (const tool of tools) {
        it(`says the version of ${tool.name} that its go.mod pins`, () => {
            const pins = fs.readFileSync(path.join(tool.folder, "go.mod"), "utf8");
            const required = new RegExp(`^\\s*(?:require )?${tool.module.replaceAll(".", "\\.")} (\\S+)`, "m").exec(
                pins,
            );
            expect(required?.[1]).to.equal(tool.version);
        });
    }

    it("has a row for every module, and no program twice", () => {
        const modules = fs.readdirSync(path.join(repository, "embedded/tools/modules"));
        expect(tools.map(({ name }) => name).sort()).to.deep.equal(modules.sort());
        const programs = tools.flatMap((tool) => Object.keys(tool.programs));
        expect(new Set(programs).size).to.equal(programs.length);
    });

    for (const plugin of [awsPlugin, eksPlugin, kubernetesPlugin]) {
        it(`gives the plugin for ${plugin.name} the version that the SDK asks for`, () => {
            expect(versionOf(`@pulumi/${plugin.name}`)).to.equal(plugin.version);
        });
    }

    it("has the Kubernetes provider of that version", () => {
        const main = fs.readFileSync(path.join(repository, "embedded/tools/modules/pulumi-kubernetes/main.go"), "utf8");
        expect(main).to.contain(`const version = "${kubernetesPlugin.version}"`);
    });

    it("has the Helm that the Kubernetes provider has in it", () => {
        const pins = fs.readFileSync(path.join(repository, "embedded/tools/modules/pulumi-kubernetes/go.mod"), "utf8");
        expect(pins).to.contain(`helm.sh/helm/v3 ${tools.find(({ name }) => name === "helm")?.version}`);
    });

    it("has an engine that would be good enough if the user had it, for the SDK that is installed", () => {
        expect(isSupported(pulumiVersion.slice(1))).to.be.true;
        expect(isSupported(versionOf("@pulumi/pulumi"))).to.be.true;
    });
});

function versionOf(name: string): string {
    const file = path.join(repository, "node_modules", name, "package.json");
    return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version.replace(/^v/, "");
}
