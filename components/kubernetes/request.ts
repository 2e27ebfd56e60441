import * as http from "node:http";
import * as https from "node:https";

import type { Connection } from "./connection";

/** One request to an API server. */
export interface ApiRequest {
    /** Default: GET. */
    method?: string;
    /** With its query. */
    path: string;
    headers?: http.OutgoingHttpHeaders;
    body?: string;
    /** Longest wait for the whole answer. */
    timeoutMilliseconds: number;
}

/** What it answered, whatever the status is. */
export interface ApiAnswer {
    status: number;
    headers: http.IncomingHttpHeaders;
    body: string;
}

/** No answer came: the API server cannot be reached, or took too long. It may have got the request. */
export class Unreachable extends Error {}

/** How long a connection is used: the tokens of cloud providers are good for some fifteen minutes. */
const connectionMilliseconds = 5 * 60_000;

/** A connection that is opened when it is first asked for, and anew before its credentials get too old. */
export function kept(open: () => Promise<Connection>): () => Promise<Connection> {
    let opened: { connection: Promise<Connection>; at: number } | undefined;
    return () => {
        if (opened === undefined || Date.now() - opened.at > connectionMilliseconds) {
            const opening = { connection: open(), at: Date.now() };
            opened = opening;
            // What failed to open, as for a token that didn't come, is tried anew by the next request.
            opening.connection.catch(() => {
                opened = opened === opening ? undefined : opened;
            });
        }
        return opened.connection;
    };
}

/** Sends requests over a connection that is kept. */
export function sender(open: () => Promise<Connection>): (request: ApiRequest) => Promise<ApiAnswer> {
    const current = kept(open);
    return async (request) => send(await current(), request);
}

function send({ server, options }: Connection, sent: ApiRequest): Promise<ApiAnswer> {
    const url = new URL(server.replace(/\/$/, "") + sent.path);
    const client = url.protocol === "http:" ? http : https;
    const { method, body, headers, timeoutMilliseconds } = sent;
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    return new Promise((resolve, reject) => {
        const fail = (error: Error) => {
            const late = `the API server did not answer within ${timeoutMilliseconds / 1000} s`;
            reject(new Unreachable(signal.aborted ? late : error.message, { cause: error }));
        };
        // The connection's own are credentials, never a list.
        const credentials = options.headers as http.OutgoingHttpHeaders | undefined;
        // Node would send the body of a DELETE without saying that there is one.
        const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
        const all = { ...options, method, signal, headers: { ...credentials, ...length, ...headers } };
        const request = client.request(url, all, (response) => {
            const chunks: Buffer[] = [];
            response.on("data", (chunk: Buffer) => chunks.push(chunk));
            response.on("error", fail);
            response.on("end", () => {
                const text = Buffer.concat(chunks).toString();
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
            });
        });
        request.on("error", fail);
        request.end(body);
    });
}
