import type * as http from "node:http";

/** A call of AWS, as far as its request says what it is. */
export interface AwsCall {
    /** As the signature has it, such as `ec2`. */
    readonly service: string;
    /** Such as `CreateVpc`; of a REST service method and path. */
    readonly operation: string;
    /** The same for each attempt that the SDK makes at one call; empty where the SDK doesn't tell. */
    readonly invocation: string;
}

export function readCall(request: http.IncomingMessage, body: Buffer): AwsCall {
    const invocation = request.headers["amz-sdk-invocation-id"];
    return {
        service: /Credential=[^/]+\/\d+\/[^/]*\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "unknown",
        operation: operationOf(request, body),
        invocation: typeof invocation === "string" ? invocation : "",
    };
}

/** AWS' JSON protocol has it in a header, its query protocol in the body, its CBOR one in the path; of REST it is method and path. */
function operationOf({ headers, method, url }: http.IncomingMessage, body: Buffer): string {
    const target = headers["x-amz-target"];
    if (typeof target === "string") return target.split(".").at(-1) ?? "";
    const path = (url ?? "/").replace(/^http:\/\/[^/]+/, "");
    const inPath = /^\/service\/[^/]+\/operation\/(\w+)$/.exec(path)?.[1];
    const inBody = isQuery(headers) ? new URLSearchParams(body.toString()).get("Action") : undefined;
    return inPath ?? inBody ?? `${method ?? ""} ${path.split("?")[0] ?? ""}`;
}

function isQuery(headers: http.IncomingHttpHeaders): boolean {
    return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
}

/** An error in the form that the request's protocol has for it. */
export function errorAnswer({ headers }: http.IncomingMessage, { service }: AwsCall, code: string) {
    const kind = { "x-amzn-errortype": code };
    if (headers["smithy-protocol"] === "rpc-v2-cbor")
        return {
            headers: { ...kind, "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" },
            body: cbor(code),
        };
    const error = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
    if (service === "ec2") return { headers: kind, body: `<Response><Errors>${error}</Errors></Response>` };
    if (service.startsWith("s3")) return { headers: kind, body: error };
    if (isQuery(headers) || service === "route53")
        return { headers: kind, body: `<ErrorResponse>${error}</ErrorResponse>` };
    return { headers: kind, body: JSON.stringify({ __type: code, message: code }) };
}

/** A map of two short texts: https://www.rfc-editor.org/rfc/rfc8949#section-3 */
function cbor(code: string): Buffer {
    const text = (each: string) => Buffer.concat([Buffer.from([0x78, each.length]), Buffer.from(each)]);
    return Buffer.concat([Buffer.from([0xa2]), ...["__type", code, "message", code].map(text)]);
}
