import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { parseDocument } from "yaml";

import { type ColorName, otherColor } from "../../components/colors";
import { nodePid, readSettings } from "../cluster";
import { withLock } from "../lock";
import { stateRoot } from "../paths";
import { projectFolder, stackEnvironment } from "../platform";
import { run, RunError } from "../process";
import type { Progress } from "../progress";
import { stackFile } from "../stack";
import { ensureEngine } from "../tools";

/** The stack of `make up`, for somebody who moves its traffic for a while. */
export interface LocalStack {
    readonly address: string;
    /** The color that its file gives the traffic to. */
    readonly active: ColorName;
    /** Moves all traffic to the other color, by a copy of the stack's file. */
    readonly switch: () => Promise<void>;
    /** Brings the stack to its own file again. */
    readonly restore: () => Promise<void>;
}

const activeColor = ["config", "alchemorsel:activeColor"];

/** Lets `use` work with the local stack. Where none is up, or one that isn't as its file says, it returns why. */
export async function withLocalStack<T>(
    progress: Progress,
    use: (stack: LocalStack) => Promise<T>,
): Promise<T | { readonly missing: string }> {
    const name = process.env.ALCHEMORSEL_CLUSTER ?? "local";
    const state = stateRoot(name);
    const settings = readSettings(state);
    if (settings === undefined || nodePid(settings) === undefined) return { missing: "no local stack is up" };
    return withLock(path.join(state, "up.lock"), async () => {
        const engine = await ensureEngine(state, progress);
        const env = { ...process.env, ...stackEnvironment(state, name, engine, undefined) };
        const pulumi = (...args: string[]) =>
            run("pulumi", [...args, "--non-interactive"], { cwd: projectFolder, env });
        if (await hasChanges(pulumi)) return { missing: "the local stack is not as its file says" };
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-local-switch-"));
        try {
            return await use(localStack(stackFile(projectFolder, name), folder, settings.port, pulumi));
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    });
}

type Pulumi = (...args: string[]) => Promise<unknown>;

async function hasChanges(pulumi: Pulumi): Promise<boolean> {
    try {
        await pulumi("preview", "--expect-no-changes");
        return false;
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        return true;
    }
}

function localStack(file: string, folder: string, port: number, pulumi: Pulumi): LocalStack {
    const config = parseDocument(fs.readFileSync(file, "utf8"));
    const active = config.getIn(activeColor) as ColorName;
    config.setIn(activeColor, otherColor(active));
    const copy = path.join(folder, path.basename(file));
    fs.writeFileSync(copy, config.toString({ lineWidth: 0 }), { mode: 0o600 });
    const up = async (...args: string[]) => {
        await pulumi("up", "--yes", "--skip-preview", "--color=never", ...args);
    };
    return {
        address: `http://127.0.0.1:${port}`,
        active,
        switch: () => up("--config-file", copy),
        restore: () => up(),
    };
}
