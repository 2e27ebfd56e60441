import * as http from "node:http";
import * as https from "node:https";

import type { Connection } from "../../components/kubernetes/connection";
import type { Requester } from "./smoke";

/** What is read of a body; an answer that never ends must not fill the memory. */
const longestBody = 1024 * 1024;

/** Asks with a GET at an API server, whatever it answers; redirects are answers too. */
export function proxyRequester(open: () => Promise<Connection>): Requester {
    return async (path, signal) => {
        const { server, options } = await open();
        const url = new URL(server.replace(/\/$/, "") + path);
        const client = url.protocol === "http:" ? http : https;
        const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
            client.get(url, { ...options, signal }, resolve).on("error", reject);
        });
        const { statusCode: status = 0, headers } = response;
        return { status, body: await beginning(response), date: headers.date };
    };
}

async function beginning(response: http.IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        length += chunk.length;
        // Leaving the loop ends the connection.
        if (length >= longestBody) break;
    }
    return Buffer.concat(chunks).subarray(0, longestBody).toString();
}
