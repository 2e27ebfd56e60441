import type { core } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import { containerSecurityContext, podSecurityContext } from "../../workload/hardening";
import { accountMount, accountVolume } from "./account-volume";
import { prometheusName, prometheusPort } from "./prometheus-place";

/** What the pod of prometheus-adapter is made of. */
export interface AdapterPod {
    image: string;
    port: number;
    /** Name of the ConfigMap with its `config.yaml`. */
    config: pulumi.Input<string>;
    /** Name of the Secret with its key and certificate. */
    certificate: pulumi.Input<string>;
    serviceAccount: pulumi.Input<string>;
}

const [configFolder, certificateFolder] = ["/etc/adapter", "/tls"];

/** prometheus-adapter under the `restricted` standard. */
export function adapterPod({ image, port, config, certificate, serviceAccount }: AdapterPod): core.v1.PodSpec {
    return {
        serviceAccountName: serviceAccount,
        // It gets a token below, as a volume that says so.
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(),
        terminationGracePeriodSeconds: 10,
        containers: [container(image, port)],
        volumes: [
            { name: "config", configMap: { name: config } },
            { name: "certificate", secret: { secretName: certificate, defaultMode: 0o440 } },
            accountVolume,
        ],
    };
}

function container(image: string, port: number): core.v1.Container {
    const answers = (path: string) => ({
        httpGet: { path, port: "https", scheme: "HTTPS" },
        timeoutSeconds: 2,
    });
    return {
        name: "prometheus-adapter",
        image,
        args: [
            `--secure-port=${port}`,
            `--tls-cert-file=${certificateFolder}/tls.crt`,
            `--tls-private-key-file=${certificateFolder}/tls.key`,
            `--config=${configFolder}/config.yaml`,
            `--prometheus-url=http://${prometheusName}:${prometheusPort}`,
            // Both start together: at its first question Prometheus may have seen nothing yet.
            "--metrics-relist-interval=5s",
            "--metrics-max-age=1m",
        ],
        ports: [{ name: "https", containerPort: port }],
        resources: { requests: { cpu: "20m", memory: "48Mi" }, limits: { memory: "160Mi" } },
        securityContext: containerSecurityContext(),
        startupProbe: { ...answers("/readyz"), periodSeconds: 1, failureThreshold: 60 },
        readinessProbe: { ...answers("/readyz"), periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { ...answers("/livez"), periodSeconds: 15, failureThreshold: 3 },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "config", mountPath: configFolder, readOnly: true },
            { name: "certificate", mountPath: certificateFolder, readOnly: true },
            accountMount,
        ],
    };
}
