import * as http from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What goes wrong with one call: throttled with a `Retry-After` of so many seconds, an answer of the other side's own failure, no answer at all,
 * or a connection that is cut before the call gets there, or after it was carried out; a refusal; a yes that nothing follows.
 */
export type Fault = { throttledFor: number } | "failure" | "silence" | "cutBefore" | "cutAfter" | "refusal" | "lie";

export interface FaultyProxy {
    readonly url: string;
    /** The calls in their order, as in `ModifyRule` or `ModifyRule: silence`. */
    readonly calls: string[];
    /** What goes wrong with the next calls of an action, one after the other. */
    readonly faults: Record<string, Fault[]>;
    /** Forgets calls and faults. */
    reset(): void;
    stop(): Promise<void>;
}

/** Stands between an SDK and an AWS. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
    const [calls, faults] = [[] as string[], {} as Record<string, Fault[]>];
    const server = http.createServer((request, response) => {
        void bodyOf(request).then(async (body) => {
            const action = actionOf(request, body);
            const fault = faults[action]?.shift();
            const name = typeof fault === "object" ? "throttled" : fault;
            calls.push(name === undefined ? action : `${action}: ${name}`);
            if (fault === "silence") return;
            if (fault === "cutBefore") return void request.socket.destroy();
            if (typeof fault === "object") {
                return void response
                    .writeHead(400, { "retry-after": String(fault.throttledFor) })
                    .end(errorOf(request, "Throttling"));
            }
            if (fault === "failure") return void response.writeHead(500).end(errorOf(request, "InternalFailure"));
            if (fault === "refusal") return void response.writeHead(403).end(errorOf(request, "AccessDenied"));
            if (fault === "lie") return void response.writeHead(200).end(`<${action}Response/>`);
            const answer = await passedOn(target, request, body);
            if (fault === "cutAfter") return void request.socket.destroy();
            response.writeHead(answer.status, answer.headers).end(answer.body);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...{ calls, faults },
        reset: () => {
            calls.length = 0;
            for (const action of Object.keys(faults)) Reflect.deleteProperty(faults, action);
        },
        stop: () =>
            new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
                server.closeAllConnections();
            }),
    };
}

async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
}

/** AWS' JSON protocol has the action in a header, its query protocol in the body; of REST it is method and path. */
function actionOf({ headers, method, url }: http.IncomingMessage, body: Buffer): string {
    const target = headers["x-amz-target"];
    return typeof target === "string"
        ? (target.split(".").at(-1) ?? "")
        : (new URLSearchParams(body.toString()).get("Action") ?? `${method} ${url}`);
}

function errorOf({ headers }: http.IncomingMessage, code: string): string {
    return headers["content-type"]?.startsWith("application/x-www-form-urlencoded")
        ? `<ErrorResponse><Error><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`
        : JSON.stringify({ __type: code, message: code });
}

function passedOn(target: string, { method, url, headers }: http.IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
        const request = http.request(target + (url ?? "/"), { method, headers, agent: false }, (response) => {
            bodyOf(response).then((answer) => {
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer });
            }, reject);
        });
        request.on("error", reject).end(body);
    });
}
