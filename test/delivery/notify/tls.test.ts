import { webcrypto } from "node:crypto";
import * as fs from "node:fs";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";
import "reflect-metadata";
import * as x509 from "@peculiar/x509";

import { run } from "../../../embedded/process";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** A certificate of 127.0.0.1 that nobody but itself has signed, and its key. */
async function selfSigned(): Promise<{ cert: string; key: string }> {
    x509.cryptoProvider.set(webcrypto);
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        name: "CN=127.0.0.1",
        keys,
        signingAlgorithm: algorithm,
        notAfter: new Date(Date.now() + 3_600_000),
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: "ip", value: "127.0.0.1" }])],
    });
    const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}

describe("a webhook over TLS", () => {
    let folder: string;
    let server: https.Server;
    let certificate: string;
    let bodies: string[];

    before(async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "alchemorsel-test-"));
        const { cert, key } = await selfSigned();
        certificate = path.join(folder, "certificate.pem");
        fs.writeFileSync(certificate, cert);
        server = https.createServer({ cert, key }, (request, response) => {
            request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
            request.on("end", () => response.writeHead(202).end());
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });

    beforeEach(() => {
        bodies = [];
    });

    after(() => {
        server.closeAllConnections();
        server.close();
        fs.rmSync(folder, { recursive: true });
    });

    async function send(env: NodeJS.ProcessEnv): Promise<string> {
        const script = path.join(__dirname, "post-once.ts");
        const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
        const args = ["--require", "sucrase/register/ts", script, url];
        const clean = { ...process.env, NODE_EXTRA_CA_CERTS: "", ...env };
        return (await run(process.execPath, args, { env: clean })).stdout.trim();
    }

    it("is told where its certificate is one to be trusted", async () => {
        expect(await send({ NODE_EXTRA_CA_CERTS: certificate })).to.equal("arrived");
        expect(bodies).to.deep.equal(["{}"]);
    });

    it("is told nothing otherwise", async () => {
        expect(await send({})).to.equal("it could not be reached (DEPTH_ZERO_SELF_SIGNED_CERT)");
        expect(bodies).to.be.empty;
    });
});
