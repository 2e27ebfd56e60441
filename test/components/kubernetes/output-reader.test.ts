import * as http from "node:http";
import type { AddressInfo } from "node:net";

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { outputReader } from "../../../components/kubernetes/output-reader";

describe("a reader of a cluster that the program makes", () => {
    let server: http.Server;

    before((done) => {
        server = http.createServer((request, response) => {
            response.end(JSON.stringify({ url: request.url, token: request.headers.authorization }));
        });
        server.listen(0, "127.0.0.1", done);
    });
    after((done) => {
        server.close(done);
        server.closeAllConnections();
    });

    /** A kubeconfig that gets its token from a program, as that of EKS does. */
    function kubeconfig(): string {
        const { port } = server.address() as AddressInfo;
        const credential = {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            kind: "ExecCredential",
            status: { token: "fresh" },
        };
        const exec = { apiVersion: credential.apiVersion, command: "echo", args: [JSON.stringify(credential)] };
        return JSON.stringify({
            "current-context": "aws",
            contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
            clusters: [
                {
                    name: "kubernetes",
                    cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true },
                },
            ],
            users: [{ name: "aws", user: { exec } }],
        });
    }

    it("reads once the kubeconfig is there, with a token of the program that it names", async () => {
        const later = new Promise<string>((resolve) =>
            setImmediate(() => {
                resolve(kubeconfig());
            }),
        );
        expect(await outputReader(pulumi.output(later)).get("/apis")).to.deep.equal({
            url: "/apis",
            token: "Bearer fresh",
        });
    });

    it("says so, and doesn't wait, where only the update will know it", async () => {
        const unknown = pulumi.output(kubeconfig()) as unknown as { isKnown: Promise<boolean> };
        unknown.isKnown = Promise.resolve(false);
        const failure = await outputReader(unknown as unknown as pulumi.Output<string>)
            .get("/apis")
            .then(
                () => "",
                (error: unknown) => (error as Error).message,
            );
        expect(failure).to.equal("the cluster's address is only known after this update");
    });
});
