import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as https from "node:https";
import * as net from "node:net";

import { ClusterSettings, programEnvironment, stateFile } from "./settings";

/** Undefined: ready. Otherwise what is waited for, in a few words. */
export type Readiness = string | undefined;

const timeout = 2000;

/**
 * Asks a health URL of the node with a client certificate of the cluster's own authority.
 *
 * @param options.ownCertificate The server signs its own certificate and answers on the node's loopback only.
 */
export function checkHttps(
    settings: ClusterSettings,
    url: string,
    client: string,
    options: { ownCertificate?: boolean } = {},
): Promise<Readiness> {
    const pki = (file: string) => fs.readFileSync(stateFile(settings, "pki", file));
    return new Promise((resolve) => {
        const request = https.get(
            url,
            {
                ca: pki("ca.crt"),
                cert: pki(`${client}.crt`),
                key: pki(`${client}.key`),
                rejectUnauthorized: !options.ownCertificate,
                agent: false,
                timeout,
            },
            (response) => {
                let body = "";
                response.setEncoding("utf8");
                response.on("data", (text: string) => (body += text));
                response.on("end", () => {
                    resolve(response.statusCode === 200 ? undefined : failedChecks(body, response.statusCode));
                });
            },
        );
        request.on("timeout", () => request.destroy(new Error("no answer")));
        request.on("error", (error) => {
            resolve(`${new URL(url).pathname}: ${error.message}`);
        });
    });
}

/** Asks a health URL that everybody may ask. */
export async function checkHttp(url: string): Promise<Readiness> {
    const { pathname } = new URL(url);
    try {
        const { status, body } = await fetch(url, { signal: AbortSignal.timeout(timeout) });
        await body?.cancel();
        return status === 200 ? undefined : `${pathname}: answers ${status}`;
    } catch (error) {
        return `${pathname}: ${(error as Error).message}`;
    }
}

/** The API server's /readyz lists its checks line by line, the failed ones marked `[-]`. */
function failedChecks(body: string, status: number | undefined): string {
    const failed = [...body.matchAll(/^\[-\](\S+)/gm)].map((match) => match[1]);
    return failed.length > 0 ? failed.slice(0, 3).join(", ") : `answers ${status ?? "nothing"}`;
}

export function checkUnixSocket(path: string): Promise<Readiness> {
    return new Promise((resolve) => {
        const socket = net.connect(path);
        const done = (answer: Readiness) => {
            socket.destroy();
            resolve(answer);
        };
        socket.setTimeout(timeout, () => {
            done("no answer on its socket");
        });
        socket.on("connect", () => {
            done(undefined);
        });
        socket.on("error", () => {
            done("its socket");
        });
    });
}

export function checkCommand(
    settings: ClusterSettings,
    command: string,
    args: string[],
    what: string,
): Promise<Readiness> {
    return new Promise((resolve) => {
        execFile(command, args, { timeout, env: programEnvironment(settings) }, (error) => {
            resolve(error ? what : undefined);
        });
    });
}
