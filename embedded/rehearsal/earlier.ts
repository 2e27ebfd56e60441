import type { Document } from "yaml";

const aws = (...keys: string[]) => ["config", "alchemorsel:aws", ...keys];

/** The stack's own numbers, which it comes to in the end. */
export interface Present {
    readonly zones: readonly string[];
    readonly cluster: string;
    readonly database: string;
    readonly addons: Readonly<Record<string, string>> | undefined;
}

/** Versions of the add-ons in the release of EKS before the newest that the stacks run. */
const earlierAddons: Readonly<Record<string, string>> = {
    vpcCni: "v1.20.4-eksbuild.2",
    coreDns: "v1.12.3-eksbuild.1",
    kubeProxy: "v1.34.0-eksbuild.2",
    podIdentityAgent: "v1.3.8-eksbuild.2",
};

export function presentOf(config: Document): Present {
    const { config: values } = config.toJS() as { config: { "alchemorsel:aws": AwsValues } };
    const { network, cluster, database } = values["alchemorsel:aws"];
    return {
        zones: network.zones,
        cluster: cluster.version,
        database: database.engineVersion,
        addons: cluster.compute.addonVersions,
    };
}

interface AwsValues {
    network: { zones: string[] };
    cluster: { version: string; compute: { addonVersions?: Record<string, string> } };
    database: { engineVersion: string };
}

/**
 * The stack as it could have been a year ago: one zone fewer, and one minor version less of EKS and of PostgreSQL, so that
 * its rehearsed life ends with what its file says.
 */
export function setEarlier(config: Document, present: Present): void {
    config.setIn(aws("network", "zones"), present.zones.slice(0, -1));
    config.setIn(aws("cluster", "version"), minorBefore(present.cluster));
    config.setIn(aws("database", "engineVersion"), minorBefore(present.database));
    if (present.addons !== undefined) setAddons(config, { ...present.addons, ...earlierAddons });
}

export function setZones(config: Document, { zones }: Present): void {
    config.setIn(aws("network", "zones"), zones);
}

/** The control plane with its add-ons and nodes: one update, whose order is the components' matter. */
export function setCluster(config: Document, { cluster, addons }: Present): void {
    config.setIn(aws("cluster", "version"), cluster);
    if (addons !== undefined) setAddons(config, addons);
}

export function setDatabase(config: Document, { database }: Present): void {
    config.setIn(aws("database", "engineVersion"), database);
    // Else RDS keeps it for the maintenance window.
    config.setIn(aws("database", "applyImmediately"), true);
}

/** As docs/aws.md says it, for the update before the one that deletes. */
export function setUnprotected(config: Document): void {
    config.setIn(aws("deletionProtection"), false);
    if (config.getIn(aws("environment")) === "production") config.setIn(aws("allowDeletion"), true);
}

function setAddons(config: Document, versions: Readonly<Record<string, string>>): void {
    for (const [addon, version] of Object.entries(versions))
        config.setIn(aws("cluster", "compute", "addonVersions", addon), version);
}

/** 1.34 of 1.35, 17.5 of 17.6. */
export function minorBefore(version: string): string {
    const [major = "", minor = ""] = version.split(".");
    if (!/^[1-9]\d*$/.test(minor)) throw new Error(`there is no minor version before ${version}`);
    return `${major}.${Number(minor) - 1}`;
}
