import * as https from "node:https";

import * as pulumi from "@pulumi/pulumi";

const attempts = 60;
const pause = 5_000;

/**
 * Waits, in an update, until a new API server answers from here: its name takes minutes to get around. After five
 * minutes whoever uses it will tell what's wrong.
 */
async function answering(endpoint: string): Promise<string> {
    for (let attempt = 0; attempt < attempts; attempt++) {
        if (await isHealthy(`${endpoint}/healthz`)) break;
        await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return endpoint;
}

function isHealthy(url: string): Promise<boolean> {
    return new Promise((resolve) => {
        // Nothing is sent and nothing that comes back is used: the certificate is the cluster's own, and checked later.
        const request = https.get(url, { rejectUnauthorized: false, timeout: 1_000 }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        request.on("timeout", () => request.destroy());
        request.on("error", () => {
            resolve(false);
        });
    });
}

/** The cluster's endpoint for whoever uses it: a public one answers by then. */
export function endpointOf(endpoint: pulumi.Output<string>, isPublic: pulumi.Input<boolean> | undefined) {
    return pulumi
        .all([endpoint, isPublic])
        .apply(([address, open]) =>
            open && !pulumi.runtime.isDryRun() ? answering(address) : Promise.resolve(address),
        );
}
