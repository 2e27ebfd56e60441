import * as http from "node:http";
import * as https from "node:https";

import { connect, type Connection } from "./connection";
import type { ClusterAccess, ClusterReader } from "./reader";

/** Longest wait for an answer; an API server that takes longer is as good as unreachable. */
const timeoutMilliseconds = 10_000;

/** How long a connection is used: the tokens of cloud providers are good for some fifteen minutes. */
const connectionMilliseconds = 5 * 60_000;

/** A ClusterReader that finds its cluster by a kubeconfig. */
export function kubeconfigReader(access: ClusterAccess): ClusterReader {
    return readerOf(() => connect(access));
}

/** A ClusterReader that opens its connection at the first read, and anew before its credentials get too old. */
export function readerOf(open: () => Promise<Connection>): ClusterReader {
    let opened: { connection: Promise<Connection>; at: number } | undefined;
    const text = async (path: string) => {
        if (opened === undefined || Date.now() - opened.at > connectionMilliseconds) {
            opened = { connection: open(), at: Date.now() };
        }
        return request(await opened.connection, path);
    };
    return {
        text,
        get: async <T>(path: string) => {
            const body = await text(path);
            return body === undefined ? undefined : (JSON.parse(body) as T);
        },
    };
}

function request({ server, options }: Connection, path: string): Promise<string | undefined> {
    const url = new URL(server.replace(/\/$/, "") + path);
    const client = url.protocol === "http:" ? http : https;
    return new Promise((resolve, reject) => {
        const request = client.get(url, { ...options, timeout: timeoutMilliseconds }, (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", reject);
            response.on("end", () => {
                const body = Buffer.concat(chunks).toString();
                if (response.statusCode === 200) {
                    resolve(body);
                } else if (response.statusCode === 404) {
                    resolve(undefined);
                } else {
                    reject(new Error(`the API server answered ${response.statusCode ?? 0} to ${path}: ${body.trim()}`));
                }
            });
        });
        request.on("timeout", () => {
            request.destroy(new Error(`the API server did not answer within ${timeoutMilliseconds / 1000} s`));
        });
        request.on("error", reject);
    });
}
