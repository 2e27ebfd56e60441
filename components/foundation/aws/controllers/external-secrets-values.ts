import type { Input } from "@pulumi/pulumi";

import { controllers } from "../cluster/controller-roles-rules";
import { disruptionBudget, podLabels, replicas, resources, spread } from "./availability";
import { charts } from "./charts";
import type { Values } from "./release";

interface Scope {
    region: string;
    onlyNamespace?: Input<string>;
}

/**
 * An operator that makes Secrets of what stands in Secrets Manager, and nothing else: no stores for the whole cluster, and
 * nothing is written back. Its webhook has two replicas as well: without it no ExternalSecret can be changed.
 * https://external-secrets.io/latest/guides/security-best-practices/
 */
export function externalSecretsValues({ region, onlyNamespace }: Scope): Values {
    const { chart, release } = charts.externalSecrets;
    const apart = (name: string) => ({
        replicaCount: replicas,
        podDisruptionBudget: { enabled: true, ...disruptionBudget },
        topologySpreadConstraints: spread(podLabels(name, release)),
    });
    return {
        serviceAccount: { name: controllers.externalSecrets.serviceAccount },
        leaderElect: true,
        ...apart(chart),
        resources: resources("50m", "256Mi"),
        extraEnv: [{ name: "AWS_REGION", value: region }],
        ...(onlyNamespace === undefined ? {} : { scopedNamespace: onlyNamespace, scopedRBAC: true }),
        ...nothingButExternalSecrets,
        webhook: { ...apart(`${chart}-webhook`), resources: resources("25m", "128Mi") },
        // A second one takes over from it, and while none is there the webhook keeps the certificate that it has.
        certController: {
            ...apart(`${chart}-cert-controller`),
            extraArgs: { "enable-leader-election": "true" },
            resources: resources("25m", "256Mi"),
        },
    };
}

/** Who may edit a namespace gets no right to make stores in it: by those one reads whatever the operator may read. */
const nothingButExternalSecrets = {
    processClusterStore: false,
    processClusterExternalSecret: false,
    processClusterGenerator: false,
    processPushSecret: false,
    processClusterPushSecret: false,
    rbac: { aggregateToView: false, aggregateToEdit: false, servicebindings: { create: false } },
};
