import { createHmac, timingSafeEqual } from "node:crypto";

/** Name of the header that carries the signature. */
export const signatureHeader = "Alchemorsel-Signature";

/** How old a message may be, in seconds; an older one may be somebody's copy. */
const tolerance = 300;

/** The header's value for a body that is sent at this moment, in seconds since 1970. */
export function sign(key: string, body: string, seconds: number): string {
    return `t=${seconds},v1=${digest(key, body, String(seconds))}`;
}

/** Whether the header says that who has the key has sent this body a moment ago. `seconds` is the receiver's time. */
export function verify(key: string, header: string, body: string, seconds: number): boolean {
    const parts = new Map(header.split(",").map((part) => part.trim().split("=", 2) as [string, string]));
    const [sent, given] = [parts.get("t") ?? "", Buffer.from(parts.get("v1") ?? "")];
    // Digits alone: `Number` would take an empty text for 0.
    if (!/^\d+$/.test(sent) || Math.abs(seconds - Number(sent)) > tolerance) {
        return false;
    }
    const expected = Buffer.from(digest(key, body, sent));
    return given.length === expected.length && timingSafeEqual(given, expected);
}

function digest(key: string, body: string, seconds: string): string {
    return createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex");
}
