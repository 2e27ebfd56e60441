import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { cacheRoot } from "../paths";
import { run } from "../process";
import { Progress } from "../progress";
import { go, GoEnvironment, goEnvironment, moduleFolder } from "./go";
import { checkSpace, Need } from "./space";
import { ensureEntry, findEntry } from "./store";
import { Tool } from "./table";

interface Plan {
    readonly tool: Tool;
    readonly environment: GoEnvironment;
    readonly folder: string;
    readonly key: string;
}

/** Builds at a time: while one links, or compiles one large package, the other has the rest of the machine. */
const lanes = 2;

/** Builds what the cache lacks, and returns the folder of each tool's programs. */
export async function buildTools(tools: readonly Tool[], progress: Progress): Promise<Map<Tool, string>> {
    const plans = await Promise.all(tools.map(plan));
    const missing = plans.filter((each) => findEntry(each) === undefined);
    checkSpace(needs(missing));
    const queue = missing.entries();
    const failed: unknown[] = [];
    const lane = async () => {
        for (const [index, each] of queue) {
            try {
                await announce(each, `${index + 1} of ${missing.length}`, progress);
            } catch (error) {
                failed.push(error);
            }
            // What is under way beside it is finished and kept; nothing more is begun.
            if (failed.length > 0) return;
        }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    if (failed.length > 0) throw failed[0];
    const folder = async (each: Plan) => [each.tool, path.join(await ensure(each), "bin")] as const;
    return new Map(await Promise.all(plans.map(folder)));
}

/** Which of these a build would have to make. */
export async function missingTools<T extends Tool>(tools: readonly T[]): Promise<T[]> {
    const plans = await Promise.all(tools.map(plan));
    return tools.filter((_, index) => findEntry(plans[index] as Plan) === undefined);
}

async function plan(tool: Tool): Promise<Plan> {
    const environment = await goEnvironment(tool.folder);
    const hash = createHash("sha256");
    const { name, version, programs, tags, ldflags, copy, replaced, prepared } = tool;
    hash.update(JSON.stringify({ name, version, programs, tags, ldflags, copy, replaced, prepared }));
    hash.update(JSON.stringify([environment.GOVERSION, environment.GOOS, environment.GOARCH]));
    for (const file of sourceFiles(tool)) {
        const content = fs.readFileSync(path.join(tool.folder, file));
        hash.update(`\0${file}\0${content.length}\0`).update(content);
    }
    return { tool, environment, folder: path.join(cacheRoot(), "tools", name), key: hash.digest("hex").slice(0, 32) };
}

/** Text files are what the program embeds. */
function sourceFiles(tool: Tool): string[] {
    return fs
        .readdirSync(tool.folder)
        .filter((file) => /^go\.(mod|sum)$|\.(go|txt)$/.test(file))
        .sort();
}

/** The largest of those that may be built at a time say how much room there must be to work in. */
function needs(plans: readonly Plan[]): Need[] {
    const work = plans.map(({ tool }) => tool.space.work).sort((a, b) => b - a);
    return plans
        .flatMap(({ tool, environment }) => [
            { folder: environment.GOCACHE, megabytes: tool.space.go / 2 },
            { folder: environment.GOMODCACHE, megabytes: tool.space.go / 2 },
        ])
        .concat({ folder: cacheRoot(), megabytes: work.slice(0, lanes).reduce((sum, each) => sum + each, 0) });
}

function announce(each: Plan, position: string, progress: Progress): Promise<string> {
    const { tool } = each;
    return progress.step(`build ${tool.name} ${tool.version}`, (report) => {
        report(position);
        return ensure(each, {
            report: (detail) => {
                report(`${position}, ${detail}`);
            },
            onWait: (holder) => {
                progress.note(`${tool.name}: ${holder}`);
            },
        });
    });
}

interface Listener {
    readonly report: (detail: string) => void;
    readonly onWait?: (holder: string) => void;
}

function ensure({ tool, folder, key }: Plan, { report, onWait }: Listener = { report: () => undefined }) {
    return ensureEntry({ folder, key, onWait, fill: (draft) => build(tool, draft, report) });
}

/** From a copy of the module's folder: a build that needs more files beside main.go leaves the checkout as it is. */
async function build(tool: Tool, draft: string, report: (detail: string) => void): Promise<string[]> {
    const folders = {
        source: path.join(draft, tool.name),
        work: path.join(draft, "work"),
        bin: path.join(draft, "bin"),
    };
    for (const folder of Object.values(folders)) fs.mkdirSync(folder);
    for (const file of sourceFiles(tool))
        fs.copyFileSync(path.join(tool.folder, file), path.join(folders.source, file));
    await copyFromModule(tool, folders.source);
    await replaceInModule(tool, folders.source);
    const packages = Object.values(tool.programs);
    const total = await countPackages(folders.source, [...tagFlags(tool), ...packages], report);
    let compiled = 0;
    await go(folders.source, ["build", ...buildFlags(tool), "-v", "-o", folders.bin + "/", ...packages], {
        env: { GOTMPDIR: folders.work },
        dieWithParent: true,
        onLine: (line) => {
            if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) report(`${++compiled} of up to ${total} packages`);
        },
    });
    nameAsInTable(tool, folders);
    await prepare(tool, folders.bin);
    for (const folder of [folders.source, folders.work]) fs.rmSync(folder, { recursive: true });
    return fs.readdirSync(folders.bin).map((file) => path.join("bin", file));
}

function buildFlags(tool: Tool): string[] {
    const linker = ["-s -w", tool.ldflags ?? ""].join(" ").trim();
    return ["-trimpath", "-buildvcs=false", ...tagFlags(tool), "-ldflags", linker];
}

function tagFlags({ tags }: Tool): string[] {
    return tags === undefined ? [] : ["-tags", tags.join(",")];
}

async function copyFromModule(tool: Tool, target: string): Promise<void> {
    if (tool.copy === undefined) return;
    const module = await moduleFolder(target, tool.module);
    for (const file of tool.copy) {
        fs.copyFileSync(path.join(module, file), path.join(target, path.basename(file)));
        fs.chmodSync(path.join(target, path.basename(file)), 0o644); // Go's module cache is read-only.
    }
}

/** The build takes a copy of the module then, since Go's own cache stays as it was downloaded. */
async function replaceInModule(tool: Tool, source: string): Promise<void> {
    if (tool.replaced === undefined) return;
    const copy = path.join(source, "module");
    const module = await moduleFolder(source, tool.module);
    await run("cp", ["--recursive", "--no-preserve=mode", module, copy], { dieWithParent: true });
    for (const [file, text] of Object.entries(tool.replaced))
        fs.copyFileSync(path.join(source, text), path.join(copy, file));
    await go(source, ["mod", "edit", "-replace", `${tool.module}=./module`]);
}

/** Downloads what is not there yet, too. Packages that Go has in its own cache are in the number and not compiled again. */
async function countPackages(folder: string, args: readonly string[], report: (detail: string) => void) {
    const { stdout } = await go(folder, ["list", "-deps", ...args], {
        dieWithParent: true,
        onLine: (line) => {
            if (line.startsWith("go: downloading ")) report(line.slice("go: ".length));
        },
    });
    return stdout.trimEnd().split("\n").length;
}

/** go names a program after its package's last element, or after the module. */
function nameAsInTable(tool: Tool, folders: { source: string; bin: string }): void {
    for (const [program, goPackage] of Object.entries(tool.programs)) {
        const built = path.join(folders.bin, path.basename(goPackage === "." ? folders.source : goPackage));
        fs.renameSync(built, path.join(folders.bin, program));
    }
}

async function prepare({ prepared = {} }: Tool, bin: string): Promise<void> {
    for (const [file, [program, ...args]] of Object.entries(prepared)) {
        const { stdout } = await run(path.join(bin, program), args, { dieWithParent: true });
        fs.writeFileSync(path.join(bin, file), stdout);
    }
}
