import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { cacheRoot } from "../../../embedded/paths";

/** A folder of the test's own; whoever makes it removes it. */
export function temporaryFolder(): string {
    return fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-images-"));
}

/**
 * Runs the work with an empty cache in the folder, save for Debian's packages and Go's own caches: those are inputs, and
 * fetching them again would only take long.
 */
export async function withEmptyCache<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const packages = path.join(cacheRoot(), "debs");
    const before = { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME, GOCACHE: process.env.GOCACHE };
    process.env.GOCACHE = execFileSync("go", ["env", "GOCACHE"], { encoding: "utf8" }).trim();
    process.env.XDG_CACHE_HOME = folder;
    fs.mkdirSync(cacheRoot(), { recursive: true });
    if (fs.existsSync(packages)) fs.symlinkSync(packages, path.join(cacheRoot(), "debs"));
    try {
        return await work();
    } finally {
        for (const [name, value] of Object.entries(before)) {
            if (value === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = value;
        }
    }
}

/** Runs the work as if this machine were another; images are built where they run. */
export async function withMachine<T>(name: NodeJS.Architecture, work: () => Promise<T>): Promise<T> {
    const before = process.arch;
    const set = (value: NodeJS.Architecture) => Object.defineProperty(process, "arch", { value, configurable: true });
    set(name);
    try {
        return await work();
    } finally {
        set(before);
    }
}

/** The smallest Go module that the app's recipe can build. */
export function writeGoModule(folder: string): void {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "go.mod"), "module example.test/app\n\ngo 1.26\n");
    fs.writeFileSync(
        path.join(folder, "main.go"),
        'package main\n\nvar version = "dev"\n\nfunc main() { println(version) }\n',
    );
}
