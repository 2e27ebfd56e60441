/** Ends of names that are a secret's: `DB_PASSWORD`, `PGPASSWORD`, `apiKey`. Not `PASSWORD_FILE`, `TOKEN_URL`, `KEY_ID`. */
const secretName = /(PASSWORD|PASSWD|PASSPHRASE|_PWD|_PASS|(^|_)(TOKEN|SECRET|CREDENTIALS?|KEY)|API_?KEY)$/;

/** Keys that everybody may see, or that find a thing; the name of an etcd cluster; what is built into pages for browsers. */
const openNames = [
    /(^|_)(PUBLIC|PUBLISHABLE|PARTITION|SORT|CACHE|ROUTING|OBJECT|PRIMARY|FOREIGN|INDEX|GROUP|S3|HOT)_KEY$/,
    /^ETCD_INITIAL_CLUSTER_TOKEN$/,
    /^(NEXT|EXPO)_PUBLIC_/,
];

/** Whether the name of a variable says that its value is a secret. */
export function isSecretName(name: string): boolean {
    const words = name
        .replace(/([a-z\d])([A-Z])/g, "$1_$2")
        .replace(/[.-]/g, "_")
        .toUpperCase();
    return secretName.test(words) && !openNames.some((open) => open.test(words));
}

/** What stands for a secret without being one: another variable, a file, a name in a store, a switch. */
const references = [
    /^\$\([^)]+\)$/,
    /^(file:\/\/)?(\/[\w.-]+){2,}$/,
    /^(arn:|vault:|op:\/\/|ref\+)/,
    /^(true|false)$/i,
];

export function isReference(value: string): boolean {
    return value === "" || references.some((reference) => reference.test(value));
}

/** Secrets that can be told by their looks, as their makers describe them. */
const shapes = [
    /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, // AWS
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/, // PEM
    /\b(gh[oprsu]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,})/, // GitHub
    /\bglpat-[0-9A-Za-z_-]{20}/, // GitLab
    /\bxox[abeprs]-[0-9A-Za-z-]{10,}/, // Slack
    /\b[rs]k_live_[0-9A-Za-z]{16,}/, // Stripe
    /\bAIza[0-9A-Za-z_-]{35}/, // Google
    /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/, // JSON web token
    /^[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:[^\s/?#@$]+@/i, // URL with a password
];

export function looksLikeSecret(value: string): boolean {
    return shapes.some((shape) => shape.test(value));
}
