import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import { UserError } from "../errors";
import { cacheRoot } from "../paths";
import { run } from "../process";
import type { Progress } from "../progress";
import { ensureEntry } from "./store";

const requirements = path.join(__dirname, "python-requirements.txt");
/** What the pinned packages need. */
const oldestPython = [3, 11] as const;

/**
 * The Python of a virtual environment that has Checkov, cfn-lint and moto, made if need be; `UserError` where this machine
 * can't have one.
 */
export async function ensurePythonTools(progress: Progress): Promise<string> {
    const version = await pythonVersion();
    const key = createHash("sha256").update(fs.readFileSync(requirements)).update(version).digest("hex").slice(0, 32);
    const fill = (draft: string) => progress.step("install Checkov, cfn-lint and moto", () => install(draft));
    const folder = await ensureEntry({ folder: path.join(cacheRoot(), "tools", "python"), key, fill });
    return path.join(folder, "venv", "bin", "python");
}

/** The version of a package that the environment has. */
export function pinnedVersion(name: string): string {
    const lines = fs.readFileSync(requirements, "utf8").split("\n");
    const version = lines.find((line) => line.startsWith(`${name}==`))?.slice(name.length + 2);
    if (version === undefined) throw new Error(`${requirements} has no line for ${name}`);
    return version;
}

async function pythonVersion(): Promise<string> {
    const wanted = `Checkov, cfn-lint and moto need Python ${oldestPython.join(".")} or newer with its modules venv and ensurepip (on Debian: python3-venv)`;
    const code = "import ensurepip, platform, venv; print(platform.python_version())";
    const { stdout } = await run("python3", ["-c", code]).catch((error: unknown) => {
        throw new UserError(`${wanted}: ${(error as Error).message}`, { cause: error });
    });
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major !== oldestPython[0] || minor < oldestPython[1]) throw new UserError(`${wanted}: python3 is ${version}`);
    return version;
}

/** All that they need is in the list, so pip has nothing to resolve. */
async function install(draft: string): Promise<string[]> {
    const venv = path.join(draft, "venv");
    await run("python3", ["-m", "venv", venv], { dieWithParent: true });
    const pip = (...args: string[]) =>
        run(path.join(venv, "bin", "python"), ["-m", "pip", ...args], { dieWithParent: true });
    await pip("install", "--quiet", "--no-deps", "--disable-pip-version-check", "--requirement", requirements);
    await pip("check");
    return ["venv/bin/python", "venv/pyvenv.cfg", "venv/bin/checkov"];
}
