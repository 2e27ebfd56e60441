import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { cacheRoot } from "../paths";
import { RunError, run } from "../process";
import { Progress } from "../progress";
import { ensureEntry, findEntry } from "./store";

/**
 * One folder with the files of exactly these Debian packages (`usr/bin`, `usr/lib`, …); nothing is installed on the host.
 * Beside it lies `<folder>.packages.json`, package → version.
 */
export async function ensureDebs(packages: readonly string[], progress: Progress): Promise<string> {
    const names = [...new Set(packages)].sort();
    try {
        return await fromLists(names, progress);
    } catch (error) {
        if (!(error instanceof ListsOutdated)) throw error;
        if (process.getuid?.() !== 0)
            throw new UserError(`${error.message} Run \`sudo apt-get update\` and try again.`);
    }
    await progress.step("apt-get update", (report) => aptGet(["update", "--error-on=any"], process.cwd(), report));
    try {
        return await fromLists(names, progress);
    } catch (error) {
        throw error instanceof ListsOutdated
            ? new UserError(
                  `${error.message} It was not there after \`apt-get update\` either: check /etc/apt/sources.list.`,
              )
            : error;
    }
}

/** The package lists do not name a package, or name a version that the mirror has no more. */
class ListsOutdated extends Error {}

async function fromLists(names: readonly string[], progress: Progress): Promise<string> {
    const versions = await candidates(names);
    const wanted = names.map((name) => `${name}=${versions[name] ?? ""}`);
    const key = createHash("sha256").update(wanted.join("\n")).digest("hex").slice(0, 32);
    const entry = { folder: path.join(cacheRoot(), "debs"), key };
    const fetch = () =>
        progress.step(`fetch ${names.length} Debian packages (${names.slice(0, 3).join(", ")}…)`, (report) =>
            ensureEntry({
                ...entry,
                onWait: progress.note.bind(progress),
                fill: (draft) => fill(draft, wanted, versions, report),
            }),
        );
    return path.join(findEntry(entry) ?? (await fetch()), "root");
}

/** Package → the version that apt would install. */
async function candidates(names: readonly string[]): Promise<Record<string, string>> {
    const { stdout } = await run("apt-cache", ["policy", ...names], { env: { ...process.env, LC_ALL: "C" } });
    const versions: Record<string, string> = {};
    for (const block of stdout.split(/\n(?=\S)/)) {
        const [, name] = /^(\S+):$/m.exec(block) ?? [];
        const [, version] = /^ {2}Candidate: (\S+)$/m.exec(block) ?? [];
        if (name !== undefined && version !== undefined && version !== "(none)") versions[name] = version;
    }
    const missing = names.filter((name) => versions[name] === undefined);
    if (missing.length > 0) throw new ListsOutdated(`apt knows no package ${missing.join(", ")}.`);
    return versions;
}

async function fill(
    draft: string,
    wanted: readonly string[],
    versions: Record<string, string>,
    report: (detail: string) => void,
): Promise<string[]> {
    const archives = path.join(draft, "archives");
    const root = path.join(draft, "root");
    for (const folder of [archives, root]) fs.mkdirSync(folder);
    await aptGet(["download", ...wanted], archives, report);
    const files = fs.readdirSync(archives).sort();
    if (files.length !== wanted.length)
        throw new UserError(`apt-get downloaded ${files.join(", ")} for ${wanted.join(", ")}`);
    for (const [index, file] of files.entries()) {
        report(`extracting ${index + 1} of ${files.length}: ${file}`);
        await run("dpkg-deb", ["--extract", path.join(archives, file), root]);
    }
    fs.rmSync(archives, { recursive: true });
    fs.writeFileSync(`${root}.packages.json`, JSON.stringify(versions, null, 2) + "\n");
    return ["root.packages.json", ...regularFiles(root).map((file) => path.relative(draft, file))];
}

function regularFiles(folder: string): string[] {
    const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Root's apt-get would hand the download to the user `_apt`, who may not write to our folder: it stays with root. */
async function aptGet(args: readonly string[], folder: string, report: (detail: string) => void): Promise<void> {
    try {
        await run("apt-get", ["-o", "APT::Sandbox::User=root", ...args], {
            cwd: folder,
            env: { ...process.env, LC_ALL: "C" },
            dieWithParent: true,
            onLine: (line) => {
                if (line.startsWith("Get:")) report(line);
            },
        });
    } catch (error) {
        throw explain(error);
    }
}

function explain(error: unknown): unknown {
    if (!(error instanceof RunError)) return error;
    if (
        /Could not (resolve|connect)|Temporary failure|Connection (failed|timed out)|Network is unreachable/.test(
            error.stderr,
        )
    ) {
        return new UserError(
            `apt-get could not reach the package mirror. Check the network connection.\n${error.message}`,
        );
    }
    if (/404\s+Not Found|Version .* was not found|Hash Sum mismatch/.test(error.stderr)) {
        return new ListsOutdated(`apt's package lists are out of date.\n${error.message}\n`);
    }
    if (/Could not get lock/.test(error.stderr)) {
        return new UserError(`another apt is at work. Try again when it has ended.\n${error.message}`);
    }
    return error;
}
