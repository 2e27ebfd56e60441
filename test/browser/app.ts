import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { copyServers } from "../servers";

const source = path.join(__dirname, "../../app");
const nobody = 65534;

/** The app as it is built, on a PostgreSQL of its own; `stop` ends both and removes their files. */
export interface App {
    /** Where only the editor writes, and where everybody does. */
    readonly guarded: string;
    readonly open: string;
    readonly editorKey: string;
    stop: () => Promise<void>;
}

export async function startApp(): Promise<App> {
    const servers = await copyServers();
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
    const running: ChildProcess[] = [];
    const stop = async () => {
        for (const child of running.reverse()) {
            const ended = once(child, "exit");
            child.kill("SIGQUIT"); // PostgreSQL's way to end at once, and Go's
            await ended;
        }
        fs.rmSync(home, { recursive: true, force: true });
        servers.remove();
    };
    try {
        fs.chmodSync(home, 0o755);
        const database = await startPostgres(home, servers.env, running);
        const program = path.join(home, "app");
        must(spawnSync("go", ["build", "-buildvcs=false", "-o", program, "."], { cwd: source, encoding: "utf8" }));
        must(spawnSync(program, ["migrate", "expand"], { env: { ...database, COLOR: "blue" }, encoding: "utf8" }));
        const editorKey = "correct-horse-battery-staple-0001";
        const keyFile = path.join(home, "key");
        fs.writeFileSync(keyFile, editorKey);
        const guarded = await serve(program, { ...database, COLOR: "blue", EDITOR_KEY_FILE: keyFile }, running);
        const open = await serve(program, { ...database, COLOR: "green" }, running);
        return { guarded, open, editorKey, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function startPostgres(home: string, env: Record<string, string>, running: ChildProcess[]) {
    const bin = env.APP_TEST_POSTGRES_BIN ?? "";
    const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}; // it refuses root
    const data = path.join(home, "data");
    const passwordFile = path.join(home, "password");
    fs.mkdirSync(data, { mode: 0o700 });
    if (user.uid !== undefined) fs.chownSync(data, user.uid, user.gid);
    fs.writeFileSync(passwordFile, "gold", { mode: 0o644 });
    const options = { env: { ...process.env, ...env }, cwd: "/", ...user };
    const init = ["-D", data, "-U", "alchemist", `--pwfile=${passwordFile}`, "-A", "scram-sha-256", "-E", "UTF8", "-N"];
    must(spawnSync(path.join(bin, "initdb"), [...init, "--locale=C"], { ...options, encoding: "utf8" }));
    const port = await freePort();
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"].flatMap((each) => [
        "-c",
        each,
    ]);
    const server = spawn(path.join(bin, "postgres"), ["-D", data, "-p", port, ...settings], {
        ...options,
        stdio: "ignore",
    });
    running.push(server);
    await listening(Number(port));
    return {
        DATABASE_HOST: "127.0.0.1",
        DATABASE_PORT: port,
        DATABASE_NAME: "postgres",
        DATABASE_USER: "alchemist",
        DATABASE_PASSWORD_FILE: passwordFile,
    };
}

async function serve(program: string, env: Record<string, string>, running: ChildProcess[]): Promise<string> {
    const port = await freePort();
    running.push(spawn(program, { env: { ...env, LISTEN: `127.0.0.1:${port}` }, stdio: "ignore" }));
    await listening(Number(port));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/readyz`)).ok);
    return address;
}

function must({ status, stderr, stdout, error }: ReturnType<typeof spawnSync>): void {
    if (status !== 0) {
        throw error ?? new Error(`${String(stdout)}\n${String(stderr)}`);
    }
}

async function freePort(): Promise<string> {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    server.close();
    await once(server, "close");
    return String(port);
}

function listening(port: number): Promise<void> {
    return until(async () => {
        const socket = net.connect(port, "127.0.0.1");
        try {
            await once(socket, "connect");
            return true;
        } catch {
            return false;
        } finally {
            socket.destroy();
        }
    });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (!(await condition())) {
        if (Date.now() > deadline) throw new Error("not within a minute");
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
