import { CustomResource } from "@pulumi/kubernetes/apiextensions";
import * as pulumi from "@pulumi/pulumi";

import { clientLabels } from "../client-labels";
import type { Store } from "../foundation";
import { databaseAuthorities } from "./data/certificate-authority";
import { workloadConnections } from "./data/connections";
import type { Database } from "./data/database";
import { addressEgress } from "./subnet-peers";

/** Default user of the database that the workloads sign in as: the master user, whose password RDS keeps and changes. */
export const databaseUser = "alchemorsel";
export const defaultDatabaseName = "alchemorsel";

interface DatabaseStoreArgs {
    database: Database;
    region: string;
    namespace: pulumi.Input<string>;
    /** Name of the database, and of its master user. */
    names: { database: string; user: string };
    /** Blocks of the subnets of the database. */
    cidrs: string[];
    /** The database's class, which says how many connections it has. */
    instanceClass: pulumi.Input<string>;
}

/** The one that reads Secrets Manager. */
export const secretStoreRef = { kind: "SecretStore", name: "secrets-manager" };

/** The Secret that external-secrets writes, and its keys. */
const credentials = { secret: "database-credentials", password: "password", authorities: "ca.crt" };

/**
 * How workloads reach the database, and the objects that bring its password from Secrets Manager into the cluster without
 * passing through Pulumi. The Secret follows a rotation within a minute; a pod sees it a minute or so later.
 *
 * @returns The store, and what must be ready before a pod starts.
 */
export function createDatabaseStore(
    name: string,
    args: DatabaseStoreArgs,
    opts: pulumi.CustomResourceOptions,
): { store: Store; ready: pulumi.Resource } {
    const secretStore = createSecretStore(name, args, opts);
    const ready = createExternalSecret(name, args, { ...opts, dependsOn: [secretStore] });
    const file = (key: string, fileVariable: string) => ({ name: credentials.secret, key, fileVariable });
    const { database, cidrs, instanceClass, names } = args;
    const store: Store = {
        environment: {
            DATABASE_HOST: database.address,
            DATABASE_PORT: String(database.port),
            DATABASE_NAME: names.database,
            DATABASE_USER: names.user,
            DATABASE_SSLMODE: "verify-full",
        },
        connections: typeof instanceClass === "string" ? workloadConnections(instanceClass) : undefined,
        egress: [addressEgress(cidrs, database.port)],
        clientLabels: clientLabels("database"),
        files: [file(credentials.password, "DATABASE_PASSWORD_FILE"), file(credentials.authorities, "PGSSLROOTCERT")],
    };
    return { store, ready };
}

/** Reads with the rights of external-secrets itself, which has them by Pod Identity for these secrets alone. */
function createSecretStore(name: string, { region, namespace }: DatabaseStoreArgs, opts: pulumi.CustomResourceOptions) {
    return new CustomResource(
        `${name}-secret-store`,
        {
            apiVersion: "external-secrets.io/v1",
            kind: "SecretStore",
            metadata: { name: secretStoreRef.name, namespace },
            spec: { provider: { aws: { service: "SecretsManager", region } } },
        },
        opts,
    );
}

function createExternalSecret(
    name: string,
    { database, region, namespace }: DatabaseStoreArgs,
    opts: pulumi.CustomResourceOptions,
) {
    const { secret, password, authorities } = credentials;
    return new CustomResource(
        `${name}-credentials`,
        {
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            metadata: { name: secret, namespace, annotations: { "pulumi.com/waitFor": "condition=Ready" } },
            spec: {
                refreshInterval: "1m",
                secretStoreRef,
                target: {
                    name: secret,
                    creationPolicy: "Owner",
                    deletionPolicy: "Retain",
                    // The certificates are no secret; they lie where the password does so that one mount has both.
                    template: {
                        engineVersion: "v2",
                        mergePolicy: "Merge",
                        data: { [authorities]: databaseAuthorities(region) },
                    },
                },
                data: [{ secretKey: password, remoteRef: { key: database.masterSecretArn, property: "password" } }],
            },
        },
        opts,
    );
}
