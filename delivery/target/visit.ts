import * as http from "node:http";
import * as https from "node:https";

/** A request at the front door. */
export interface Visit {
    readonly url: string;
    /** Host name, where it isn't the address's own. */
    readonly host?: string;
}

const timeoutMilliseconds = 5_000;

/** Sends a GET. What comes of it is the gateway's to count, so nothing is said of it here. */
export function visit({ url, host }: Visit): Promise<void> {
    const client = url.startsWith("https:") ? https : http;
    return new Promise((resolve) => {
        const options = { timeout: timeoutMilliseconds, headers: host === undefined ? {} : { host } };
        const request = client.get(url, options, (response) => {
            response.resume().on("close", resolve);
        });
        request.on("timeout", () => request.destroy());
        request.on("error", () => {
            resolve();
        });
    });
}
