import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import { secretStoreRef } from "./database-store";

/**
 * Brings each secret of Secrets Manager into the cluster, as a Secret of its own with the keys of its JSON. None is waited
 * for: its value may be put there later. https://external-secrets.io/latest/guides/all-keys-one-secret/
 *
 * @param names Names in Secrets Manager by the names of the Secrets.
 */
export function deliverSecrets(
    name: string,
    names: Record<string, string>,
    namespace: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): void {
    for (const [secret, key] of Object.entries(names)) {
        new CustomResource(
            `${name}-${secret}-delivery`,
            {
                apiVersion: "external-secrets.io/v1",
                kind: "ExternalSecret",
                metadata: { name: secret, namespace },
                spec: {
                    refreshInterval: "1m",
                    secretStoreRef,
                    target: { name: secret, creationPolicy: "Owner", deletionPolicy: "Retain" },
                    dataFrom: [{ extract: { key } }],
                },
            },
            opts,
        );
    }
}
