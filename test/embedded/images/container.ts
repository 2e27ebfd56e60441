import { ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { Image } from "../../../embedded/images";
import { type ContainerConfig, unpack } from "./archive";

export interface ContainerOptions {
    image: Image;
    /** A folder of this container's own, kept from run to run. */
    folder: string;
    env?: Record<string, string>;
    args?: string[];
    /** Path in the container → folder of this machine that can be written. The rest is read-only. */
    volumes?: Record<string, string>;
}

/**
 * Runs an image as the kubelet has it run: first process of its own namespaces, the image's user, read-only root, no
 * privileges. There is no container runtime in it, so a test of an image needs none.
 */
export class Container {
    output = "";
    private constructor(
        private readonly child: ChildProcess,
        /** Becomes the image's user in its root and with its environment; a command follows. */
        private readonly enter: string[],
    ) {
        for (const stream of [child.stdout, child.stderr]) {
            stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
        }
    }

    static async start(options: ContainerOptions): Promise<Container> {
        const root = path.join(options.folder, "root");
        const config = await unpackOnce(options.image, root);
        const env = [...(config.Env ?? []), ...variables(options.env)];
        const chroot = ["/usr/sbin/chroot", `--userspec=${config.User}`, root];
        const enter = ["/usr/bin/env", "-", ...env, "/usr/bin/setpriv", "--no-new-privs", ...chroot];
        const namespaces = ["--mount", "--pid", "--net", "--ipc", "--fork", "--kill-child"];
        const script = prepareScript(root, config.User, options.volumes ?? {});
        const command = [...enter, ...config.Entrypoint, ...(options.args ?? [])];
        const child = spawn("unshare", [...namespaces, "sh", "-ec", script, "sh", ...command], {
            stdio: ["ignore", "pipe", "pipe"],
        });
        return new Container(child, enter);
    }

    /** Runs a program beside the first process, like `kubectl exec`; returns what it prints, throws if it fails. */
    exec(command: string[], env: Record<string, string> = {}): string {
        return execFileSync("nsenter", this.execArgs(command, env), {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
    }

    /** The same without waiting; tells what the program wrote to its standard error. */
    async execInBackground(command: string[]): Promise<string> {
        const child = spawn("nsenter", this.execArgs(command, {}), { stdio: ["ignore", "ignore", "pipe"] });
        return Buffer.concat((await child.stderr.toArray()) as Buffer[]).toString();
    }

    private execArgs(command: string[], env: Record<string, string>): string[] {
        const namespaces = ["--target", String(this.pid()), "--mount", "--pid", "--net", "--ipc"];
        const [program, clear, ...rest] = this.enter;
        return [...namespaces, program!, clear!, ...variables(env), ...rest, ...command];
    }

    /** Waits until the command succeeds. */
    async ready(command: string[] = ["/usr/local/bin/ready"], patience = 20_000): Promise<void> {
        const end = Date.now() + patience;
        for (;;) {
            try {
                this.exec(command);
                return;
            } catch (error) {
                if (Date.now() > end || this.child.exitCode !== null) {
                    throw new Error(`the container does not get ready:\n${this.output}`, { cause: error });
                }
                await sleep(50);
            }
        }
    }

    async waitForOutput(pattern: RegExp, patience = 20_000): Promise<void> {
        const end = Date.now() + patience;
        while (!pattern.test(this.output)) {
            if (Date.now() > end) throw new Error(`no ${String(pattern)} in the output:\n${this.output}`);
            await sleep(5);
        }
    }

    /** Sends a signal to the first process; returns its exit code, or undefined if a signal ended it. */
    async stop(signal: NodeJS.Signals): Promise<number | undefined> {
        if (this.child.exitCode === null) process.kill(this.pid(), signal);
        return this.ended();
    }

    async ended(): Promise<number | undefined> {
        if (this.child.exitCode === null && this.child.signalCode === null) {
            await once(this.child, "close");
        }
        return this.child.exitCode ?? undefined;
    }

    /** On this machine, of the container's first process: unshare's only child. */
    private pid(): number {
        const parent = String(this.child.pid);
        return Number(fs.readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim());
    }
}

/** An archive takes a moment to read, and some tests start many containers of one. */
async function unpackOnce(image: Image, root: string): Promise<ContainerConfig> {
    const file = `${root}.json`;
    if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(await unpack(image, root)));
    return JSON.parse(fs.readFileSync(file, "utf8")) as ContainerConfig;
}

function variables(env: Record<string, string> = {}): string[] {
    return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

/** Mounts what a container has and brings its loopback interface up, then runs the script's arguments. */
function prepareScript(root: string, user: string, volumes: Record<string, string>): string {
    const [uid, gid] = user.split(":") as [string, string];
    const temporary = ["tmp", "run/postgresql"].filter((folder) => fs.existsSync(path.join(root, folder)));
    const busybox = path.join(root, "bin/busybox");
    return [
        "mount --make-rprivate /",
        `mount --bind ${root} ${root}`,
        `mount -t proc proc ${root}/proc`,
        `mount --rbind /dev ${root}/dev`,
        `mount -t tmpfs -o mode=1777 shm ${root}/dev/shm`,
        ...temporary.map((folder) => `mount -t tmpfs -o uid=${uid},gid=${gid} tmpfs ${root}/${folder}`),
        ...Object.entries(volumes).map(([target, source]) => `mount --bind ${source} ${root}${target}`),
        `mount -o remount,bind,ro ${root}`,
        ...(fs.existsSync(busybox) ? [`${busybox} ip link set lo up`] : []),
        'exec "$@"',
    ].join("\n");
}
