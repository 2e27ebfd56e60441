import { spawn } from "node:child_process";
import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";

import { expect } from "chai";

import { AppsV1Api, BatchV1Api, CoreV1Api, DiscoveryV1Api, KubeConfig, Watch } from "@kubernetes/client-node";

import { removeTemporaryFolders, temporaryFolder, until } from "../embedded/tools/fixture";
import { type HeldKubernetes, holdKubernetes } from "./held-kubernetes";
import { processesOf } from "./processes-of";

const zones = ["eu-central-1a", "eu-central-1b"];
const [namespace, labels] = ["default", { app: "shop" }];
/** Nobody has it, and nobody asks for it. */
const image = `registry.example/shop@sha256:${"1".repeat(64)}`;

describe("Kubernetes with simulated nodes", function () {
    this.timeout(300_000);
    let webhook: http.Server;
    let kubernetes: HeldKubernetes;
    let config: KubeConfig;
    let state: string;

    before(async () => {
        webhook = await tokenWebhook();
        state = temporaryFolder();
        kubernetes = await holdKubernetes({ name: "test", state, zones, tokenReview: urlOf(webhook) });
        config = new KubeConfig();
        config.loadFromFile(kubernetes.kubeconfig);
    });

    after(async () => {
        await kubernetes.stop();
        webhook.close();
        expect(await processesOf(state), "processes that are left").to.deep.equal([]);
        removeTemporaryFolders();
    });

    it("has a node in each zone", async () => {
        const { items } = await config.makeApiClient(CoreV1Api).listNode();
        expect(items.map(({ metadata }) => metadata?.labels?.["topology.kubernetes.io/zone"]).sort()).to.deep.equal(
            zones,
        );
    });

    it("tells who watches from the beginning what there is, as a node's simulation does", async () => {
        const from = { resourceVersion: "0", allowWatchBookmarks: true };
        const [phase, node] = await firstEvent(config, "/api/v1/nodes", from);
        expect(phase, JSON.stringify(node)).to.equal("ADDED");
    });

    it("makes a Deployment available and gives its Service endpoints, whatever its image", async () => {
        const template = { metadata: { labels }, spec: { containers: [{ name: "shop", image }] } };
        const spec = { replicas: 2, selector: { matchLabels: labels }, template };
        const apps = config.makeApiClient(AppsV1Api);
        await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: "shop" }, spec } });
        await config.makeApiClient(CoreV1Api).createNamespacedService({
            namespace,
            body: { metadata: { name: "shop" }, spec: { selector: labels, ports: [{ port: 80 }] } },
        });
        await until(
            async () => {
                const { status } = await apps.readNamespacedDeployment({ namespace, name: "shop" });
                return status?.availableReplicas === 2;
            },
            "the Deployment is available",
            60_000,
        );
        await until(
            async () => {
                const labelSelector = "kubernetes.io/service-name=shop";
                const slices = config.makeApiClient(DiscoveryV1Api);
                const { items } = await slices.listNamespacedEndpointSlice({ namespace, labelSelector });
                return (
                    items.flatMap(({ endpoints = [] }) => endpoints).filter((each) => each.conditions?.ready).length ===
                    2
                );
            },
            "its Service has two endpoints",
            60_000,
        );
    });

    it("completes a Job", async () => {
        const template = { spec: { restartPolicy: "Never", containers: [{ name: "job", image }] } };
        const jobs = config.makeApiClient(BatchV1Api);
        await jobs.createNamespacedJob({ namespace, body: { metadata: { name: "job" }, spec: { template } } });
        await until(
            async () => {
                const { status } = await jobs.readNamespacedJob({ namespace, name: "job" });
                return status?.succeeded === 1;
            },
            "the Job is complete",
            60_000,
        );
    });

    it("lets in whom the webhook vouches for, and nobody else", async () => {
        const status = async (token: string) => {
            const cluster = { name: "c", server: kubernetes.server, caData: kubernetes.caData };
            const user = { name: "u", token };
            const other = new KubeConfig();
            other.loadFromOptions({ clusters: [cluster], users: [user], ...one });
            return other
                .makeApiClient(CoreV1Api)
                .listNode()
                .then(
                    () => 200,
                    (error: unknown) => (error as { code: number }).code,
                );
        };
        const one = { contexts: [{ name: "x", cluster: "c", user: "u" }], currentContext: "x" };
        expect(await status("vouched-for")).to.equal(200);
        expect(await status("somebody-else")).to.equal(401);
    });

    it("ends with its process, also when that is killed", async () => {
        const folder = temporaryFolder();
        const script = path.join(__dirname, "hold-kubernetes.ts");
        const child = spawn(process.execPath, ["--require", "sucrase/register/ts", script, folder], {
            stdio: ["ignore", "pipe", "inherit"],
        });
        await once(child.stdout, "data");
        expect(await processesOf(folder)).to.have.length.at.least(5);
        child.kill("SIGKILL");
        await until(async () => (await processesOf(folder)).length === 0, "all of its programs have ended");
    });
});

/** The first event of a watch. */
async function firstEvent(config: KubeConfig, from: string, query: Record<string, string | boolean>) {
    let controller: AbortController | undefined;
    try {
        return await new Promise<[phase: string, object: unknown]>((resolve, reject) => {
            const tell = (phase: string, object: unknown) => {
                resolve([phase, object]);
            };
            new Watch(config).watch(from, query, tell, reject).then((started) => (controller = started), reject);
        });
    } finally {
        controller?.abort();
    }
}

function urlOf(server: http.Server): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/review`;
}

/** Vouches for one token. */
async function tokenWebhook(): Promise<http.Server> {
    const server = http.createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
            const { spec } = JSON.parse(Buffer.concat(chunks).toString()) as { spec: { token: string } };
            const user = { username: "tester", groups: ["system:masters"] };
            const status = spec.token === "vouched-for" ? { authenticated: true, user } : { authenticated: false };
            const answer = { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", status };
            response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
        });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
}
