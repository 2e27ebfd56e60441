import { isObject, nameOf } from "./state";

/** What nobody writes who doesn't mean a secret. */
const shapes: readonly { readonly what: string; readonly pattern: RegExp }[] = [
    { what: "an access key of AWS", pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
    { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
    { what: "a token", pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}/ },
    { what: "a token of GitHub's", pattern: /\bgh[pousr]_\w{30,}/ },
    { what: "a URL with a password", pattern: /:\/\/[^\s/:@]+:[^\s/@]+@/ },
    { what: "a value that the engine has encrypted", pattern: /\bv1:[\w+/=]{12,}:[\w+/=]{12,}/ },
];

/** Properties whose value is a secret, unless it is empty or says where one is. */
const names = /(password|passwd|secret|token|private_?key|access_?key|client-key-data|ciphertext|secure)$/i;
/** A firewall's version, by which AWS refuses a write that has missed another. */
const harmless = new Set(["lockToken"]);

const references = /^(arn:|https?:\/\/[^@]*$|\$\{)/;

/** Where in a value something looks like a secret: path and what it looks like, without the value. */
export function secretsIn(value: unknown, path = ""): string[] {
    if (Array.isArray(value)) {
        return value.flatMap((inner, index) => secretsIn(inner, resourceName(inner) ?? `${path}[${index}]`));
    }
    if (isObject(value)) {
        return Object.entries(value).flatMap(([key, inner]) => [
            ...(isNamedSecret(key, inner) ? [`${join(path, key)}: has the name of a secret`] : []),
            ...secretsIn(inner, join(path, key)),
        ]);
    }
    if (typeof value !== "string") return [];
    const found = shapes.filter(({ pattern }) => pattern.test(value)).map(({ what }) => `${path}: looks like ${what}`);
    return [...found, ...secretsInText(value, path)];
}

function isNamedSecret(key: string, value: unknown): boolean {
    if (typeof value !== "string" || value === "" || harmless.has(key)) return false;
    return names.test(key) && !references.test(value);
}

/** A text may be a whole document, such as a kubeconfig. */
function secretsInText(text: string, path: string): string[] {
    if (!/^\s*[[{]/.test(text)) return [];
    try {
        return secretsIn(JSON.parse(text), path);
    } catch {
        return [];
    }
}

function join(path: string, key: string): string {
    return path === "" ? key : `${path}.${key}`;
}

function resourceName(value: unknown): string | undefined {
    return isObject(value) && typeof value.urn === "string" ? nameOf(value.urn) : undefined;
}
