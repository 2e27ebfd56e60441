import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { ensureStack, scalesOnRequests, type StackImages } from "../../embedded/stack";

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
        // An engine that agrees to everything, and writes down what it is asked for.
        fs.mkdirSync(path.join(folder, "bin"));
        const engine = `#!/bin/sh\necho "$@" >> '${folder}/asked'\ncat >> '${folder}/asked'\n`;
        fs.writeFileSync(path.join(folder, "bin/pulumi"), engine, { mode: 0o755 });
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const withAdapter: StackImages = { ...images, prometheusAdapter: digest("9") };
    const ensure = (context?: string, own: StackImages = images) =>
        ensureStack({
            project: folder,
            stack: "dev",
            state: folder,
            env: { ...process.env, PATH: `${folder}/bin:${process.env.PATH ?? ""}` },
            port: 8080,
            context,
            images: own,
            present: new Set([...Object.values(images), own.app]),
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
        const group =
            "config:\n  alchemorsel:groups: { begun: null, shop: { workloads: [recipes], activeColor: green } }\n";
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace("config:\n", group));
        const notes = await ensure(undefined, { ...images, app: digest("b") });
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

    it("makes an editor's key once, for its owner alone, and has the engine encrypt it for the workload", async () => {
        await ensure();
        const place = path.join(folder, "editor-key");
        const key = fs.readFileSync(place, "utf8");
        expect(key).to.match(/^[!-~]{32,256}$/);
        expect(fs.statSync(place).mode & 0o777).to.equal(0o600);
        const asked = fs.readFileSync(path.join(folder, "asked"), "utf8");
        expect(asked).to.include(`config set --secret editorKey --non-interactive\n${key}`);
        const text = fs.readFileSync(file(), "utf8");
        expect(text).to.not.include(key);
        const { config } = parse(text) as { config: Record<string, { recipes: { secrets: unknown } }> };
        expect(config["alchemorsel:workloads"]!.recipes.secrets).to.deep.equal({
            EDITOR_KEY_FILE: { name: "editor-key", key: "key" },
        });

        // The user has replaced it: the file says what it was.
        fs.writeFileSync(file(), text.replace("config:\n", "config:\n  alchemorsel:editorKey: { secure: v1:new }\n"));
        fs.rmSync(path.join(folder, "asked"));
        await ensure();
        expect(fs.readFileSync(place, "utf8")).to.equal(key);
        expect(fs.readFileSync(path.join(folder, "asked"), "utf8")).to.not.include("editorKey");
    });

    it("names all of them once on a cluster of the user's own, and later none that nobody has loaded there", async () => {
        await ensure("kind-dev");
        expect(local()).to.include({ kubeContext: "kind-dev", prometheusImage: images.prometheus });
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace(/^ *prometheusImage: .*\n/m, ""));
        await ensure("kind-dev");
        expect(local()).to.not.have.property("prometheusImage");
    });

    it("asks for prometheus-adapter where a workload scales on its requests, and names its image only then", async () => {
        expect(scalesOnRequests(folder, "dev")).to.be.false;
        await ensure();
        expect(scalesOnRequests(folder, "dev")).to.be.false;
        const plain = fs.readFileSync(file(), "utf8");
        fs.writeFileSync(file(), plain.replace(/^( *)replicas:/m, "$1autoscaling: { requestsPerSecond: 20 }\n$&"));
        expect(scalesOnRequests(folder, "dev")).to.be.true;
        await ensure(undefined, withAdapter);
        expect(local()).to.include({ prometheusAdapterImage: withAdapter.prometheusAdapter });
        await ensure();
        expect(local()).to.not.have.property("prometheusAdapterImage");
    });

    it("names Prometheus too where only the adapter would do nothing, on a cluster of the user's own", async () => {
        await ensure("kind-dev");
        fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace(/^ *prometheusImage: .*\n/m, ""));
        await ensure("kind-dev", withAdapter);
        expect(local()).to.include({
            prometheusImage: images.prometheus,
            prometheusAdapterImage: withAdapter.prometheusAdapter,
        });
    });

    it("leaves what is wrong in it to pulumi: workloads that are none ask for nothing", () => {
        for (const text of [
            "",
            "config:",
            "config:\n  alchemorsel:workloads: [1]",
            "config:\n  alchemorsel:workloads:\n    a:",
        ]) {
            fs.writeFileSync(file(), text);
            expect(scalesOnRequests(folder, "dev"), text).to.be.false;
        }
    });
});
