import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { type Component, gaps, readComponents } from "../../docs/generator/components";
import { pages, pagesFolder } from "../../docs/generator/pages";
import { projectFolder, readSources } from "../../docs/generator/sources";
import { image, rawConfig } from "../components/example";
import { registered } from "../components/mocks";
import { compilerErrors, runExamples } from "./examples";

/** What the examples read of their stack's config. */
const config = {
    ...Object.fromEntries(Object.entries(rawConfig()).map(([key, value]) => [`alchemorsel:${key}`, value])),
    "images:recipes": image("a"),
    "images:postgres": image("d", "postgres"),
    "images:redis": image("e", "redis"),
};

describe("the pages of the components", function () {
    // The compiler reads the SDKs of AWS and Kubernetes.
    this.timeout(180_000);
    let components: Component[];
    let errors: string[];

    before(async () => {
        const { project, program } = await readSources();
        components = readComponents(project);
        errors = compilerErrors(components, program);
    });

    it("are there for each component that the package exports", () => {
        const names = components.map(({ name }) => name);
        expect(names).to.include.members([
            "Platform",
            "Workload",
            "Network",
            "Cluster",
            "Database",
            "Edge",
            "AlbTraffic",
        ]);
        expect([...pages(components).keys()]).to.include.members(["network.md", "web-firewall.md", "README.md"]);
    });

    it("have a text for the component and for each arg and output, and an example", () => {
        expect(gaps(components)).to.deep.equal([]);
    });

    it("are those of the doc comments as they are now", () => {
        const folder = path.join(projectFolder, pagesFolder);
        const made = pages(components);
        const read = (name: string) => fs.readFileSync(path.join(folder, name), "utf8");
        const there = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
        const stale = [
            ...[...made].filter(([name, text]) => !there.includes(name) || read(name) !== text).map(([name]) => name),
            ...there.filter((name) => !made.has(name)),
        ];
        expect(stale, `${pagesFolder} is out of date; run: make docs`).to.deep.equal([]);
    });

    it("have examples that compile", () => {
        expect(errors.join("\n")).to.equal("");
    });

    it("have examples that run, whose args are accepted", async () => {
        let failures: string[] = [];
        const resources = await registered(() => (failures = runExamples(components)), config, {}, true);
        expect(failures.join("\n")).to.equal("");
        expect(resources).to.not.be.empty;
    });
});
