import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { type AwsCall, errorAnswer, readCall } from "./aws-request";
import type { Fault } from "./faults";

export interface FaultyProxy {
    readonly url: string;
    stop(): Promise<void>;
}

/**
 * Stands between an SDK and an AWS, and lets go wrong what `faultOf` says of a call. It is asked for each in the order in which they
 * come. The SDK may take it for an HTTP proxy, too: then a request names the whole URL.
 */
export async function startFaultyProxy(
    target: string,
    faultOf: (call: AwsCall) => Fault | undefined,
): Promise<FaultyProxy> {
    const server = http.createServer((request, response) => {
        serve(target, faultOf, request, response).catch(() => {
            // One of both sides is gone: the other sees it as well.
            request.socket.destroy();
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        stop: () =>
            new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
                server.closeAllConnections();
            }),
    };
}

async function serve(
    target: string,
    faultOf: (call: AwsCall) => Fault | undefined,
    request: http.IncomingMessage,
    response: http.ServerResponse,
): Promise<void> {
    const body = await bodyOf(request);
    const call = readCall(request, body);
    const fault = faultOf(call);
    if (fault === "cutBefore") return void request.socket.destroy();
    if (fault !== undefined && isAnswered(fault)) {
        answerWith(fault, call, request, response);
        return;
    }
    if (typeof fault === "object" && "silentFor" in fault)
        return void request.socket.setTimeout(fault.silentFor * 1000, () => request.socket.destroy());
    const answer = await passedOn(target, request, body);
    if (typeof fault === "object") await fault.onceCarriedOut();
    if (fault !== undefined) return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
}

type Answered = Extract<Fault, "failure" | "refusal" | "lie" | { throttledFor: number }>;

function isAnswered(fault: Fault): fault is Answered {
    return typeof fault === "object" ? "throttledFor" in fault : ["failure", "refusal", "lie"].includes(fault);
}

/** An answer that the other side didn't give. */
function answerWith(
    fault: Answered,
    call: AwsCall,
    request: http.IncomingMessage,
    response: http.ServerResponse,
): void {
    const error = (status: number, code: string, more: http.OutgoingHttpHeaders = {}) => {
        const answer = errorAnswer(request, call, code);
        response.writeHead(status, { ...answer.headers, ...more }).end(answer.body);
    };
    if (fault === "failure") error(500, "InternalFailure");
    else if (fault === "refusal") error(403, "AccessDenied");
    else if (fault === "lie") response.writeHead(200).end(`<${call.operation}Response/>`);
    else error(400, "Throttling", { "retry-after": String(fault.throttledFor) });
}

async function bodyOf(message: http.IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
}

function passedOn(target: string, { method, url, headers }: http.IncomingMessage, body: Buffer) {
    const { hostname, port } = new URL(target);
    return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
        const options = { hostname, port, method, path: url, headers, agent: false };
        const request = http.request(options, (response) => {
            bodyOf(response).then((answer) => {
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer });
            }, reject);
        });
        request.on("error", reject).end(body);
    });
}
