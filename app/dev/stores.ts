import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { freePort } from "../../embedded/free-port";
import { run } from "../../embedded/process";
import { end, isRoot, listening, nobody, start, unprivileged } from "./process";
import { copyServers } from "./servers";

/** An empty PostgreSQL and a Redis to throw away, and the app's environment to reach them. */
export interface Stores {
    readonly env: Readonly<Record<string, string>>;
    /** A folder that is removed with them. */
    readonly folder: string;
    stop: () => Promise<void>;
}

export async function startStores(): Promise<Stores> {
    const servers = await copyServers();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
    const running: ChildProcess[] = [];
    const stop = async () => {
        for (const child of running) {
            await end(child, "SIGQUIT"); // PostgreSQL's way to end at once
        }
        fs.rmSync(folder, { recursive: true, force: true });
        servers.remove();
    };
    try {
        fs.chmodSync(folder, 0o755);
        const database = await startPostgres(folder, servers.env, running);
        const cache = await startRedis(servers.env, running);
        return { env: { ...database, ...cache }, folder, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

type Env = Record<string, string>;

async function startPostgres(folder: string, servers: Env, running: ChildProcess[]): Promise<Env> {
    const bin = servers.APP_TEST_POSTGRES_BIN ?? "";
    const env = { ...process.env, ...servers };
    const data = path.join(folder, "data");
    const passwordFile = path.join(folder, "password");
    fs.mkdirSync(data, { mode: 0o700 });
    if (isRoot) {
        fs.chownSync(data, nobody, nobody);
    }
    fs.writeFileSync(passwordFile, "gold", { mode: 0o644 });
    const init = ["-D", data, "-U", "alchemist", `--pwfile=${passwordFile}`, "-A", "scram-sha-256", "-E", "UTF8", "-N"];
    await run("setpriv", [...unprivileged, "--", path.join(bin, "initdb"), ...init, "--locale=C"], { env, cwd: "/" });
    const port = await freePort();
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "log_min_messages=fatal"];
    const args = ["-D", data, "-p", String(port), ...settings.flatMap((each) => ["-c", each])];
    const server = start([path.join(bin, "postgres"), ...args], { env, as: unprivileged, isQuiet: true });
    running.push(server);
    await listening("PostgreSQL", server, port);
    return {
        DATABASE_HOST: "127.0.0.1",
        DATABASE_PORT: String(port),
        DATABASE_NAME: "postgres",
        DATABASE_USER: "alchemist",
        DATABASE_PASSWORD_FILE: passwordFile,
    };
}

async function startRedis(servers: Env, running: ChildProcess[]): Promise<Env> {
    const port = await freePort();
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const env = { ...process.env, ...servers };
    const server = start([servers.APP_TEST_REDIS_BIN ?? "", ...args], { env, as: unprivileged, isQuiet: true });
    running.push(server);
    await listening("Redis", server, port);
    return { CACHE_HOST: "127.0.0.1", CACHE_PORT: String(port) };
}
