import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { expect } from "chai";

import { UserError } from "../../../embedded/errors";
import { type Progress, silentProgress } from "../../../embedded/progress";
import { ensureRows } from "../../../embedded/tools/ensure";
import { Tool } from "../../../embedded/tools/table";
import {
    ensureElsewhere,
    failureOf,
    fakeTool,
    lives,
    removeTemporaryFolders,
    temporaryFolder,
    until,
    watchedGo,
    withEnvironment,
} from "./fixture";

describe("tools are built once", function () {
    this.timeout(60_000);

    let cache: string;
    let tool: Tool;
    let go: ReturnType<typeof watchedGo>;
    // Go's own cache would follow XDG_CACHE_HOME, and every build would compile the runtime.
    const GOCACHE = execFileSync("go", ["env", "GOCACHE"]).toString().trim();
    const environment = () => ({ XDG_CACHE_HOME: cache, PATH: go.path, GOCACHE });
    const ensure = (row = tool) => withEnvironment(environment(), () => ensureRows([row], silentProgress));
    const builds = () => go.calls().filter((call) => call === "build").length;
    const toolFolder = () => path.join(cache, "alchemorsel", "tools", "greeter");
    const drafts = () => fs.readdirSync(toolFolder()).filter((name) => name.startsWith(".draft-"));

    beforeEach(() => {
        cache = temporaryFolder();
        tool = fakeTool();
        go = watchedGo(temporaryFolder());
    });
    afterEach(removeTemporaryFolders);

    it("gives a program that runs, named as in the table, and nothing else stays", async () => {
        const program = (await ensure()).get("greeter-program")!;
        expect(spawnSync(program).stderr.toString()).to.equal("hello\n");
        expect(fs.readdirSync(path.dirname(path.dirname(program))).sort()).to.deep.equal(["bin", "manifest.json"]);
        expect(drafts()).to.be.empty;
    });

    it("the second time builds nothing", async () => {
        const first = await ensure();
        expect(await ensure()).to.deep.equal(first);
        expect(builds()).to.equal(1);
    });

    it("builds anew when a source, or the row, is another", async () => {
        await ensure();
        fs.appendFileSync(path.join(tool.folder, "main.go"), "// more\n");
        await ensure();
        await ensure({ ...tool, ldflags: "-X main.version=2" });
        expect(builds()).to.equal(3);
    });

    it("builds with the row's tags, and anew when they are others", async () => {
        fs.writeFileSync(
            path.join(tool.folder, "main.go"),
            'package main\n\nvar greeting = "hello"\n\nfunc main() { println(greeting) }\n',
        );
        fs.writeFileSync(
            path.join(tool.folder, "polite.go"),
            '//go:build polite && formal\n\npackage main\n\nfunc init() { greeting = "good morning" }\n',
        );
        const said = async (tags: string[]) =>
            spawnSync((await ensure({ ...tool, tags })).get("greeter-program")!).stderr.toString();
        expect(await said(["polite"])).to.equal("hello\n");
        expect(await said(["polite", "formal"])).to.equal("good morning\n");
    });

    it("builds with another file in the place of one of its module's, which stays as it was downloaded", async () => {
        const [proxy, modules] = [temporaryFolder(), temporaryFolder()];
        publish(proxy, "example.com/words", { "words.go": 'package words\n\nconst Greeting = "hello"\n' });
        const module = { folder: tool.folder, module: "example.com/words", version: "v1.0.0" };
        fs.appendFileSync(path.join(tool.folder, "go.mod"), "\nrequire example.com/words v1.0.0\n");
        fs.writeFileSync(
            path.join(tool.folder, "main.go"),
            'package main\n\nimport "example.com/words"\n\nfunc main() { println(words.Greeting) }\n',
        );
        fs.writeFileSync(path.join(tool.folder, "words.txt"), 'package words\n\nconst Greeting = "good morning"\n');
        const env = { GOPROXY: `file://${encodeURI(proxy)}`, GONOSUMDB: "*", GOMODCACHE: modules };
        const said = async (row: Tool) => {
            const programs = await withEnvironment({ ...environment(), ...env }, () =>
                ensureRows([row], silentProgress),
            );
            return spawnSync(programs.get("greeter-program")!).stderr.toString();
        };
        execFileSync("go", ["mod", "tidy"], { cwd: tool.folder, env: { ...process.env, ...env }, stdio: "pipe" });
        try {
            expect(await said({ ...tool, ...module, replaced: { "words.go": "words.txt" } })).to.equal(
                "good morning\n",
            );
            expect(await said({ ...tool, ...module })).to.equal("hello\n");
        } finally {
            // Its files can't be removed otherwise.
            execFileSync("go", ["clean", "-modcache"], { env: { ...process.env, ...env } });
        }
    });

    it("takes along a text that the program embeds, and builds anew when that is another", async () => {
        const text = path.join(tool.folder, "greeting.txt");
        fs.writeFileSync(text, "hello");
        fs.writeFileSync(
            path.join(tool.folder, "main.go"),
            'package main\n\nimport _ "embed"\n\n//go:embed greeting.txt\nvar greeting string\n\nfunc main() { println(greeting) }\n',
        );
        await ensure();
        fs.writeFileSync(text, "good morning");
        const program = (await ensure()).get("greeter-program")!;
        expect(spawnSync(program).stderr.toString()).to.equal("good morning\n");
        expect(builds()).to.equal(2);
    });

    it("keeps beside the program what that works out about itself once, and builds anew when the command is another", async () => {
        const prepared = (...args: string[]) => ({
            ...tool,
            prepared: { "arguments.txt": ["greeter-program", ...args] } as const,
        });
        fs.writeFileSync(
            path.join(tool.folder, "main.go"),
            'package main\n\nimport "os"\n\nfunc main() { os.Stdout.WriteString(os.Args[1]) }\n',
        );
        const beside = async (row: Tool) =>
            fs.readFileSync(path.join((await ensure(row)).get("greeter-program")!, "../arguments.txt"), "utf8");
        expect(await beside(prepared("first"))).to.equal("first\n");
        expect(await beside(prepared("second"))).to.equal("second\n");
    });

    it("two processes at once build once, and the second says for whom it waits", async () => {
        fs.writeFileSync(go.hold, "");
        const first = ensureElsewhere(tool, environment());
        await until(() => builds() === 1, "the first one builds");
        const second = ensureElsewhere(tool, environment());
        const noticed = until(
            () =>
                spawnSync("pgrep", ["-f", `flock .*${toolFolder()}`])
                    .stdout.toString()
                    .trim()
                    .split("\n").length > 1,
            "the second one waits",
        );
        await noticed;
        fs.rmSync(go.hold);
        const outcomes = await Promise.all([first.ended, second.ended]);
        expect(outcomes.map(({ code }) => code)).to.deep.equal([0, 0]);
        const programs = outcomes.map(({ output }) => /^programs: .*$/m.exec(output)?.[0]);
        expect(programs[0]).to.be.a("string").and.equal(programs[1]);
        expect(builds()).to.equal(1);
        expect(outcomes[1].output).to.contain(`greeter: waiting for process ${first.child.pid} (`);
    });

    it("a build that was killed leaves neither a lock nor a compiler, and the next one builds", async () => {
        fs.writeFileSync(go.hold, "");
        const doomed = ensureElsewhere(tool, environment());
        await until(() => builds() === 1, "it builds");
        const compilers = processesUnder(doomed.child.pid!);
        doomed.child.kill("SIGKILL");
        await doomed.ended;
        await until(() => !compilers.some(lives), "its programs end too");
        expect(drafts()).to.have.length(1);
        fs.rmSync(go.hold);
        expect(fs.existsSync((await ensure()).get("greeter-program")!)).to.be.true;
        expect(drafts()).to.be.empty;
    });

    it("Ctrl-C ends the compiler and removes what was half done", async () => {
        fs.writeFileSync(go.hold, "");
        const interrupted = ensureElsewhere(tool, environment());
        await until(() => builds() === 1, "it builds");
        const compilers = processesUnder(interrupted.child.pid!);
        interrupted.child.kill("SIGINT");
        const { code, output } = await interrupted.ended;
        expect(code).to.equal(1);
        expect(output).to.contain("user error: interrupted by SIGINT");
        expect(compilers.filter(lives)).to.be.empty;
        expect(drafts()).to.be.empty;
    });

    /** Three tools whose building waits, and what becomes of it. */
    async function three(rows: Tool[], meanwhile: (titles: { failed: string[] }) => Promise<void>) {
        const titles = { failed: [] as string[] };
        const step: Progress["step"] = async (title, work) => {
            try {
                return await work(() => undefined);
            } catch (error) {
                titles.failed.push(title);
                throw error;
            }
        };
        fs.writeFileSync(go.hold, "");
        const outcome = withEnvironment(environment(), () => ensureRows(rows, { step, note: () => undefined })).then(
            (programs) => [...programs.keys()],
            (error: unknown) => error as Error,
        );
        try {
            await meanwhile(titles);
        } finally {
            fs.rmSync(go.hold);
        }
        return outcome;
    }
    const named = (name: string) => {
        const row = fakeTool({ name, programs: { [name]: "." } });
        fs.writeFileSync(path.join(row.folder, "go.mod"), `module example.com/${name}\n\ngo 1.21\n`);
        return row;
    };

    it("two tools are built at a time", async () => {
        const programs = await three([named("a"), named("b"), named("c")], async () => {
            await until(() => builds() === 2, "two are built");
            await new Promise((resolve) => setTimeout(resolve, 300));
            expect(builds()).to.equal(2);
        });
        expect(programs).to.deep.equal(["a", "b", "c"]);
        expect(builds()).to.equal(3);
    });

    it("once a build has failed the other is finished and kept, and no further one is begun", async () => {
        const broken = named("broken");
        fs.writeFileSync(path.join(broken.folder, "main.go"), "package\n");
        const error = await three([broken, named("kept"), named("never")], ({ failed }) =>
            until(() => failed.length === 1 && builds() === 1, "the first has failed, the second builds"),
        );
        expect((error as Error).message).to.match(/main\.go:.*expected/);
        const made = fs.readdirSync(path.join(cache, "alchemorsel/tools/kept")).filter((name) => !name.startsWith("."));
        expect(made).to.have.length(1);
        expect(fs.existsSync(path.join(cache, "alchemorsel/tools/never"))).to.equal(false);
    });

    it("a lock file from before means nothing", async () => {
        fs.mkdirSync(toolFolder(), { recursive: true });
        fs.writeFileSync(path.join(toolFolder(), ".lock"), JSON.stringify({ pid: process.ppid, since: "yesterday" }));
        await ensure();
        expect(builds()).to.equal(1);
    });

    it("an entry without a manifest, and one with a file cut short, are built again", async () => {
        const program = (await ensure()).get("greeter-program")!;
        fs.truncateSync(program, 10);
        await ensure();
        expect(fs.statSync(program).size).to.be.greaterThan(10);
        fs.rmSync(path.resolve(program, "../../manifest.json"));
        await ensure();
        expect(builds()).to.equal(3);
    });

    it("without go it says so", async () => {
        const empty = temporaryFolder();
        for (const needed of ["setpriv", "flock", "sh", "cat"]) {
            const file = execFileSync("sh", ["-c", `command -v ${needed}`])
                .toString()
                .trim();
            fs.symlinkSync(file, path.join(empty, needed));
        }
        const work = () => ensureRows([tool], silentProgress);
        const error = await failureOf(withEnvironment({ XDG_CACHE_HOME: cache, PATH: empty }, work));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message).to.contain("go was not found on PATH").and.contain("Install Go");
    });

    it("a go that is too old is told as such", async () => {
        fs.writeFileSync(path.join(tool.folder, "go.mod"), "module example.com/greeter\n\ngo 1.999.0\n");
        const error = await withEnvironment({ GOTOOLCHAIN: "local" }, () => failureOf(ensure()));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message).to.contain("too old").and.contain("1.999.0");
    });

    it("no network is told as such", async () => {
        fs.appendFileSync(path.join(tool.folder, "go.mod"), "\nrequire example.com/absent v1.0.0\n");
        const sum = (what: string) => `example.com/absent v1.0.0${what} h1:${"A".repeat(43)}=\n`;
        fs.writeFileSync(path.join(tool.folder, "go.sum"), sum("") + sum("/go.mod"));
        fs.writeFileSync(
            path.join(tool.folder, "main.go"),
            'package main\n\nimport _ "example.com/absent"\n\nfunc main() {}\n',
        );
        const offline = { GOPROXY: "http://127.0.0.1:1", GOFLAGS: "", GOMODCACHE: temporaryFolder() };
        const error = await withEnvironment(offline, () => failureOf(ensure()));
        expect(error, error.message).to.be.instanceOf(UserError);
        expect(error.message).to.contain("could not download").and.contain("GOPROXY");
        expect(drafts()).to.be.empty;
    });

    it("too little space is told before anything is built", async () => {
        const error = await failureOf(ensure({ ...tool, space: { work: 1e9, go: 0 } }));
        expect(error).to.be.instanceOf(UserError);
        expect(error.message)
            .to.contain(path.join(cache, "alchemorsel"))
            .and.contain("1000000.0 GB are needed")
            .and.contain("free");
        expect(builds()).to.equal(0);
    });

    it("a disk that fills up in the middle is told, and nothing half-built stays", async function () {
        if (process.getuid?.() !== 0) this.skip();
        const mount = [
            "unshare",
            "--mount",
            "sh",
            "-c",
            'mount -t tmpfs -o size=400k tmpfs "$0" && "$@"; code=$?; echo left:; ls -A "$0"/*/*/*; exit $code',
            cache,
        ];
        const { ended } = ensureElsewhere({ ...tool, space: { work: 0, go: 0 } }, environment(), mount);
        const { code, output } = await ended;
        expect(code).to.equal(1);
        expect(output).to.contain("user error: no space left while writing to").and.contain(cache);
        expect(output.split("left:")[1]).to.be.a("string").and.not.to.contain(".draft-");
    });

    it("a program that the user names is used, and nothing is built", async () => {
        const named = path.join(cache, "my greeter");
        fs.writeFileSync(named, "#!/bin/sh\n", { mode: 0o755 });
        const programs = await withEnvironment({ ALCHEMORSEL_TOOL_GREETER_PROGRAM: named }, () => ensure());
        expect([...programs]).to.deep.equal([["greeter-program", named]]);
        expect(go.calls()).to.be.empty;
    });

    it("a program that the user names and that cannot be run is refused", async () => {
        const named = path.join(cache, "text");
        fs.writeFileSync(named, "no program");
        for (const value of [named, path.join(cache, "absent"), cache, "greeter"]) {
            const error = await withEnvironment({ ALCHEMORSEL_TOOL_GREETER_PROGRAM: value }, () => failureOf(ensure()));
            expect(error).to.be.instanceOf(UserError);
            expect(error.message).to.contain("ALCHEMORSEL_TOOL_GREETER_PROGRAM").and.contain(value);
        }
    });
});

/** All descendants of a process. */
function processesUnder(pid: number): number[] {
    const children = spawnSync("pgrep", ["-P", String(pid)])
        .stdout.toString()
        .split("\n")
        .filter(Boolean)
        .map(Number);
    return children.flatMap((child) => [child, ...processesUnder(child)]);
}

/** Puts a module's version v1.0.0 into a folder that Go takes for a module proxy. */
function publish(proxy: string, module: string, files: Readonly<Record<string, string>>): void {
    const [versions, source] = [path.join(proxy, module, "@v"), temporaryFolder()];
    const inside = path.join(source, `${module}@v1.0.0`);
    for (const folder of [versions, inside]) fs.mkdirSync(folder, { recursive: true });
    const mod = `module ${module}\n\ngo 1.21\n`;
    for (const [file, text] of Object.entries({ ...files, "go.mod": mod }))
        fs.writeFileSync(path.join(inside, file), text);
    fs.writeFileSync(path.join(versions, "list"), "v1.0.0\n");
    fs.writeFileSync(path.join(versions, "v1.0.0.info"), JSON.stringify({ Version: "v1.0.0" }));
    fs.writeFileSync(path.join(versions, "v1.0.0.mod"), mod);
    const script =
        "import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w') as z:\n  for f in sys.argv[2:]: z.write(f)";
    const names = [...Object.keys(files), "go.mod"].map((file) => `${module}@v1.0.0/${file}`);
    execFileSync("python3", ["-c", script, path.join(versions, "v1.0.0.zip"), ...names], { cwd: source });
}
