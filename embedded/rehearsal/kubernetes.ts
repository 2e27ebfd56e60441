import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { CoreV1Api, type V1Node } from "@kubernetes/client-node";

import { clusterOf } from "../cluster/cluster-of";
import { kubeconfigFile, writeKubeconfigs } from "../cluster/kubeconfig";
import { writePartConfigs } from "../cluster/part-configs";
import { PartProcess } from "../cluster/part-process";
import { type Part, parts } from "../cluster/parts";
import { ensurePki } from "../cluster/pki";
import { apiServerUrl, type ClusterSettings, type Ports, stateFile } from "../cluster/settings";
import { UserError } from "../errors";
import { freePort } from "../free-port";
import { lastLines } from "../process";
import type { Progress } from "../progress";
import { ensureDebs, ensureTools } from "../tools";
import { externalSecrets, externalSecretsPart } from "./external-secrets";
import { writeStages } from "./stages";

export interface SimulatedOptions {
    readonly name: string;
    /** Everything that it keeps, in one folder. */
    readonly state: string;
    /** Availability zones that have a node each. */
    readonly zones: readonly string[];
    /** URL that says whose a bearer token is. */
    readonly tokenReview: string;
    /** URL of a Secrets Manager that ExternalSecrets are read from; default: nobody reads them. */
    readonly secretsManager?: string;
}

/** How to reach it. */
export interface SimulatedKubernetes {
    /** URL of the API server. */
    readonly server: string;
    /** Its authority's certificate in PEM, in Base64. */
    readonly caData: string;
    /** File with which kubectl has every right. */
    readonly kubeconfig: string;
}

const patience = 120_000;

/**
 * Lets `use` work with a Kubernetes whose control plane is real and whose nodes and pods KWOK simulates: a pod is ready as soon as
 * it has a node, a Job completes, no image is pulled. It needs no rights on this machine, and ends with this process however
 * that one ends. https://kwok.sigs.k8s.io
 */
export async function withSimulatedKubernetes<T>(
    options: SimulatedOptions,
    progress: Progress,
    use: (kubernetes: SimulatedKubernetes) => Promise<T>,
): Promise<T> {
    const settings = await settingsOf(options, progress);
    const processes = new Map(
        [...parts(settings), ...(await controllers(settings, options))].map((part) => [
            part.name,
            new PartProcess(part, settings, () => undefined),
        ]),
    );
    const running = [...processes.values()].map((each) => each.run(processes));
    try {
        await progress.step("Kubernetes without nodes", (report) => untilReady(settings, processes, report));
        const kubeconfig = kubeconfigFile(settings);
        await createNodes(kubeconfig, options.zones);
        const caData = fs.readFileSync(stateFile(settings, "pki/ca.crt")).toString("base64");
        return await use({ server: apiServerUrl(settings), caData, kubeconfig });
    } finally {
        // In the reverse order, so that none looks in vain for what it needs.
        for (const each of [...processes.values()].reverse()) await each.stop();
        await Promise.all(running);
    }
}

async function settingsOf(options: SimulatedOptions, progress: Progress): Promise<ClusterSettings> {
    const { name, state, tokenReview, secretsManager } = options;
    const secrets = secretsManager === undefined ? [] : (["external-secrets"] as const);
    const programs = await ensureTools(["kubernetes", "kwok", ...secrets], progress);
    const debs = await ensureDebs(["etcd-server"], progress);
    programs.set("etcd", path.join(debs, "usr/bin/etcd"));
    const settings: ClusterSettings = {
        ...{ name, state, debs, images: {}, gatewayApi: "", port: 0 },
        link: { host: "127.0.0.1", node: "127.0.0.1" },
        programs: Object.fromEntries(programs),
        simulated: { ports: await freePorts(), tokenReview, stages: await writeStages(state) },
    };
    for (const folder of ["logs", "etcd"]) fs.mkdirSync(stateFile(settings, folder), { recursive: true, mode: 0o700 });
    await ensurePki(settings);
    writeKubeconfigs(settings);
    writePartConfigs(settings);
    return settings;
}

/** Programs of charts that run all the same, beside the cluster. */
async function controllers(settings: ClusterSettings, { secretsManager }: SimulatedOptions): Promise<Part[]> {
    return secretsManager === undefined ? [] : [externalSecrets(settings, secretsManager, await freePort())];
}

async function freePorts(): Promise<Ports> {
    return {
        etcd: await freePort(),
        etcdPeer: await freePort(),
        apiServer: await freePort(),
        controllerManager: await freePort(),
        scheduler: await freePort(),
        kwok: await freePort(),
    };
}

async function untilReady(
    settings: ClusterSettings,
    processes: ReadonlyMap<string, PartProcess>,
    report: (detail: string) => void,
): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
        const needed = [...processes.values()]
            .map(({ status }) => status)
            .filter(({ name }) => name !== externalSecretsPart);
        const waiting = needed.filter(({ state }) => state !== "ready");
        const [first] = waiting;
        if (first === undefined) return;
        report(waiting.map(({ name, waitsFor, state }) => `${name}: ${waitsFor ?? state}`).join("; "));
        if (Date.now() > end) {
            const log = fs.readFileSync(stateFile(settings, "logs", `${first.name}.log`), "utf8");
            throw new UserError(`${first.name} did not come up; the last lines of its log:\n${lastLines(log, 15)}`);
        }
        await delay(50);
    }
}

/** KWOK takes care of every node that there is. */
async function createNodes(kubeconfig: string, zones: readonly string[]): Promise<void> {
    const api = clusterOf(kubeconfig).makeApiClient(CoreV1Api);
    for (const zone of zones) await api.createNode({ body: node(zone) });
}

function node(zone: string): V1Node {
    const name = `node-${zone}`;
    const labels = {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "topology.kubernetes.io/region": zone.slice(0, -1),
        "topology.kubernetes.io/zone": zone,
    };
    const resources = { cpu: "32", memory: "256Gi", pods: "250" };
    return { metadata: { name, labels }, status: { allocatable: resources, capacity: resources } };
}
