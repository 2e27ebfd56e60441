import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { kubeconfigFile, writeKubeconfigs } from "../../../embedded/cluster/kubeconfig";
import { ensurePki } from "../../../embedded/cluster/pki";
import type { ClusterSettings } from "../../../embedded/cluster/settings";

describe("the cluster's own authority", () => {
    let state: string;
    let settings: ClusterSettings;
    const certificate = (name: string) => new X509Certificate(fs.readFileSync(path.join(state, "pki", `${name}.crt`)));

    beforeEach(async () => {
        state = fs.mkdtempSync(path.join(os.tmpdir(), "pki-"));
        const link = { host: "10.77.9.1", node: "10.77.9.2" };
        settings = { name: "t", state, link, port: 1, programs: {}, debs: "", images: {}, gatewayApi: "" };
        await ensurePki(settings);
    });

    afterEach(() => {
        fs.rmSync(state, { recursive: true });
    });

    it("signs every certificate, each good for its host or user only", () => {
        const authority = certificate("ca");
        const names = fs
            .readdirSync(path.join(state, "pki"))
            .filter((file) => file.endsWith(".crt"))
            .map((file) => path.parse(file).name);
        expect(names).to.include.members(["apiserver", "etcd", "kubelet", "admin"]);
        for (const name of names) {
            expect(certificate(name).verify(authority.publicKey), name).to.equal(true);
        }
        expect(certificate("apiserver").checkIP("10.77.9.2")).to.equal("10.77.9.2");
        expect(certificate("apiserver").checkIP("10.77.9.3")).to.equal(undefined);
        expect(certificate("kubelet-client").subject.split("\n").sort()).to.deep.equal([
            "CN=system:node:node",
            "O=system:nodes",
        ]);
    });

    it("keeps every key and kubeconfig to its owner", () => {
        writeKubeconfigs(settings);
        const secrets = fs
            .readdirSync(path.join(state, "pki"))
            .filter((file) => /\.key$|kubeconfig$|encryption-key/.test(file))
            .map((file) => path.join(state, "pki", file));
        expect(secrets.length).to.be.greaterThan(10);
        for (const file of [...secrets, kubeconfigFile(settings)]) {
            expect(fs.statSync(file).mode & 0o777, file).to.equal(0o600);
        }
    });

    it("stays the same over restarts, and keeps its authority when the node's address changes", async () => {
        const before = { ca: certificate("ca").fingerprint256, api: certificate("apiserver").fingerprint256 };
        await ensurePki(settings);
        expect(certificate("apiserver").fingerprint256).to.equal(before.api);
        await ensurePki({ ...settings, link: { host: "10.77.9.5", node: "10.77.9.6" } });
        expect(certificate("ca").fingerprint256).to.equal(before.ca);
        expect(certificate("apiserver").checkIP("10.77.9.6")).to.equal("10.77.9.6");
        expect(certificate("apiserver").verify(certificate("ca").publicKey)).to.equal(true);
    });
});
