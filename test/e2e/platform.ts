import { execFile, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";

import { KubeConfig } from "@kubernetes/client-node";

import { freePort } from "../../embedded/free-port";

export const project = path.resolve(__dirname, "../..");
const execute = promisify(execFile);

export interface Outcome {
    code: number;
    /** Standard output and error as they came. */
    output: string;
    seconds: number;
}

/**
 * A platform of a test's own: its own cluster, state folder, port and stack, beside whatever else runs on the machine.
 * All of it is driven as a user would, by the command line and by `pulumi`.
 */
export class TestPlatform {
    private constructor(
        readonly name: string,
        /** XDG_STATE_HOME of this platform. */
        readonly stateHome: string,
        readonly port: number,
        /** The checkout that it is driven from. */
        readonly checkout: string,
    ) {}

    /** @param places.parent Folder in which its state gets a folder of its own. */
    static async create(purpose: string, places: { parent?: string; checkout?: string } = {}): Promise<TestPlatform> {
        const { parent = os.tmpdir(), checkout = project } = places;
        const stateHome = fs.mkdtempSync(path.join(parent, `alchemorsel-${purpose}-`));
        const platform = new TestPlatform(`${purpose}-${process.pid}`, stateHome, await freePort(), checkout);
        if (standing.size === 0) process.once("SIGINT", destroyAll);
        standing.add(platform);
        return platform;
    }

    get state(): string {
        return path.join(this.stateHome, "alchemorsel", this.name);
    }

    get address(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    get stackFile(): string {
        return path.join(this.checkout, `Pulumi.${this.name}.yaml`);
    }

    /** What lets a test write, once the platform has been up. */
    get editorKey(): string {
        return fs.readFileSync(path.join(this.state, "editor-key"), "utf8");
    }

    get env(): NodeJS.ProcessEnv {
        return {
            ...process.env,
            XDG_STATE_HOME: this.stateHome,
            ALCHEMORSEL_CLUSTER: this.name,
            ALCHEMORSEL_PORT: this.port.toString(),
        };
    }

    /** A verb of `make`, by the program behind it. */
    cli(...args: string[]): Promise<Outcome> {
        return outcome(...cliCommand(...args), this.env, this.checkout);
    }

    /** The same, and a failure of the test where it fails. */
    async must(...args: string[]): Promise<Outcome> {
        return succeeded(`cli ${args.join(" ")}`, await this.cli(...args));
    }

    private shell: NodeJS.ProcessEnv | undefined;

    /** The environment of `eval "$(make -s env)"`. */
    async stackEnv(): Promise<NodeJS.ProcessEnv> {
        if (!this.shell) {
            const { stdout } = await execute(...cliCommand("env"), { cwd: this.checkout, env: this.env });
            const script = `${stdout}\nenv -0`;
            const printed = await execute("bash", ["-c", script], { cwd: this.checkout, env: this.env });
            this.shell = Object.fromEntries(
                printed.stdout
                    .split("\0")
                    .filter((line) => line.includes("="))
                    .map((line) => {
                        const at = line.indexOf("=");
                        return [line.slice(0, at), line.slice(at + 1)];
                    }),
            );
        }
        return this.shell;
    }

    async pulumi(...args: string[]): Promise<Outcome> {
        return outcome("pulumi", [...args, "--non-interactive"], await this.stackEnv(), this.checkout);
    }

    /** A verb of `alchemorsel`, as a user types it. */
    async alchemorsel(...args: string[]): Promise<Outcome> {
        return outcome("alchemorsel", args, await this.stackEnv(), this.checkout);
    }

    /** The same, and a failure where it fails. */
    async mustAlchemorsel(...args: string[]): Promise<Outcome> {
        return succeeded(`alchemorsel ${args.join(" ")}`, await this.alchemorsel(...args));
    }

    async config(...pairs: [key: string, value: string][]): Promise<void> {
        for (const [key, value] of pairs) {
            succeeded(`config ${key}`, await this.pulumi("config", "set", "--path", key, value));
        }
    }

    up(): Promise<Outcome> {
        return this.pulumi("up", "--yes", "--skip-preview");
    }

    async mustUp(): Promise<Outcome> {
        return succeeded("pulumi up", await this.up());
    }

    /** A cluster's client, for what a test does behind the program's back. */
    kubeConfig(): KubeConfig {
        const config = new KubeConfig();
        config.loadFromFile(path.join(this.state, "kubeconfig"));
        return config;
    }

    /** Leaves nothing, whatever state the test left the platform in. */
    async destroy(): Promise<void> {
        this.remove(await this.cli("down"));
    }

    /** The same at once, for a process that ends. */
    destroyNow(): void {
        if (!fs.existsSync(this.stateHome)) return;
        const options = { cwd: this.checkout, env: this.env, encoding: "utf8" } as const;
        const { status, stdout, stderr } = spawnSync(...cliCommand("down"), options);
        this.remove({ code: status ?? -1, output: stdout + stderr });
    }

    private remove(down: Pick<Outcome, "code" | "output">): void {
        standing.delete(this);
        if (standing.size === 0) process.off("SIGINT", destroyAll);
        fs.rmSync(this.stackFile, { force: true });
        if (down.code !== 0) {
            throw new Error(`down failed, state stays in ${this.stateHome}:\n${down.output}`);
        }
        fs.rmSync(this.stateHome, { recursive: true, force: true });
    }
}

const standing = new Set<TestPlatform>();

/** Who gives the tests up keeps no cluster of theirs. */
function destroyAll(): void {
    for (const platform of standing) {
        try {
            platform.destroyNow();
        } catch (error) {
            console.error((error as Error).message);
        }
    }
    process.exit(130);
}

/** The program behind `make`, with these arguments. */
export function cliCommand(...args: string[]): [command: string, args: string[]] {
    return ["node", ["--require", "sucrase/register/ts", "embedded/cli.ts", ...args]];
}

export function succeeded(what: string, result: Outcome): Outcome {
    if (result.code !== 0) {
        // Its own reason first: of a failed test often no more than the first line is kept.
        const reason = /^ *error: [^]*/m.exec(result.output)?.[0].trim().replace(/\s+/g, " ") ?? "";
        throw new Error(`${what} ended with ${result.code}: ${reason}\n${result.output}`);
    }
    return result;
}

export function outcome(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd = project,
    onOutput: (text: string) => void = () => undefined,
): Promise<Outcome> {
    const started = Date.now();
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => {
            output += chunk.toString();
            onOutput(chunk.toString());
        });
    }
    return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => {
            resolve({ code: code ?? -1, output, seconds: (Date.now() - started) / 1000 });
        });
    });
}
