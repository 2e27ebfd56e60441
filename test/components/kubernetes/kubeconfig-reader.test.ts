import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { kubeconfigReader } from "../../../components/kubernetes/kubeconfig-reader";

describe("a reader of a cluster", () => {
    let folder: string;
    let server: http.Server;
    let kubeconfig: string;

    before(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel test "));
        server = http.createServer((request, response) => {
            const status = request.url === "/missing" ? 404 : request.url === "/denied" ? 403 : 200;
            response.writeHead(status).end(JSON.stringify({ url: request.url, token: request.headers.authorization }));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        kubeconfig = path.join(folder, "kubeconfig");
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const config = {
            "current-context": "one",
            contexts: ["one", "two"].map((name) => ({ name, context: { cluster: "here", user: name } })),
            clusters: [{ name: "here", cluster: { server: url, "insecure-skip-tls-verify": true } }],
            users: ["one", "two"].map((name) => ({ name, user: { token: `token-${name}` } })),
        };
        fs.writeFileSync(kubeconfig, JSON.stringify(config));
    });

    after(() => {
        server.close();
        fs.rmSync(folder, { recursive: true });
    });

    it("answers with the object, or with undefined when there is none", async () => {
        const reader = kubeconfigReader({ kubeconfig });
        expect(await reader.get("/api/v1/x")).to.deep.equal({ url: "/api/v1/x", token: "Bearer token-one" });
        expect(await reader.get("/missing")).to.equal(undefined);
    });

    it("takes the context that it is told", async () => {
        expect(await kubeconfigReader({ kubeconfig, context: "two" }).text("/x")).to.include("token-two");
    });

    async function failure(promise: Promise<unknown>): Promise<string> {
        return promise.then(
            () => "",
            (error: unknown) => (error as Error).message,
        );
    }

    it("names what the API server refused", async () => {
        expect(await failure(kubeconfigReader({ kubeconfig }).get("/denied"))).to.match(/answered 403 to \/denied/);
    });

    it("names the contexts that there are when it is told another", async () => {
        const text = await failure(kubeconfigReader({ kubeconfig, context: "three" }).get("/x"));
        expect(text).to.equal("the kubeconfig has no context three; it has: one, two");
    });
});
