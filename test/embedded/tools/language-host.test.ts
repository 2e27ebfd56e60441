import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { Engine } from "../../../embedded/tools";
import { lives, removeTemporaryFolders, until } from "./fixture";
import { embeddedEngine, program, Workspace } from "./workspace";

describe("the language host under the real engine", function () {
    this.timeout(60_000);

    let engine: Engine;
    before(async function () {
        const found = await embeddedEngine();
        if (found === undefined) this.skip();
        engine = found;
    });
    after(removeTemporaryFolders);

    const workspace = (files: Record<string, string>) => new Workspace(engine).create(files);
    const pidIn = (file: string) => Number(fs.readFileSync(file, "utf8"));

    it("runs a TypeScript program as this project's is run: config, secrets, components, outputs", async () => {
        const here = await workspace({
            "Pulumi.yaml":
                "name: trial\nmain: index.ts\nruntime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --require sucrase/register/ts }\n",
            "package.json": JSON.stringify({ name: "trial", dependencies: { "@pulumi/pulumi": "*" } }),
            "index.ts": `
                import * as pulumi from "@pulumi/pulumi";
                enum OnlyInTypeScript { Yes = "yes" }
                const config = new pulumi.Config();
                class Thing extends pulumi.ComponentResource {
                    constructor(name: string) { super("trial:index:Thing", name); this.registerOutputs({}); }
                }
                new Thing("thing");
                export const color: string = config.require("color");
                export const weights = config.requireObject<number[]>("weights");
                export const password = config.requireSecret("password");
                export const where = [pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()];
                export const typescript = OnlyInTypeScript.Yes;
            `,
        });
        await here.pulumi("config", "set", "color", "green");
        await here.pulumi("config", "set", "--path", "weights[0]", "7");
        await here.pulumi("config", "set", "--secret", "password", "open sesame");
        const up = await here.pulumi("up", "--yes", "--skip-preview");
        expect(up.code, up.output).to.equal(0);
        expect(up.output, up.output)
            .to.contain("trial:index:Thing thing creating")
            .and.not.to.match(/warning/i);
        const { output } = await here.pulumi("stack", "output", "--json", "--show-secrets");
        expect(JSON.parse(output)).to.deep.equal({
            color: "green",
            password: "open sesame",
            typescript: "yes",
            weights: [7],
            where: ["trial", "test", false],
        });
        const masked = await here.pulumi("stack", "output", "password");
        expect(masked.output).to.contain("[secret]");
    });

    it("passes output on as it comes", async () => {
        const here = await workspace(
            program(`
                const fs = require("fs");
                console.log("this comes first");
                const waiting = setInterval(() => { if (fs.existsSync("go-on")) clearInterval(waiting); }, 50);
            `),
        );
        const up = here.start("up", "--yes", "--skip-preview");
        await until(() => up.output().includes("this comes first"), "the program's line while it runs");
        expect(up.child.exitCode).to.equal(null);
        here.write({ "go-on": "" });
        expect((await up.ended).code).to.equal(0);
    });

    it("a program that throws fails the command with its message, told once, and place", async () => {
        const here = await workspace(program(`function broken() { throw new Error("no such color") }\nbroken();`));
        const { code, output } = await here.pulumi("preview");
        expect(code).not.to.equal(0);
        expect(output).to.contain("Error: no such color").and.contain("index.js:1");
        expect(output).not.to.contain("non-zero exit code");
    });

    it("a program that ends early, or is killed, or runs out of memory, is told as such", async () => {
        const here = await workspace(program(`process.exit(3)`));
        expect((await here.pulumi("preview")).output).to.contain("Program exited with non-zero exit code: 3");
        here.write({ "index.js": `process.kill(process.pid, "SIGKILL")` });
        expect((await here.pulumi("preview")).output).to.contain("Program was killed (SIGKILL)");
        here.write({
            "Pulumi.yaml":
                "name: trial\nruntime:\n  name: nodejs\n  options: { typescript: false, nodeargs: --max-old-space-size=60 }\n",
            "index.js": `const all = []; for (;;) all.push(new Array(1000).fill(String(all.length)));`,
        });
        const { code, output } = await here.pulumi("preview");
        expect(code).not.to.equal(0);
        expect(output).to.contain("ran out of memory").and.contain("--max-old-space-size");
    });

    it("without the SDK it says how to install it", async () => {
        const here = await workspace(program(""));
        fs.rmSync(path.join(here.folder, "node_modules"));
        const { code, output } = await here.pulumi("preview");
        expect(code).not.to.equal(0);
        expect(output).to.contain("@pulumi/pulumi/cmd/run was not found").and.contain("npm install");
    });

    it("Ctrl-C ends the program too", async () => {
        const here = await workspace(
            program(`require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000);`),
        );
        const up = here.start("up", "--yes", "--skip-preview");
        const file = path.join(here.folder, "pid");
        await until(() => fs.existsSync(file), "the program runs");
        up.child.kill("SIGINT");
        expect((await up.ended).code).not.to.equal(0);
        expect(lives(pidIn(file))).to.be.false;
    });

    it("a killed engine leaves neither program nor host", async () => {
        const here = await workspace(
            program(
                `require("fs").writeFileSync("pid", process.pid + " " + process.ppid); setInterval(() => {}, 1000);`,
            ),
        );
        const up = here.start("up", "--yes", "--skip-preview");
        const file = path.join(here.folder, "pid");
        await until(() => fs.existsSync(file) && fs.readFileSync(file, "utf8").includes(" "), "the program runs");
        const both = fs.readFileSync(file, "utf8").split(" ").map(Number);
        expect(both.every(lives)).to.be.true;
        up.child.kill("SIGKILL");
        await until(() => !both.some(lives), "program and host end");
    });

    it("policy packs see the stack, its config and their own; a mandatory violation fails the preview", async () => {
        const here = await workspace({
            ...program(`
                const pulumi = require("@pulumi/pulumi");
                new (class extends pulumi.ComponentResource { constructor() { super("trial:index:Thing", "thing"); } })();
            `),
            "pack/PulumiPolicy.yaml": "runtime: nodejs\n",
            "pack/package.json": JSON.stringify({ name: "pack", version: "1.0.0", main: "index.js" }),
            "pack/index.js": `
                const pulumi = require("@pulumi/pulumi");
                const { PolicyPack } = require("@pulumi/policy");
                const color = new pulumi.Config("trial").require("color");
                new PolicyPack("sizes", { policies: [{
                    name: "limit",
                    description: "Nothing is too large.",
                    enforcementLevel: "mandatory",
                    configSchema: { properties: { most: { type: "number", default: 1 } } },
                    validateResource: (args, report) => {
                        if (args.type !== "trial:index:Thing") return;
                        const { most } = args.getConfig();
                        report([args.name, "of", pulumi.getProject(), pulumi.getStack(), color, "over", most].join(" "));
                    },
                }] });
            `,
            "policy.json": JSON.stringify({ limit: { most: 2 } }),
        });
        await here.pulumi("config", "set", "color", "green");
        const plain = await here.pulumi("preview", "--policy-pack", "pack");
        expect(plain.code, plain.output).not.to.equal(0);
        expect(plain.output, plain.output).to.contain("[mandatory]").and.contain("thing of trial test green over 1");
        const set = await here.pulumi("preview", "--policy-pack", "pack", "--policy-pack-config", "policy.json");
        expect(set.output).to.contain("green over 2");
    });

    it("a policy pack that cannot start is told with its own words", async () => {
        const here = await workspace({
            ...program(""),
            "pack/PulumiPolicy.yaml": "runtime: nodejs\n",
            "pack/package.json": JSON.stringify({ name: "pack", version: "1.0.0", main: "index.js" }),
            "pack/index.js": `throw new Error("the pack is broken")`,
        });
        const { code, output } = await here.pulumi("preview", "--policy-pack", "pack");
        expect(code).not.to.equal(0);
        expect(output).to.contain("the pack is broken");
    });

    it("tells the dependencies and the versions of what runs it", async () => {
        const here = await workspace(program(""));
        const { output } = await here.pulumi("about", "--json");
        const about = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as {
            dependencies: object;
            runtime: object;
        };
        expect(about.dependencies).to.deep.equal([{ name: "@pulumi/pulumi", version: "3.248.0" }]);
        expect(about.runtime).to.include({ language: "nodejs", version: process.version });
    });
});
