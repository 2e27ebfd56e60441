import { createHash, randomBytes, webcrypto } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

import "reflect-metadata";
import * as x509 from "@peculiar/x509";

import { apiServiceAddress, ClusterSettings, nodeName, stateFile } from "./settings";

x509.cryptoProvider.set(webcrypto);

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const tenYears = 10 * 365 * 24 * 60 * 60 * 1000;

interface Authority {
    certificate: x509.X509Certificate;
    signingKey: webcrypto.CryptoKey;
}

interface Leaf {
    file: string;
    commonName: string;
    organization?: string;
    usages: ("server" | "client")[];
    /** DNS names and IP addresses. */
    names?: string[];
}

function leaves(settings: ClusterSettings): Leaf[] {
    const local = ["localhost", "127.0.0.1"];
    const api = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];
    const client = (file: string, commonName: string, organization?: string): Leaf => ({
        file,
        commonName,
        organization,
        usages: ["client"],
    });
    return [
        { file: "etcd", commonName: "etcd", usages: ["server", "client"], names: local },
        client("apiserver-etcd", "apiserver-etcd"),
        {
            file: "apiserver",
            commonName: "kube-apiserver",
            usages: ["server"],
            names: [...api, ...local, apiServiceAddress, settings.link.node],
        },
        client("apiserver-kubelet", "kube-apiserver-kubelet-client", "system:masters"),
        client("front-proxy", "front-proxy-client"),
        client("admin", "admin", "system:masters"),
        client("controller-manager", "system:kube-controller-manager"),
        client("scheduler", "system:kube-scheduler"),
        client("proxy", "system:kube-proxy"),
        client("network-policies", "alchemorsel:network-policies"),
        client("kubelet-client", `system:node:${nodeName}`, "system:nodes"),
        {
            file: "kubelet",
            commonName: nodeName,
            usages: ["server"],
            names: [nodeName, settings.link.node, "127.0.0.1"],
        },
        {
            file: "metrics-server",
            commonName: "metrics-server",
            usages: ["server"],
            names: ["metrics-server.kube-system.svc", "metrics-server.kube-system"],
        },
    ];
}

/**
 * Writes the cluster's own authority, every certificate and key, the service-account key and the key that encrypts
 * secrets in etcd to `<state>/pki`, once: what is there stays, unless the node's address changed.
 */
export async function ensurePki(settings: ClusterSettings): Promise<void> {
    const folder = stateFile(settings, "pki");
    const wanted = createHash("sha256")
        .update(JSON.stringify(leaves(settings)))
        .digest("hex");
    const marker = path.join(folder, "complete");
    if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === wanted) {
        return;
    }
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const authority = await ensureAuthority(folder);
    for (const leaf of leaves(settings)) {
        await issue(folder, authority, leaf);
    }
    await ensureServiceAccountKey(folder);
    ensureOnce(path.join(folder, "encryption-key"), () => randomBytes(32).toString("base64"));
    fs.writeFileSync(marker, wanted);
}

function ensureOnce(file: string, make: () => string): void {
    if (!fs.existsSync(file)) {
        fs.writeFileSync(file, make(), { mode: 0o600 });
    }
}

async function ensureAuthority(folder: string): Promise<Authority> {
    const certificateFile = path.join(folder, "ca.crt");
    const keyFile = path.join(folder, "ca.key");
    if (fs.existsSync(certificateFile) && fs.existsSync(keyFile)) {
        return readAuthority(certificateFile, keyFile);
    }
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        serialNumber: randomBytes(8).toString("hex"),
        name: "CN=alchemorsel",
        notBefore: new Date(Date.now() - 60_000),
        notAfter: new Date(Date.now() + tenYears),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
            new x509.BasicConstraintsExtension(true, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
    });
    await writeKey(keyFile, keys.privateKey);
    fs.writeFileSync(certificateFile, certificate.toString("pem"));
    return { certificate, signingKey: keys.privateKey };
}

async function readAuthority(certificateFile: string, keyFile: string): Promise<Authority> {
    const certificate = new x509.X509Certificate(fs.readFileSync(certificateFile, "utf8"));
    const der = x509.PemConverter.decodeFirst(fs.readFileSync(keyFile, "utf8"));
    const signingKey = await webcrypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"]);
    return { certificate, signingKey };
}

async function issue(folder: string, authority: Authority, leaf: Leaf): Promise<void> {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const usages = leaf.usages.map((usage) =>
        usage === "server" ? x509.ExtendedKeyUsage.serverAuth : x509.ExtendedKeyUsage.clientAuth,
    );
    const extensions: x509.Extension[] = [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
        new x509.ExtendedKeyUsageExtension(usages),
        await x509.AuthorityKeyIdentifierExtension.create(authority.certificate),
    ];
    if (leaf.names) {
        const names = leaf.names.map((name) => ({ type: /^[\d.]+$/.test(name) ? "ip" : "dns", value: name }) as const);
        extensions.push(new x509.SubjectAlternativeNameExtension(names));
    }
    const organization = leaf.organization ? [{ O: [leaf.organization] }] : [];
    const certificate = await x509.X509CertificateGenerator.create({
        serialNumber: randomBytes(8).toString("hex"),
        subject: [...organization, { CN: [leaf.commonName] }],
        issuer: authority.certificate.subjectName,
        notBefore: new Date(Date.now() - 60_000),
        notAfter: new Date(Date.now() + tenYears),
        signingKey: authority.signingKey,
        publicKey: keys.publicKey,
        signingAlgorithm: algorithm,
        extensions,
    });
    await writeKey(path.join(folder, `${leaf.file}.key`), keys.privateKey);
    fs.writeFileSync(path.join(folder, `${leaf.file}.crt`), certificate.toString("pem"));
}

/** Kubernetes signs service-account tokens with RSA or ECDSA; a public half is kept beside the private one. */
async function ensureServiceAccountKey(folder: string): Promise<void> {
    if (fs.existsSync(path.join(folder, "service-account.pub"))) {
        return;
    }
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    await writeKey(path.join(folder, "service-account.key"), keys.privateKey);
    const spki = await webcrypto.subtle.exportKey("spki", keys.publicKey);
    fs.writeFileSync(path.join(folder, "service-account.pub"), x509.PemConverter.encode(spki, "PUBLIC KEY"));
}

async function writeKey(file: string, key: webcrypto.CryptoKey): Promise<void> {
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", key);
    fs.writeFileSync(file, x509.PemConverter.encode(pkcs8, "PRIVATE KEY"), { mode: 0o600 });
}
