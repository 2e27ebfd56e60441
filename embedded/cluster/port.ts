import * as fs from "node:fs";
import * as net from "node:net";

import { hasCode, UserError } from "../errors";

/** Takes 127.0.0.1:<port>, or says who has it. */
export function takePort(port: number): Promise<net.Server> {
    return new Promise((resolve, reject) => {
        const server = net.createServer((socket) => socket.destroy());
        server.once("error", (error) => {
            reject(hasCode(error, "EADDRINUSE") ? new UserError(taken(port)) : error);
        });
        server.listen(port, "127.0.0.1", () => {
            resolve(server);
        });
    });
}

/** Fails where another program has the port. */
export async function checkPort(port: number): Promise<void> {
    const server = await takePort(port);
    await new Promise((resolve) => server.close(resolve));
}

function taken(port: number): string {
    const holder = portHolder(port);
    return (
        `127.0.0.1:${port} is taken${holder ? ` by ${holder}` : ""}: end that program, ` +
        `or choose another port with ALCHEMORSEL_PORT=<port> make up`
    );
}

/** The program that listens on a port, as far as /proc tells. */
function portHolder(port: number): string | undefined {
    const listening = new RegExp(`^\\s*\\d+: \\w+:${port.toString(16).toUpperCase().padStart(4, "0")} \\w+:0000 0A `);
    const inodes = ["/proc/net/tcp", "/proc/net/tcp6"]
        .filter((file) => fs.existsSync(file))
        .flatMap((file) => fs.readFileSync(file, "utf8").split("\n"))
        .filter((line) => listening.test(line))
        .map((line) => `socket:[${line.trim().split(/\s+/)[9] ?? ""}]`);
    for (const pid of fs.readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
        if (openFiles(pid).some((file) => inodes.includes(file))) {
            return `${fs.readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (process ${pid})`;
        }
    }
    return undefined;
}

/** What a process has open, as far as we may look; files come and go while we do. */
function openFiles(pid: string): string[] {
    const orNothing = <T>(read: () => T[]): T[] => {
        try {
            return read();
        } catch {
            return [];
        }
    };
    const folder = `/proc/${pid}/fd`;
    return orNothing(() => fs.readdirSync(folder)).flatMap((fd) =>
        orNothing(() => [fs.readlinkSync(`${folder}/${fd}`)]),
    );
}
