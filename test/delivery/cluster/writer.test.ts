import * as http from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { hasStatus } from "../../../delivery/cluster/cluster-error";
import { type ClusterWriter, writerOf } from "../../../delivery/cluster/writer";
import { failure } from "../failure";
import { fakeClock } from "../fake-clock";

interface Seen {
    method?: string;
    url?: string;
    type?: string;
    body: string;
}

/** What the API server does with a request: it answers, hangs up, or says nothing. */
type Reply = { status: number; body?: unknown; headers?: http.OutgoingHttpHeaders } | "hang up";

describe("a writer of a cluster", () => {
    let server: http.Server;
    let seen: Seen[];
    let replies: Reply[];
    let clock: ReturnType<typeof fakeClock>;
    let writer: ClusterWriter;

    before(async () => {
        server = http.createServer((request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
                const body = Buffer.concat(chunks).toString();
                seen.push({ method: request.method, url: request.url, type: request.headers["content-type"], body });
                const reply = replies.shift() ?? { status: 200, body: {} };
                if (reply === "hang up") {
                    request.socket.destroy();
                } else {
                    response.writeHead(reply.status, reply.headers).end(JSON.stringify(reply.body ?? {}));
                }
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    beforeEach(() => {
        seen = [];
        replies = [];
        clock = fakeClock();
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        writer = writerOf(() => Promise.resolve({ server: url, options: {} }), clock);
    });

    after(() => {
        server.close();
    });

    const minute = 60_000;
    const lease = "/apis/coordination.k8s.io/v1/namespaces/shop/leases";

    it("creates, replaces, merges, applies and deletes as the API wants it", async () => {
        const object = { metadata: { name: "release" } };
        await writer.create(lease, object, minute);
        await writer.replace(`${lease}/release`, object, minute);
        await writer.patch(`${lease}/release`, object, minute);
        await writer.apply(`${lease}/release`, "a manager", object, minute);
        expect(await writer.delete(`${lease}/release`, minute)).to.equal(true);
        const body = JSON.stringify(object);
        const json = "application/json";
        expect(seen).to.deep.equal([
            { method: "POST", url: lease, type: json, body },
            { method: "PUT", url: `${lease}/release`, type: json, body },
            { method: "PATCH", url: `${lease}/release`, type: "application/merge-patch+json", body },
            {
                method: "PATCH",
                url: `${lease}/release?fieldManager=a+manager&force=true`,
                type: "application/apply-patch+yaml",
                body,
            },
            { method: "DELETE", url: `${lease}/release`, type: json, body: '{"propagationPolicy":"Background"}' },
        ]);
    });

    it("finds nothing, and deletes nothing, where nothing is", async () => {
        replies = [{ status: 404 }, { status: 404 }];
        expect(await writer.get(`${lease}/release`, minute)).to.equal(undefined);
        expect(await writer.delete(`${lease}/release`, minute)).to.equal(false);
    });

    it("tries again what goes by itself, and waits as long as the API server asks", async () => {
        replies = [
            "hang up",
            { status: 503 },
            { status: 429, headers: { "retry-after": "7" } },
            { status: 200, body: { metadata: { name: "release" } } },
        ];
        expect(await writer.get(`${lease}/release`, minute)).to.deep.equal({ metadata: { name: "release" } });
        expect(clock.slept).to.have.length(3);
        expect(clock.slept[2]).to.equal(7000);
    });

    it("gives up at the caller's moment, with the last answer", async () => {
        replies = Array<Reply>(100).fill({ status: 500, body: { message: "etcdserver: request timed out" } });
        const error = await failure(writer.get(`${lease}/release`, minute));
        expect(error.message).to.equal(
            `the API server answered 500 to GET ${lease}/release: etcdserver: request timed out`,
        );
        expect(clock.now()).to.be.lessThan(minute);
        expect(clock.now()).to.be.greaterThan(minute - 5000);
    });

    it("hands over at once what time does not mend", async () => {
        replies = [{ status: 409, body: { reason: "AlreadyExists", message: 'leases "release" already exists' } }];
        const error = await failure(writer.create(lease, {}, minute));
        expect(error).to.include({ status: 409, reason: "AlreadyExists" });
        expect(hasStatus(error, 409)).to.equal(true);
        expect(clock.slept).to.deep.equal([]);
    });

    it("doesn't try a kubeconfig again that is wrong", async () => {
        let opened = 0;
        const broken = writerOf(() => Promise.reject(new Error(`no context ${++opened}`)), clock);
        expect((await failure(broken.get("/x", minute))).message).to.equal("no context 1");
        // The next request may find it mended.
        expect((await failure(broken.get("/x", minute))).message).to.equal("no context 2");
    });
});
