import * as fs from "node:fs";
import * as https from "node:https";

import type { KubeConfig } from "@kubernetes/client-node/dist/config.js";

import type { ClusterAccess } from "./reader";

/** How to reach an API server: its URL and the options of each request to it. */
export interface Connection {
    server: string;
    options: https.RequestOptions;
}

interface Kubeconfig {
    "current-context"?: string;
    clusters?: { name: string; cluster: Record<string, unknown> }[];
    contexts?: { name: string; context: { cluster: string; user: string } }[];
    users?: { name: string; user: Record<string, unknown> }[];
}

/** Opens a kubeconfig. */
export async function connect(access: ClusterAccess): Promise<Connection> {
    return (await connectWithCertificates(access)) ?? (await connectWithClient(access));
}

/**
 * A kubeconfig whose certificates lie in it, as the embedded cluster's, is read here: loading the Kubernetes client
 * takes a second, which would be a good part of a switch.
 */
async function connectWithCertificates({ kubeconfig, context }: ClusterAccess): Promise<Connection | undefined> {
    if (kubeconfig === undefined) {
        return undefined;
    }
    const { parse } = await import("yaml");
    const config = parse(fs.readFileSync(kubeconfig, "utf8")) as Kubeconfig;
    const chosen = config.contexts?.find(({ name }) => name === (context ?? config["current-context"]))?.context;
    const cluster = config.clusters?.find(({ name }) => name === chosen?.cluster)?.cluster ?? {};
    const user = config.users?.find(({ name }) => name === chosen?.user)?.user ?? {};
    if (!hasOnly(cluster, "server", "certificate-authority-data")) {
        return undefined;
    }
    if (!hasOnly(user, "client-certificate-data", "client-key-data")) {
        return undefined;
    }
    const [ca, cert, key] = [
        cluster["certificate-authority-data"],
        user["client-certificate-data"],
        user["client-key-data"],
    ].map((data) => Buffer.from(data as string, "base64"));
    return {
        server: cluster.server as string,
        options: { agent: new https.Agent({ ca, cert, key, keepAlive: true }) },
    };
}

/** Opens a kubeconfig that is in no file. */
export async function connectWithContent(kubeconfig: string): Promise<Connection> {
    const config = await newKubeConfig();
    config.loadFromString(kubeconfig);
    return connectionOf(config);
}

/** Every other kind of kubeconfig (plugins, tokens, proxies) is the Kubernetes client's to read. */
async function connectWithClient({ kubeconfig, context }: ClusterAccess): Promise<Connection> {
    const config = await newKubeConfig();
    if (kubeconfig === undefined) {
        config.loadFromDefault();
    } else {
        config.loadFromFile(kubeconfig);
    }
    if (context !== undefined) {
        if (config.getContextObject(context) === null) {
            const known = config.getContexts().map(({ name }) => name);
            throw new Error(`the kubeconfig has no context ${context}; it has: ${known.join(", ") || "none"}`);
        }
        config.setCurrentContext(context);
    }
    return connectionOf(config);
}

async function newKubeConfig(): Promise<KubeConfig> {
    // This file of the client alone: with the rest of it, an import takes twice as long.
    const client = await import("@kubernetes/client-node/dist/config.js");
    return new client.KubeConfig();
}

async function connectionOf(config: KubeConfig): Promise<Connection> {
    const server = config.getCurrentCluster()?.server;
    if (server === undefined) {
        throw new Error("the kubeconfig names no current cluster");
    }
    const options: https.RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    return { server, options };
}

/** Whether a part of a kubeconfig has these keys, all of them and no others. */
function hasOnly(part: Record<string, unknown>, ...keys: string[]): boolean {
    return Object.keys(part).length === keys.length && keys.every((key) => typeof part[key] === "string");
}
