import type { core } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import { containerSecurityContext, podSecurityContext, scratchVolume } from "../../workload/hardening";
import { accountMount, accountVolume } from "./account-volume";

/** What the pod of Prometheus is made of. */
export interface PrometheusPod {
    image: string;
    port: number;
    /** Name of the ConfigMap with its `prometheus.yml`. */
    config: pulumi.Input<string>;
    serviceAccount: pulumi.Input<string>;
}

const [configFolder, dataFolder] = ["/etc/prometheus", "/prometheus"];

/** Prometheus under the `restricted` standard; what it knows ends with it. */
export function prometheusPod({ image, port, config, serviceAccount }: PrometheusPod): core.v1.PodSpec {
    return {
        serviceAccountName: serviceAccount,
        // It gets a token below, as a volume that says so.
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(),
        terminationGracePeriodSeconds: 10,
        containers: [container(image, port)],
        volumes: [{ name: "config", configMap: { name: config } }, scratchVolume("data", "512Mi"), accountVolume],
    };
}

function container(image: string, port: number): core.v1.Container {
    const answers = (path: string) => ({ httpGet: { path, port: "http" }, timeoutSeconds: 2 });
    return {
        name: "prometheus",
        image,
        args: [
            `--config.file=${configFolder}/prometheus.yml`,
            `--web.listen-address=:${port}`,
            `--storage.tsdb.path=${dataFolder}`,
            "--storage.tsdb.retention.time=6h",
            // Well below what the volume holds: beyond that the pod would be evicted.
            "--storage.tsdb.retention.size=256MB",
            // A counter begins at 0 and not at its first sample: `increase()` would miss a color's first failures.
            "--enable-feature=created-timestamp-zero-ingestion",
        ],
        ports: [{ name: "http", containerPort: port }],
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } },
        securityContext: containerSecurityContext(),
        startupProbe: { ...answers("/-/ready"), periodSeconds: 1, failureThreshold: 60 },
        readinessProbe: { ...answers("/-/ready"), periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { ...answers("/-/healthy"), periodSeconds: 15, failureThreshold: 3 },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "config", mountPath: configFolder, readOnly: true },
            { name: "data", mountPath: dataFolder },
            accountMount,
        ],
    };
}
