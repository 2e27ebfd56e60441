import * as fs from "node:fs";
import * as http from "node:http";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { ClusterSettings, nodePid, readSettings } from "../../embedded/cluster";
import { cacheRoot } from "../../embedded/paths";
import { clusterSettings } from "../../embedded/platform";
import { silentProgress } from "../../embedded/progress";
import { Outcome, outcome, project, succeeded, TestPlatform } from "./platform";
import { hostTraces, networksOf, packetRules } from "./traces";

/** Removes itself with all that is in it; Go write-protects the modules that it keeps. */
class Scratch {
    readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel machine "));

    /** A folder in it, made with its parents. */
    make(...parts: string[]): string {
        const folder = path.join(this.folder, ...parts);
        fs.mkdirSync(folder, { recursive: true });
        return folder;
    }

    program(name: string, script: string): string {
        const folder = this.make("programs");
        fs.writeFileSync(path.join(folder, name), script, { mode: 0o755 });
        return folder;
    }

    remove(): void {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

/** One message that the user can act on, an exit code, no stack trace. */
function refused(result: Outcome, reason: RegExp): void {
    expect(result.code, result.output).not.to.equal(0);
    expect(result.output).to.match(reason);
    expect(result.output.match(/^error: /gm), result.output).to.have.length(1);
    expect(result.output).not.to.match(/^\s+at .*:\d+:\d+\)?$/m);
}

/** What stands between a newcomer and the first `make up`: each is told in one message, before anything is changed. */
describe("a machine that is not ready", () => {
    let scratch: Scratch;
    let platform: TestPlatform;

    beforeEach(async () => {
        scratch = new Scratch();
        platform = await TestPlatform.create("machine", { parent: scratch.folder });
    });

    afterEach(() => {
        const started = fs.existsSync(path.join(platform.state, "node.json"));
        scratch.remove();
        expect(started, "a node was started").to.equal(false);
    });

    /** `make up`, in an environment that differs by these variables; undefined takes one away. */
    function up(environment: NodeJS.ProcessEnv, ...wrapper: string[]): Promise<Outcome> {
        const [command, ...args] = [
            ...wrapper,
            process.execPath,
            "--require",
            "sucrase/register/ts",
            "embedded/cli.ts",
            "up",
        ];
        return outcome(command, args, { ...platform.env, ...environment });
    }

    it("says who has the port, before anything is built", async () => {
        const server = net.createServer();
        await new Promise<void>((resolve) => server.listen(platform.port, "127.0.0.1", resolve));
        try {
            const cache = scratch.make("cache");
            refused(
                await up({ XDG_CACHE_HOME: cache }),
                new RegExp(
                    `127\\.0\\.0\\.1:${platform.port} is taken by .*\\(process ${process.pid}\\).*ALCHEMORSEL_PORT`,
                ),
            );
            expect(fs.readdirSync(cache)).to.deep.equal([]);
        } finally {
            server.close();
        }
    });

    for (const wrong of ["eighty", "65536"]) {
        it(`refuses the port ${wrong}`, async () => {
            const reason = new RegExp(`ALCHEMORSEL_PORT is ${wrong}: a port is a number from 1 to 65535`);
            refused(await up({ ALCHEMORSEL_PORT: wrong }), reason);
        });
    }

    it("refuses a cluster's name that no interface, stack or folder could bear", async () => {
        refused(
            await up({ ALCHEMORSEL_CLUSTER: "../my cluster" }),
            /ALCHEMORSEL_CLUSTER is \.\.\/my cluster: a name has/,
        );
    });

    const nobody = 65534;
    const asNobody = ["setpriv", `--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups", "--"];

    it("says that it needs root, and what does without", async () => {
        fs.chownSync(scratch.folder, nobody, nobody);
        fs.chownSync(platform.stateHome, nobody, nobody);
        const result = await up({ HOME: scratch.folder, XDG_CACHE_HOME: undefined }, ...asNobody);
        refused(result, /needs root: sudo make up, or .*make up CONTEXT=/);
        expect(fs.readdirSync(platform.stateHome)).to.deep.equal([]);
    });

    it("says that a cluster is another user's, and who may stop it", async () => {
        fs.chmodSync(scratch.folder, 0o755);
        fs.chmodSync(platform.stateHome, 0o755);
        fs.mkdirSync(platform.state, { recursive: true, mode: 0o700 });
        const [command, ...args] = [
            ...asNobody,
            process.execPath,
            "--require",
            "sucrase/register/ts",
            "embedded/cli.ts",
        ];
        const run = (verb: string, env: NodeJS.ProcessEnv) => outcome(command, [...args, verb], { ...env, HOME: "/" });
        refused(await run("down", platform.env), /belongs to another user: .*sudo make/);
        const elsewhere = { ...platform.env, XDG_STATE_HOME: scratch.make("nobody's") };
        expect((await run("down", elsewhere)).output).to.match(/no cluster .*sudo make down/);
        refused(await run("status", elsewhere), /is not up: make up; .*sudo make status/);
    });

    /** Every program on PATH but this one. */
    function pathWithout(program: string): string {
        const folder = scratch.make("path");
        for (const source of (process.env.PATH ?? "").split(":").filter((entry) => fs.existsSync(entry))) {
            for (const name of fs.readdirSync(source).filter((entry) => entry !== program)) {
                fs.rmSync(path.join(folder, name), { force: true });
                fs.symlinkSync(path.join(source, name), path.join(folder, name));
            }
        }
        return folder;
    }

    it("says that Go is missing, and where it is to be had", async () => {
        const environment = { PATH: pathWithout("go"), XDG_CACHE_HOME: scratch.make("cache") };
        refused(await up(environment), /go was not found on PATH.*https:\/\/go\.dev/s);
    });

    it("says that Node.js is too old, before it installs anything", async () => {
        const checkout = scratch.make("checkout");
        for (const file of ["Makefile", "package.json", "package-lock.json"]) {
            fs.copyFileSync(path.join(project, file), path.join(checkout, file));
        }
        const old = path.join(checkout, "old.js");
        const version = `Object.defineProperty(process.versions, "node", { value: "18.20.4" });`;
        fs.writeFileSync(old, `${version}\nObject.defineProperty(process, "version", { value: "v18.20.4" });`);
        scratch.program("npm", "#!/bin/sh\necho npm was started\n");
        const programs = scratch.program("node", `#!/bin/sh\nexec '${process.execPath}' --require '${old}' "$@"\n`);
        const env = { ...platform.env, PATH: `${programs}:${process.env.PATH ?? ""}` };
        const result = await outcome("make", ["up"], env, checkout);
        refused(result, /Node\.js v18\.20\.4 is too old: install 20\.19 or newer/);
        expect(result.output).not.to.contain("npm was started");
    });

    it("says that the disk is full, and which", async () => {
        const cache = scratch.make("cache");
        // In a mount namespace of the command's own: the small disk goes with it.
        const small = 'mount -t tmpfs -o size=1m tmpfs "$XDG_CACHE_HOME" && exec "$@"';
        const result = await up(
            { XDG_CACHE_HOME: cache, GOCACHE: cache },
            "unshare",
            "--mount",
            "sh",
            "-c",
            small,
            "sh",
        );
        refused(result, /not enough space on the disk/);
        expect(result.output).to.contain(cache);
    });

    it("says that the modules cannot be downloaded, and what to check", async () => {
        const environment = {
            GOPROXY: "http://127.0.0.1:1",
            GOMODCACHE: scratch.make("modules"),
            XDG_CACHE_HOME: scratch.make("cache"),
        };
        refused(await up(environment), /could not download the modules.*GOPROXY/s);
    });

    it("says that Debian's packages cannot be downloaded", async () => {
        const cache = scratch.make("cache");
        fs.mkdirSync(path.join(cache, "alchemorsel"));
        succeeded("cp", await outcome("cp", ["-al", `${cacheRoot()}/tools`, `${cache}/alchemorsel`], process.env));
        const offline = 'ip link set lo up && exec "$@"';
        const result = await up({ XDG_CACHE_HOME: cache }, "unshare", "--net", "sh", "-c", offline, "sh");
        refused(result, /apt-get could not reach the package mirror. Check the network connection/);
    });

    it("builds a cache entry again that a power cut left half-built", async () => {
        const cache = scratch.make("cache");
        // Links of files: what the test removes and makes anew is not the machine's own cache.
        const copied = await outcome("cp", ["-al", `${cacheRoot()}/.`, path.join(cache, "alchemorsel")], process.env);
        succeeded("cp", copied);
        const engines = path.join(cache, "alchemorsel/tools/engine");
        const [entry = ""] = fs.readdirSync(engines).filter((name) => !name.startsWith("."));
        fs.rmSync(path.join(engines, entry, "manifest.json"));
        fs.rmSync(path.join(engines, entry, "pulumi"));
        const env = { ...platform.env, XDG_CACHE_HOME: cache };
        const script = 'eval "$(node --require sucrase/register/ts embedded/cli.ts env)" && pulumi version';
        const { output } = succeeded("env", await outcome("bash", ["-c", script], env));
        expect(output).to.match(/^v3\./m);
    });
});

/** One cluster's life, in a checkout and with a state whose paths have spaces, with somebody else's cluster in KUBECONFIG. */
describe("a cluster's life on a machine", () => {
    let scratch: Scratch;
    let platform: TestPlatform;
    let settings: ClusterSettings;
    let stranger: { server: http.Server; connections: number; kubeconfig: string; content: string };
    let rulesBefore: string[];

    before(async () => {
        scratch = new Scratch();
        const checkout = checkoutWithSpaces();
        platform = await TestPlatform.create("life", { parent: scratch.make("state of mine"), checkout });
        stranger = await anotherCluster();
        const { name, state, port } = platform;
        ({ settings } = await clusterSettings(
            { name, state, port, needs: { scalesOnRequests: false } },
            silentProgress,
        ));
        rulesBefore = othersLeftOut(packetRules(settings));
    });

    after(async () => {
        stranger.server.close();
        await platform.destroy();
        scratch.remove();
    });

    /** A copy of this checkout, as it stands; packages are installed already. */
    function checkoutWithSpaces(): string {
        const checkout = scratch.make("a b", "c");
        const own = [
            "node_modules",
            ".git",
            ...fs.readdirSync(project).filter((file) => /^Pulumi\..+\.yaml$/.test(file)),
        ];
        for (const entry of fs.readdirSync(project).filter((name) => !own.includes(name))) {
            const options = { recursive: true, preserveTimestamps: true };
            fs.cpSync(path.join(project, entry), path.join(checkout, entry), options);
        }
        fs.symlinkSync(path.join(project, "node_modules"), path.join(checkout, "node_modules"));
        return checkout;
    }

    async function anotherCluster(): Promise<typeof stranger> {
        const server = http.createServer();
        const own = { server, connections: 0, kubeconfig: path.join(scratch.folder, "stranger"), content: "" };
        server.on("connection", (socket: net.Socket) => {
            own.connections++;
            socket.destroy();
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as net.AddressInfo;
        own.content = JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            "current-context": "stranger",
            clusters: [{ name: "stranger", cluster: { server: `http://127.0.0.1:${port}` } }],
            users: [{ name: "stranger", user: { token: "secret" } }],
            contexts: [{ name: "stranger", context: { cluster: "stranger", user: "stranger" } }],
        });
        fs.writeFileSync(own.kubeconfig, own.content);
        return own;
    }

    /** `make`, without a look at whether packages are to be installed. */
    function make(...args: string[]): Promise<Outcome> {
        const env = { ...platform.env, KUBECONFIG: stranger.kubeconfig };
        return outcome("make", ["--old-file=node_modules/.package-lock.json", ...args], env, platform.checkout);
    }

    const recipe = { title: "Kept", servings: 2, ingredients: ["1 egg"], steps: ["Boil it."], tags: ["kept"] };
    let written = "";

    it("comes up once where two ask for it at once, past a lock that a killed process left", async () => {
        fs.mkdirSync(platform.state, { recursive: true });
        fs.writeFileSync(path.join(platform.state, "up.lock"), JSON.stringify({ pid: 1 << 22, since: "yesterday" }));
        const both = await Promise.all([make("up"), make("up")]);
        both.forEach((result) => succeeded("make up", result));
        expect(
            both.filter(({ output }) => output.includes("waiting for")),
            "one waits",
        ).to.have.length(1);
        settings = readSettings(platform.state)!;
        const response = await fetch(`${platform.address}/api/v1/recipes`, {
            method: "POST",
            headers: { "Content-Type": "application/json", Authorization: `Bearer ${platform.editorKey}` },
            body: JSON.stringify(recipe),
        });
        expect(response.status).to.equal(201);
        written = ((await response.json()) as { id: string }).id;
    });

    it("is a site that a browser opens, with recipes to read, which only who has the editor's key may change", async () => {
        const home = await fetch(platform.address, { headers: { Accept: "text/html" } });
        expect(home.status).to.equal(200);
        expect(home.headers.get("content-type")).to.match(/^text\/html/);
        const found = await fetch(`${platform.address}/api/v1/recipes?limit=100`);
        const { recipes } = (await found.json()) as { recipes: { title: string }[] };
        // The one of before, and those that came with the app.
        expect(recipes).to.have.length(100);
        const stranger = await fetch(`${platform.address}/api/v1/recipes`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(recipe),
        });
        expect(stranger.status).to.equal(401);
    });

    it("leaves the cluster alone whose kubeconfig is in the environment", () => {
        expect(fs.readFileSync(stranger.kubeconfig, "utf8")).to.equal(stranger.content);
        expect(stranger.connections).to.equal(0);
    });

    it("keeps its port for as long as it is up, and another port that is taken does not stop it", async () => {
        const other = net.createServer();
        await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
        try {
            const { port } = other.address() as net.AddressInfo;
            refused(await make("up", `ALCHEMORSEL_PORT=${port}`), /is taken by/);
            expect((await fetch(`${platform.address}/readyz`)).status).to.equal(200);
        } finally {
            other.close();
        }
        const second = await TestPlatform.create("second", { parent: scratch.folder });
        refused(await outcome("make", ["up"], { ...second.env, ALCHEMORSEL_PORT: `${platform.port}` }), /is taken by/);
    });

    it("refuses to be removed while it is up", async () => {
        refused(await make("clean", "YES=1"), /the cluster runs: make down first/);
    });

    it("goes without a trace, and goes twice", async () => {
        const networks = networksOf(settings);
        expect(hostTraces(settings, networks), "traces of a cluster that is up").not.to.deep.equal([]);
        for (const time of ["first", "second"]) {
            succeeded(`${time} make down`, await make("down"));
            expect(nodePid(settings)).to.equal(undefined);
            expect(hostTraces(settings, networks), `after the ${time} make down`).to.deep.equal([]);
        }
        expect(othersLeftOut(packetRules(settings))).to.deep.equal(rulesBefore);
    });

    /** Other clusters come and go on a machine at work. */
    function othersLeftOut(rules: readonly string[]): string[] {
        return rules.filter((rule) => !/alchemorsel:/.test(rule) || rule.includes(`alchemorsel:${platform.name}`));
    }

    it("says that it is down, and how it comes up", async () => {
        refused(await make("status"), /is not up: make up/);
    });

    it("has its data when it comes up again", async () => {
        succeeded("make up", await make("up"));
        const response = await fetch(`${platform.address}/api/v1/recipes/${written}`);
        expect(response.status).to.equal(200);
        expect(await response.json()).to.include({ title: "Kept" });
        succeeded("make down", await make("down"));
    });

    it("is removed for good only after it has said what goes, and only on a clear yes", async () => {
        const doomed = [platform.state, platform.stackFile];
        const warned = await make("clean");
        refused(warned, /nothing was removed: say make clean YES=1/);
        expect(warned.output).to.contain("The database with all its recipes");
        for (const file of doomed) {
            expect(warned.output).to.contain(file);
            expect(fs.existsSync(file), file).to.equal(true);
        }
        succeeded("make clean", await make("clean", "YES=1"));
        expect(doomed.filter((file) => fs.existsSync(file))).to.deep.equal([]);
    });
});
