import { randomBytes, webcrypto } from "node:crypto";

import type * as X509 from "@peculiar/x509";

/** A key and its certificate, in PEM. */
export interface ServingCertificate {
    certificate: string;
    key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const tenYears = 10 * 365 * 24 * 60 * 60 * 1000;

/** A new key whose certificate is its own authority: who trusts that one trusts nothing else. Both change with each call. */
export async function servingCertificate(name: string): Promise<ServingCertificate> {
    const x509 = library();
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        serialNumber: randomBytes(8).toString("hex"),
        name: `CN=${name}`,
        notBefore: new Date(Date.now() - 60_000),
        notAfter: new Date(Date.now() + tenYears),
        signingAlgorithm: algorithm,
        keys,
        extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
        ],
    });
    const pkcs8 = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
    return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY") };
}

/** Loaded for those alone that need a certificate: it would cost every start. */
function library(): typeof X509 {
    /* eslint-disable @typescript-eslint/no-require-imports -- an import would be loaded before it is needed */
    require("reflect-metadata");
    const x509 = require("@peculiar/x509") as typeof X509;
    /* eslint-enable @typescript-eslint/no-require-imports */
    x509.cryptoProvider.set(webcrypto);
    return x509;
}
