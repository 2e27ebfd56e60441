import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { ensureStack } from "../../embedded/stack";

const digest = (digit: string) => `docker.io/alchemorsel/x@sha256:${digit.repeat(64)}`;
const images = { app: digest("a"), postgres: digest("d"), redis: digest("e"), prometheus: digest("f") };

describe("the file of a local stack", () => {
    let folder: string;
    const file = () => path.join(folder, "Pulumi.dev.yaml");
    const local = () =>
        (parse(fs.readFileSync(file(), "utf8")) as { config: Record<string, Record<string, unknown>> }).config[
            "alchemorsel:local"
        ]!;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-stack-"));
        // An engine that agrees to everything.
        fs.mkdirSync(path.join(folder, "bin"));
        fs.writeFileSync(path.join(folder, "bin/pulumi"), "#!/bin/sh\nexec cat\n", { mode: 0o755 });
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const ensure = (context?: string, app = images.app) =>
        ensureStack({
            project: folder,
            stack: "dev",
            state: folder,
            env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH ?? ""}` },
            port: 8080,
            context,
            images: { ...images, app },
            present: new Set([...Object.values(images), app]),
        });

    it("names the images that the embedded cluster has, also where it is from before there was one of them", async () => {
        const all = {
            databaseImage: images.postgres,
            cacheImage: images.redis,
            prometheusImage: images.prometheus,
        };
        await ensure();
        expect(local()).to.include(all);
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace(/^ *prometheusImage: .*\n/m, ""));
        expect(local()).to.not.have.property("prometheusImage");
        await ensure();
        expect(local()).to.include(all);
    });

    it("gives a new build of the app to the idle color, also where the workload follows a group's", async () => {
        await ensure();
        const group = "config:\n  alchemorsel:groups: { shop: { workloads: [recipes], activeColor: green } }\n";
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace("config:\n", group));
        const notes = await ensure(undefined, digest("b"));
        const text = fs.readFileSync(file(), "utf8");
        const { config } = parse(text) as { config: Record<string, { recipes: { image: Record<string, string> } }> };
        expect(config["alchemorsel:workloads"]!.recipes.image).to.deep.equal({ blue: digest("b"), green: images.app });
        expect(notes.join(" ")).to.match(/pulumi config set --path groups\.shop\.activeColor blue/);
    });

    it("gives each role of the database a password of its own, once, also to a stack from before there were two", async () => {
        fs.writeFileSync(path.join(folder, "passphrase"), "open");
        fs.writeFileSync(path.join(folder, "database-password"), "as before");
        await ensure();
        expect(fs.readFileSync(path.join(folder, "database-password"), "utf8")).to.equal("as before");
        const owner = fs.readFileSync(path.join(folder, "database-owner-password"), "utf8");
        expect(owner).to.have.length.of.at.least(32);
        await ensure();
        expect(fs.readFileSync(path.join(folder, "database-owner-password"), "utf8")).to.equal(owner);
        expect(fs.statSync(path.join(folder, "database-owner-password")).mode & 0o777).to.equal(0o600);
    });

    it("names all of them once on a cluster of the user's own, and later none that nobody has loaded there", async () => {
        await ensure("kind-dev");
        expect(local()).to.include({ kubeContext: "kind-dev", prometheusImage: images.prometheus });
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace(/^ *prometheusImage: .*\n/m, ""));
        await ensure("kind-dev");
        expect(local()).to.not.have.property("prometheusImage");
    });
});
