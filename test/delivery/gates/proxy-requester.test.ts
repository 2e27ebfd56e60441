import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { proxyRequester } from "../../../delivery/gates/proxy-requester";
import type { Requester } from "../../../delivery/gates/smoke";

const never = new AbortController().signal;

describe("a request through the API server", () => {
    let server: http.Server;
    let request: Requester;
    let arrived: (value: unknown) => void;

    before(async () => {
        server = http.createServer((asked, response) => {
            if (asked.url === "/api/hangs") {
                arrived(undefined);
            } else if (asked.url === "/api/endless") {
                const more = () => {
                    while (response.write("x".repeat(65_536)));
                };
                response.on("drain", more);
                more();
            } else {
                response.writeHead(asked.url === "/api/moved" ? 302 : 503, { location: "/api/other" });
                response.end(`${asked.url ?? ""} ${asked.headers["x-token"] as string}`);
            }
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        request = proxyRequester(() => Promise.resolve({ server: url, options: { headers: { "x-token": "me" } } }));
    });

    after(() => {
        server.closeAllConnections();
        server.close();
    });

    it("gives any answer, with the connection's own options", async () => {
        expect(await request("/api/x?y=1", never)).to.include({ status: 503, body: "/api/x?y=1 me" });
    });

    it("says when the answer was given", async () => {
        const { date = "" } = await request("/api/x", never);
        expect(new Date(date).toUTCString()).to.equal(date);
    });

    it("gives a redirect as an answer", async () => {
        expect(await request("/api/moved", never)).to.include({ status: 302 });
    });

    it("keeps the beginning of a body that never ends", async () => {
        const { body } = await request("/api/endless", never);
        expect(body).to.have.length(1024 * 1024);
    });

    it("ends with its signal", async () => {
        const abort = new AbortController();
        const came = new Promise((resolve) => (arrived = resolve));
        const answer = request("/api/hangs", abort.signal).then(
            () => "answered",
            (error: unknown) => (error as Error).name,
        );
        await came;
        abort.abort();
        expect(await answer).to.equal("AbortError");
    });
});
