import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { awsDefaults } from "../../../components/foundation/aws/config-problems";
import { projectFolder } from "../../../embedded/platform";
import { inEnginesWords } from "../../../delivery/stack/engine-words";
import { projectName, readStackFile } from "../../../delivery/stack/stack-file";

describe("a stack's file", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-stack-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const write = (text: string) => {
        fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: alchemorsel\n");
        const file = path.join(folder, "Pulumi.dev.yaml");
        fs.writeFileSync(file, text);
        return file;
    };

    it("is of the project that Pulumi.yaml names", () => {
        const { name } = parse(fs.readFileSync(path.join(projectFolder, "Pulumi.yaml"), "utf8")) as { name: string };
        expect(projectName).to.equal(name);
    });

    it("says where the workloads are", () => {
        const local = write("config:\n  alchemorsel:local: { kubeContext: kind-dev }\n");
        expect(readStackFile(local)).to.deep.equal({ foundation: "local", kubeContext: "kind-dev", groups: [] });
        expect(readStackFile(path.join(projectFolder, "Pulumi.production.yaml"))).to.deep.equal({
            ...{ foundation: "aws", region: "eu-central-1" },
            ...{ name: "alchemorsel-production", shortName: "alc-prod", groups: [] },
        });
    });

    const onAws = "config:\n  alchemorsel:foundation: aws\n";

    it("on AWS has the defaults of the program's own config", () => {
        const file = write(`${onAws}  aws:region: eu-west-1\n  alchemorsel:aws: {}\n`);
        const { foundation, groups, ...place } = readStackFile(file);
        expect({ foundation, groups }).to.deep.equal({ foundation: "aws", groups: [] });
        const defaults = awsDefaults({}, { name: "alchemorsel-dev", region: "eu-west-1", isSecret: () => false });
        expect(place).to.deep.equal(defaults);
    });

    it("on AWS that doesn't say in plain text where the stack is, is told what is missing", () => {
        expect(() => readStackFile(write(onAws))).to.throw(/^Pulumi\.dev\.yaml: aws:region is missing, .* plain text/);
        const encrypted = `${onAws}  aws:region: eu-west-1\n  alchemorsel:aws: { secure: v1:abc }\n`;
        expect(() => readStackFile(write(encrypted))).to.throw(/alchemorsel:aws is encrypted/);
    });

    it("says which groups there are", () => {
        const file = write("config:\n  alchemorsel:groups:\n    checkout: { workloads: [pay] }\n    search: {}\n");
        expect(readStackFile(file).groups).to.deep.equal(["checkout", "search"]);
    });

    it("that is missing is told with those that are there", () => {
        write("config: {}\n");
        expect(() => readStackFile(path.join(folder, "Pulumi.prod.yaml"))).to.throw(
            "there is no Pulumi.prod.yaml; the stacks here are dev",
        );
        expect(() => readStackFile("/nowhere/Pulumi.dev.yaml")).to.throw("there is no Pulumi program in /nowhere");
    });

    it("that is no YAML is told with the place", () => {
        expect(() => readStackFile(write("config: {\n"))).to.throw(/Pulumi\.dev\.yaml: .*line/);
    });
});

describe("the engine's words", () => {
    it("are its diagnostics, of all that it says", () => {
        const stdout =
            "Updating\n + thing created\nDiagnostics:\n  Deployment:\n    error: it crashed\n\nResources:\n    1\n";
        const error = Object.assign(new Error("code: 255 and all of it"), { commandResult: { stdout, stderr: "" } });
        expect(inEnginesWords(error)).to.equal("Deployment:\n    error: it crashed");
    });

    it("are the same where the Automation API has all of it in one text, with the command", () => {
        const command = "Command failed with exit code 255: pulumi up --yes --stack local";
        const stdout = "Updating\nDiagnostics:\n  Deployment:\n    error: it crashed\n\nResources:\n    1\n";
        const failed = (stderr: string) =>
            Object.assign(new Error(`code: -2 ${stderr}`), { commandResult: { stdout: "", stderr } });
        expect(inEnginesWords(failed(`${command}\n${stdout}`))).to.equal("Deployment:\n    error: it crashed");
        expect(inEnginesWords(failed(`${command}\nerror: no backend`))).to.equal("error: no backend");
    });

    it("say what to do without an engine", () => {
        expect(inEnginesWords(new Error("spawn pulumi ENOENT"))).to.match(/pulumi is not on PATH: eval/);
    });
});
