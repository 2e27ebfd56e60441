import * as fs from "node:fs";

import { ClusterSettings, stateFile } from "../settings";
import { dns } from "./dns";
import { gateway, gatewayDefinitions } from "./gateway";
import { account, binding, Manifest } from "./manifests";
import { metrics } from "./metrics";
import { storage } from "./storage";

/** All that the cluster brings along, in the order in which it is applied. */
export function addons(settings: ClusterSettings): Manifest[] {
    const image = (name: string) => {
        const found = settings.images[name];
        if (!found) {
            throw new Error(`the settings name no image ${name}`);
        }
        return found.reference;
    };
    const pki = (file: string) => fs.readFileSync(stateFile(settings, "pki", file), "utf8");
    return [
        ...gatewayDefinitions(settings.gatewayApi),
        ...nodePrograms(),
        ...dns(image("coredns")),
        ...storage(image("local-path-provisioner"), image("shell"), stateFile(settings, "volumes")),
        ...metrics(image("metrics-server"), {
            ca: pki("ca.crt"),
            certificate: pki("metrics-server.crt"),
            key: pki("metrics-server.key"),
        }),
        ...gateway(image("traefik")),
    ];
}

/** What the node's own programs may do beyond Kubernetes' built-in roles. */
function nodePrograms(): Manifest[] {
    const [, role] = account("network-policies", "kube-system", [
        {
            apiGroups: [""],
            resources: ["pods", "namespaces", "nodes", "services", "endpoints"],
            verbs: ["get", "list", "watch"],
        },
        { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["get", "list", "watch"] },
    ]);
    const user = (name: string) => ({ kind: "User", apiGroup: "rbac.authorization.k8s.io", name });
    return [
        role as Manifest,
        binding("alchemorsel:network-policies", "alchemorsel:network-policies", [user("alchemorsel:network-policies")]),
    ];
}
