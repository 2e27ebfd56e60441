import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import type { AwsCall } from "../../../../embedded/rehearsal/half-way/aws-request";
import { type FaultyProxy, startFaultyProxy } from "../../../../embedded/rehearsal/half-way/faulty-proxy";
import type { Fault } from "../../../../embedded/rehearsal/half-way/faults";
import { failure } from "../../../delivery/failure";

const authorization = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=none/20260101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
const query = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    authorization: authorization("ec2"),
};

describe("the proxy between an SDK and an AWS", () => {
    let target: http.Server;
    let proxy: FaultyProxy;
    let reached: string[];
    let calls: AwsCall[];
    let fault: Fault | undefined;

    beforeEach(async () => {
        [reached, calls, fault] = [[], [], undefined];
        target = http.createServer((request, response) => {
            reached.push(request.url ?? "");
            response.end("done");
        });
        await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
        proxy = await startFaultyProxy(`http://127.0.0.1:${(target.address() as AddressInfo).port}`, (call) => {
            calls.push(call);
            return fault;
        });
    });

    afterEach(async () => {
        await proxy.stop();
        target.close();
    });

    const send = (path = "/", headers: Record<string, string> = query, body = "Action=CreateVpc&Version=1") =>
        new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
            const { hostname, port } = new URL(proxy.url);
            const request = http.request({ hostname, port, path, method: "POST", headers }, (response) => {
                let text = "";
                response.on("data", (chunk: Buffer) => (text += chunk.toString()));
                response.on("end", () => {
                    resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
                });
            });
            request.on("error", reject).end(body);
        });

    for (const [protocol, path, headers, operation] of [
        ["query", "/", query, "CreateVpc"],
        ["JSON", "/", { "x-amz-target": "TrentService.CreateKey" }, "CreateKey"],
        ["CBOR", "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm", {}, "PutMetricAlarm"],
        ["REST", "/clusters/one/addons?a=b", {}, "POST /clusters/one/addons"],
        ["REST through a proxy", "http://111122223333.127.0.0.1:99/v20180820/tags/x", {}, "POST /v20180820/tags/x"],
    ] as const) {
        it(`passes on what nothing is wrong with, and tells what it is: ${protocol}`, async () => {
            expect((await send(path, { ...headers })).body).to.equal("done");
            expect(reached).to.deep.equal([path]);
            expect(calls[0]?.operation).to.equal(operation);
        });
    }

    it("tells the service by the signature, and the attempts at one call by the SDK's own number", async () => {
        await send("/", { ...query, "amz-sdk-invocation-id": "one" });
        expect(calls[0]).to.include({ service: "ec2", invocation: "one" });
    });

    it("throttles with how long to wait, fails and refuses in the words of the protocol; none of it gets there", async () => {
        fault = { throttledFor: 2 };
        expect(await send()).to.deep.include({ status: 400 });
        expect((await send()).headers["retry-after"]).to.equal("2");
        expect((await send()).body).to.contain("<Response><Errors><Error><Code>Throttling</Code>");
        fault = "failure";
        expect(await send("/", { "x-amz-target": "TrentService.CreateKey" })).to.deep.include({
            status: 500,
            body: '{"__type":"InternalFailure","message":"InternalFailure"}',
        });
        fault = "refusal";
        expect((await send("/one", { authorization: authorization("s3") })).body).to.match(
            /^<Error><Code>AccessDenied/,
        );
        expect(reached).to.deep.equal([]);
    });

    it("cuts the connection before a call gets there, once it was carried out, and after a silence", async () => {
        for (const [each, gotThere] of [
            ["cutBefore", 0],
            ["cutAfter", 1],
            [{ silentFor: 0.05 }, 1],
        ] as const) {
            fault = each;
            expect((await failure(send())).message).to.match(/hang up|ECONNRESET/);
            expect(reached).to.have.length(gotThere);
        }
    });

    it("lets something happen between a call and its answer, which then never comes", async () => {
        let seen = -1;
        fault = {
            name: "kill",
            onceCarriedOut: () => {
                seen = reached.length;
                return Promise.resolve();
            },
        };
        await failure(send());
        expect(seen).to.equal(1);
    });
});
