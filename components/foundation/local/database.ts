import { StatefulSet } from "@pulumi/kubernetes/apps/v1";
import { Secret, Service } from "@pulumi/kubernetes/core/v1";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type { apps, core, networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";

import { type Transform, transformed } from "../../transform";
import { containerSecurityContext, podSecurityContext, scratchVolume } from "../../workload/hardening";
import type { Store } from "../foundation";
import { appRole, localMigrationRole, ownerRole } from "./database-roles";
import { clientOnlyPolicy, storeEgress, storeLabels } from "./store";

export interface DatabaseArgs {
    /** Namespace of all objects. Changing it replaces, and the new database is empty. */
    namespace: pulumi.Input<string>;
    /** PostgreSQL's image by digest. Changing it restarts the database. */
    image: string;
    /** Password of the workloads' role, which reads and writes the tables. Changing it restarts neither them nor the database: do. */
    password: pulumi.Input<string>;
    /** Password of the role that changes the schema: that of migrations. As with `password`. */
    ownerPassword: pulumi.Input<string>;
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
const databaseName = "alchemorsel";

/** Of `max_connections` (100, in the image's postgresql.conf); the rest is for migrations and for people. */
const connections = 72;

const [secretKey, secretFolder] = ["password", "/var/run/secrets/alchemorsel"];

/** One PostgreSQL with a volume that outlives it. Only workloads that use the database can reach it. */
export class Database extends pulumi.ComponentResource {
    /** How workloads reach it. */
    public readonly store: Store;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super("alchemorsel:foundation:Database", name, {}, opts);
        const secret = this.createSecret(`${name}-credentials`, appRole.secret, args.namespace, args.password);
        const owner = this.createSecret(
            `${name}-owner-credentials`,
            ownerRole.secret,
            args.namespace,
            args.ownerPassword,
        );
        const service = this.createService(name, args);
        const policy = this.createNetworkPolicy(name, args);
        this.createStatefulSet(name, args, { app: secret.metadata.name, owner: owner.metadata.name }, policy);
        this.store = {
            environment: {
                DATABASE_HOST: service.metadata.name,
                DATABASE_PORT: String(port),
                DATABASE_NAME: databaseName,
                DATABASE_USER: appRole.user,
                // PostgreSQL here has no certificate; its NetworkPolicy keeps others away.
                DATABASE_SSLMODE: "prefer",
            },
            connections,
            ...storeEgress("database", port),
            files: [{ name: secret.metadata.name, key: secretKey, fileVariable: "DATABASE_PASSWORD_FILE" }],
            migrationRole: { ...localMigrationRole, secrets: { DATABASE_PASSWORD_FILE: owner.metadata.name } },
        };
        this.registerOutputs({});
    }

    private createSecret(
        name: string,
        secret: string,
        namespace: DatabaseArgs["namespace"],
        password: pulumi.Input<string>,
    ): Secret {
        return new Secret(
            name,
            {
                metadata: { name: secret, namespace, labels: storeLabels("database") },
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

    private createStatefulSet(name: string, args: DatabaseArgs, secrets: RoleSecrets, policy: NetworkPolicy): void {
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
                template: { metadata: { labels }, spec: podSpec(args.image, secrets) },
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

/** Names of the Secrets of the roles' passwords. */
type RoleSecrets = Record<"app" | "owner", pulumi.Input<string>>;

function podSpec(image: string, secrets: RoleSecrets): core.v1.PodSpec {
    const passwords = (role: keyof RoleSecrets) => ({
        name: `${role}-credentials`,
        secret: { secretName: secrets[role], items: [{ key: secretKey, path: secretKey }], defaultMode: 0o440 },
    });
    return {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: podSecurityContext(user),
        // A fast shutdown writes a checkpoint; without one the next start replays the log first.
        terminationGracePeriodSeconds: 60,
        containers: [container(image)],
        volumes: [scratchVolume("tmp", "64Mi"), scratchVolume("run", "16Mi"), passwords("app"), passwords("owner")],
    };
}

function container(image: string): core.v1.Container {
    const ready = { exec: { command: ["/usr/local/bin/ready"] }, timeoutSeconds: 5 };
    const environment = {
        POSTGRES_DB: databaseName,
        POSTGRES_USER: appRole.user,
        POSTGRES_PASSWORD_FILE: `${secretFolder}/app/${secretKey}`,
        POSTGRES_OWNER: ownerRole.user,
        POSTGRES_OWNER_PASSWORD_FILE: `${secretFolder}/owner/${secretKey}`,
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
            { name: "app-credentials", mountPath: `${secretFolder}/app`, readOnly: true },
            { name: "owner-credentials", mountPath: `${secretFolder}/owner`, readOnly: true },
        ],
    };
}
