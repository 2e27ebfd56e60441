/** The access key of a rehearsal: the token review vouches for it. */
export const rehearsalKey = "rehearsal";

/** The same as clients of the SDK take it. */
export const motoCredentials = { accessKeyId: rehearsalKey, secretAccessKey: rehearsalKey };

/** What a client of the SDK needs to find moto. */
export function motoClient({ awsUrl, region }: { readonly awsUrl: string; readonly region: string }) {
    return { endpoint: awsUrl, region, credentials: motoCredentials };
}

/**
 * What Pulumi and its provider need to find moto. S3 Control puts the account before the host's name, and no resolver knows
 * such a name: as a proxy, moto is asked for it all the same. What goes to 127.0.0.1 itself passes by every proxy.
 */
export function motoEnvironment(url: string): Record<string, string> {
    return {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: rehearsalKey,
        AWS_SECRET_ACCESS_KEY: rehearsalKey,
        HTTP_PROXY: url,
    };
}
