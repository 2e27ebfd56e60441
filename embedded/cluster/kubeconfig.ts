import * as fs from "node:fs";

import { apiServerUrl, ClusterSettings, stateFile } from "./settings";

/** The identities that have a kubeconfig, each the base name of its certificate in `<state>/pki`. */
export const identities = [
    "admin",
    "controller-manager",
    "scheduler",
    "proxy",
    "network-policies",
    "kubelet-client",
] as const;
export type Identity = (typeof identities)[number];

export function kubeconfigFile(settings: Pick<ClusterSettings, "state">, identity: Identity = "admin"): string {
    return stateFile(settings, identity === "admin" ? "kubeconfig" : `pki/${identity}.kubeconfig`);
}

/** Writes one kubeconfig an identity, readable by its owner alone. */
export function writeKubeconfigs(settings: ClusterSettings): void {
    for (const identity of identities) {
        const file = kubeconfigFile(settings, identity);
        fs.writeFileSync(file, JSON.stringify(kubeconfig(settings, identity), null, 2) + "\n", { mode: 0o600 });
        fs.chmodSync(file, 0o600);
    }
}

function kubeconfig(settings: ClusterSettings, identity: Identity): object {
    const pki = (file: string) => fs.readFileSync(stateFile(settings, "pki", file)).toString("base64");
    const name = `alchemorsel-${settings.name}`;
    return {
        apiVersion: "v1",
        kind: "Config",
        "current-context": name,
        clusters: [
            {
                name,
                cluster: {
                    server: apiServerUrl(settings),
                    "certificate-authority-data": pki("ca.crt"),
                },
            },
        ],
        users: [
            {
                name,
                user: {
                    "client-certificate-data": pki(`${identity}.crt`),
                    "client-key-data": pki(`${identity}.key`),
                },
            },
        ],
        contexts: [{ name, context: { cluster: name, user: name } }],
    };
}
