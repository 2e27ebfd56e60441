import { spawn } from "node:child_process";
import * as path from "node:path";
import * as readline from "node:readline";

/** An AWS of moto's. */
export interface Moto {
    /** Such as `http://127.0.0.1:12345`. */
    readonly url: string;
    stop(): Promise<void>;
}

/** Starts moto on a port of its own. It ends with this process at the latest. */
export async function startMoto(python: string): Promise<Moto> {
    // Nothing of the user's.
    const env = { PATH: process.env.PATH, MOTO_ACCOUNT_ID: "111122223333" };
    const child = spawn(python, [path.join(__dirname, "moto-server.py")], { env, stdio: ["pipe", "pipe", "pipe"] });
    const said: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
    const ended = new Promise<void>((resolve) =>
        child.once("close", () => {
            resolve();
        }),
    );
    const [port] = await Promise.race([
        new Promise<string[]>((resolve) =>
            readline.createInterface(child.stdout).once("line", (line) => {
                resolve([line]);
            }),
        ),
        ended.then(() => {
            throw new Error(`moto did not start: ${said.join("")}`);
        }),
    ]);
    return {
        url: `http://127.0.0.1:${port}`,
        stop: () => {
            child.stdin.end();
            return ended;
        },
    };
}
