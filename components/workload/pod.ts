import type { core } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "../colors";
import type { Store, StoreFile } from "../foundation/foundation";
import { containerSecurityContext, podSecurityContext, scratchVolume } from "./hardening";
import type { Timings } from "./timings";

/** Port on which every workload answers requests and health checks. */
export const appPort = 8080;

const secretFolder = "/var/run/secrets/alchemorsel";

/** What a pod of one color is made of. */
export interface PodNumbers {
    color: ColorName;
    image: string;
    labels: Record<string, string>;
    serviceAccount: pulumi.Input<string>;
    environment: Record<string, pulumi.Input<string>>;
    resources: { cpu: string; memory: string; memoryLimit: string };
    stores: Store[];
    /** Keys of Secrets that it gets as files, beside those of the stores. */
    secrets: StoreFile[];
    timings: Timings;
}

/** A pod's spec whose containers can be read: not an output. */
export type PodSpec = Omit<core.v1.PodSpec, "containers"> & { containers: core.v1.Container[] };

/** The pod of a color: admitted by the `restricted` standard, spread over zones, ending without dropping a request. */
export function podSpec(pod: PodNumbers): PodSpec {
    const files = [...pod.stores.flatMap((store) => store.files ?? []), ...pod.secrets];
    return {
        serviceAccountName: pod.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(),
        terminationGracePeriodSeconds: pod.timings.terminationGracePeriodSeconds,
        topologySpreadConstraints: spread(pod.labels),
        containers: [appContainer(pod, files)],
        volumes: [
            scratchVolume("tmp", "64Mi"),
            ...files.map(({ name, key, fileVariable }) => ({
                name: volumeName(fileVariable),
                // Readable by the pod's group only, which is the app's.
                secret: { secretName: name, items: [{ key, path: key }], defaultMode: 0o440 },
            })),
        ],
    };
}

function appContainer(pod: PodNumbers, files: StoreFile[]): core.v1.Container {
    const fileVariables = files.map(({ fileVariable, key }) => ({
        name: fileVariable,
        value: `${secretFolder}/${volumeName(fileVariable)}/${key}`,
    }));
    return {
        name: "app",
        image: pod.image,
        ports: [{ name: "http", containerPort: appPort }],
        env: [...Object.entries(podEnvironment(pod)).map(([name, value]) => ({ name, value })), ...fileVariables],
        resources: {
            requests: { cpu: pod.resources.cpu, memory: pod.resources.memory },
            // No CPU limit: it would slow a pod down while its node has time to spare.
            limits: { memory: pod.resources.memoryLimit },
        },
        securityContext: containerSecurityContext(),
        lifecycle: { preStop: { sleep: { seconds: pod.timings.preStopSeconds } } },
        ...probes(),
        // The last log lines of a crashed container become its status, which `pulumi up` prints.
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "tmp", mountPath: "/tmp" },
            ...files.map(({ fileVariable }) => ({
                name: volumeName(fileVariable),
                mountPath: `${secretFolder}/${volumeName(fileVariable)}`,
                readOnly: true,
            })),
        ],
    };
}

function podEnvironment(pod: PodNumbers): Record<string, pulumi.Input<string>> {
    return {
        ...pod.environment,
        LISTEN: `:${appPort}`,
        COLOR: pod.color,
        DRAIN_SECONDS: String(pod.timings.drainSeconds),
        // The load balancer, which every foundation has one of: it writes the client's address into X-Forwarded-For.
        TRUSTED_PROXIES: "1",
        ...Object.fromEntries(pod.stores.flatMap(({ environment }) => Object.entries(environment))),
    };
}

function probes(): Pick<core.v1.Container, "startupProbe" | "readinessProbe" | "livenessProbe"> {
    const get = (path: string) => ({ httpGet: { path, port: "http" } });
    return {
        startupProbe: { ...get("/livez"), periodSeconds: 1, failureThreshold: 60, timeoutSeconds: 1 },
        readinessProbe: { ...get("/readyz"), periodSeconds: 2, failureThreshold: 2, timeoutSeconds: 2 },
        // Slower to judge than readiness: a restart loses the requests that the pod has.
        livenessProbe: { ...get("/livez"), periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
    };
}

function spread(labels: Record<string, string>): core.v1.TopologySpreadConstraint[] {
    return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
        topologyKey,
        maxSkew: 1,
        // A missing zone must not keep pods from starting.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
        // Only pods of the same revision count, or a rollout would be spread around the pods that it replaces.
        matchLabelKeys: ["pod-template-hash"],
    }));
}

/** The volume of a Secret's key, by the environment variable that names its file. */
export function volumeName(fileVariable: string): string {
    return fileVariable.toLowerCase().replaceAll("_", "-");
}
