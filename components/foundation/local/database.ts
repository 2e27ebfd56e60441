import { StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { Secret, Service } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { apps, core, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";
import { containerSecurityContext, podSecurityContext, scratchVolume } from "../../workload/hardening";
import type { Store } from "../foundation";
import { clientOnlyPolicy, storeEgress, storeLabels } from "./store";

export interface DatabaseArgs {
    /** Namespace of all objects. Changing it replaces, and the new database is empty. */
    namespace: pulumi.Input<string>;
    /** PostgreSQL's image by digest. Changing it restarts the database. */
    image: string;
    /** Password of the user. It is set when the data is created: changing it later locks the app out. */
    password: pulumi.Input<string>;
    /** Size of the volume, from the cluster's default StorageClass; default 1Gi. Not to be changed. */
    storage?: string;
    /** Bends a child. */
    transform?: {
        statefulSet?: Transform<apps.v1.StatefulSet>;
        service?: Transform<core.v1.Service>;
        networkPolicy?: Transform<networking.v1.NetworkPolicy>;
    };
}

const port = 5432;
const user = 999;
const [databaseName, databaseUser] = ["alchemorsel", "alchemorsel"];
const [secretKey, secretFolder] = ["password", "/var/run/secrets/alchemorsel/database"];

/** One PostgreSQL with a volume that outlives it. Only workloads that use the database can reach it. */
export class Database extends pulumi.ComponentResource {
    /** How workloads reach it. */
    public readonly store: Store;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:Database", name, {}, opts);
        const secret = this.createSecret(name, args);
        const service = this.createService(name, args);
        const policy = this.createNetworkPolicy(name, args);
        this.createStatefulSet(name, args, secret, policy);
        this.store = {
            environment: {
                DATABASE_HOST: service.metadata.name,
                DATABASE_PORT: String(port),
                DATABASE_NAME: databaseName,
                DATABASE_USER: databaseUser,
                // PostgreSQL here has no certificate; its NetworkPolicy keeps others away.
                DATABASE_SSLMODE: "prefer",
            },
            ...storeEgress("database", port),
            files: [{ name: secret.metadata.name, key: secretKey, fileVariable: "DATABASE_PASSWORD_FILE" }],
        };
        this.registerOutputs({});
    }

    private createSecret(name: string, { namespace, password }: DatabaseArgs): Secret {
        return new Secret(
            `${name}-credentials`,
            {
                metadata: { name: "database-credentials", namespace, labels: storeLabels("database") },
                // The SDK makes it a secret of the engine's too: encrypted in the state, masked in the plan.
                stringData: { [secretKey]: password },
            },
            { parent: this },
        );
    }

    private createService(name: string, { namespace, transform }: DatabaseArgs): Service {
        const service: core.v1.Service = {
            metadata: {
                name: "database",
                namespace,
                labels: storeLabels("database"),
                annotations: { "pulumi.com/skipAwait": "true" },
            },
            spec: {
                selector: storeLabels("database"),
                ports: [{ name: "postgresql", port, targetPort: "postgresql" }],
            },
        };
        return new Service(`${name}-service`, ...transformed(transform?.service, service, { parent: this }));
    }

    private createNetworkPolicy(name: string, { namespace, transform }: DatabaseArgs): NetworkPolicy {
        const policy = clientOnlyPolicy("database", namespace, port);
        return new NetworkPolicy(
            `${name}-network-policy`,
            ...transformed(transform?.networkPolicy, policy, { parent: this }),
        );
    }

    private createStatefulSet(name: string, args: DatabaseArgs, secret: Secret, policy: NetworkPolicy): void {
        const labels = storeLabels("database");
        const statefulSet: apps.v1.StatefulSet = {
            metadata: { name: "database", namespace: args.namespace, labels },
            spec: {
                serviceName: "database",
                // In order, a pod that never gets ready would keep the update that mends it from replacing it.
                podManagementPolicy: "Parallel",
                replicas: 1,
                selector: { matchLabels: labels },
                persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
                template: { metadata: { labels }, spec: podSpec(args.image, secret.metadata.name) },
                volumeClaimTemplates: [
                    {
                        metadata: { name: "data" },
                        spec: {
                            accessModes: ["ReadWriteOnce"],
                            resources: { requests: { storage: args.storage ?? "1Gi" } },
                        },
                    },
                ],
            },
        };
        new StatefulSet(
            `${name}-stateful-set`,
            ...transformed(args.transform?.statefulSet, statefulSet, {
                parent: this,
                dependsOn: policy,
                customTimeouts: { create: "3m", update: "3m" },
            }),
        );
    }
}

function podSpec(image: string, secretName: pulumi.Input<string>): core.v1.PodSpec {
    return {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(user),
        // A fast shutdown writes a checkpoint; without one the next start replays the log first.
        terminationGracePeriodSeconds: 60,
        containers: [container(image)],
        volumes: [
            scratchVolume("tmp", "64Mi"),
            scratchVolume("run", "16Mi"),
            {
                name: "credentials",
                secret: { secretName, items: [{ key: secretKey, path: secretKey }], defaultMode: 0o440 },
            },
        ],
    };
}

function container(image: string): core.v1.Container {
    const ready = { exec: { command: ["/usr/local/bin/ready"] }, timeoutSeconds: 5 };
    const environment = {
        POSTGRES_DB: databaseName,
        POSTGRES_USER: databaseUser,
        POSTGRES_PASSWORD_FILE: `${secretFolder}/${secretKey}`,
        PGDATA: "/var/lib/postgresql/data/pgdata",
    };
    return {
        name: "postgresql",
        image,
        ports: [{ name: "postgresql", containerPort: port }],
        env: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
        securityContext: containerSecurityContext(),
        startupProbe: { ...ready, periodSeconds: 1, failureThreshold: 120 },
        readinessProbe: { ...ready, periodSeconds: 5, failureThreshold: 2 },
        // Recovery after a crash takes its time, and a restart would only begin it anew.
        livenessProbe: { ...ready, periodSeconds: 15, failureThreshold: 6 },
        terminationMessagePolicy: "FallbackToLogsOnError",
        volumeMounts: [
            { name: "data", mountPath: "/var/lib/postgresql/data" },
            { name: "tmp", mountPath: "/tmp" },
            { name: "run", mountPath: "/run/postgresql" },
            { name: "credentials", mountPath: secretFolder, readOnly: true },
        ],
    };
}
