import { expect } from "chai";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { core } from "@pulumi/kubernetes/types/input";

import { prometheusPod } from "../../../components/foundation/local/prometheus-pod";
import { scrapeConfig } from "../../../components/foundation/local/scrape-config";
import { ensureImages } from "../../../embedded/images";
import { silentProgress } from "../../../embedded/progress";
import { freePort } from "../../../embedded/free-port";
import { unpack } from "./archive";
import { temporaryFolder } from "./support";

interface Sample {
    metric: Record<string, string>;
    value: [time: number, value: string];
}

interface Job {
    job_name: "workloads" | "gateway";
    kubernetes_sd_configs?: object;
    static_configs?: object[];
}

/** What a pod tells, and what Kubernetes tells of the pod. */
interface Target {
    job: Job["job_name"];
    pod: Record<string, string>;
    metrics: () => string;
}

/** As Prometheus would find it in Kubernetes. */
const meta = (pod: Record<string, string>) =>
    Object.fromEntries(Object.entries(pod).map(([name, value]) => [`__meta_kubernetes_pod_${name}`, value]));

const app = (color: string, port = "8080"): Target => ({
    job: "workloads",
    pod: {
        name: `recipes-${color}-1`,
        container_port_number: port,
        label_app_kubernetes_io_name: "recipes",
        label_alchemorsel_dev_color: color,
    },
    metrics: () => "# TYPE http_requests_in_flight gauge\nhttp_requests_in_flight 1\n# EOF\n",
});

/** A counter that came with its first failure. */
const failedAt = Date.now() / 1000;
const services = ["alchemorsel-recipes-blue-http-8080", "alchemorsel-two-words-green-http-8080"];
const others = ["gateway-health-http-9000", "shop-recipes-blue-http-8080", "alchemorsel-recipes-red-http-8080"];

const traefik = (name: string, port = "9100"): Target => ({
    job: "gateway",
    pod: { name, container_port_number: port },
    metrics: () =>
        [
            "# TYPE traefik_open_connections gauge",
            'traefik_open_connections{entrypoint="web"} 7',
            "# TYPE traefik_service_requests counter",
            ...[...services, ...others].flatMap((service) => [
                `traefik_service_requests_total{code="500",service="${service}@kubernetesgateway"} 3`,
                `traefik_service_requests_created{code="500",service="${service}@kubernetesgateway"} ${failedAt}`,
            ]),
            "# EOF\n",
        ].join("\n"),
});

describe("the Prometheus image, as a local stack runs it,", function () {
    // Where nobody has built the program yet, it is built.
    this.timeout(1_800_000);
    let folder: string;
    let port: number;
    let program: ChildProcess | undefined;
    let output = "";
    const servers: http.Server[] = [];

    before(async () => {
        folder = temporaryFolder();
        const image = (await ensureImages(["prometheus"], silentProgress)).get("prometheus")!;
        const root = path.join(folder, "root");
        const { User, Entrypoint } = await unpack(image, root);
        port = await freePort();
        const pod = prometheusPod({ image: image.reference, port, config: "config", serviceAccount: "prometheus" });
        const [container] = pod.containers as core.v1.Container[];
        const targets = [
            app("blue"),
            app("green"),
            app("blue", "9999"),
            traefik("one"),
            traefik("two"),
            traefik("three", "8000"),
        ];
        write(root, "etc/prometheus/prometheus.yml", await withTargets(targets));
        fs.mkdirSync(path.join(root, "prometheus"));
        fs.chownSync(path.join(root, "prometheus"), ...(User.split(":").map(Number) as [number, number]));
        const args = (container!.args as string[]).map((arg) => arg.replace(`:${port}`, `127.0.0.1:${port}`));
        program = spawn("/usr/sbin/chroot", [`--userspec=${User}`, root, ...Entrypoint, ...args], { env: {} });
        for (const stream of [program.stdout, program.stderr]) {
            stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
        }
        await scraped();
    });

    after(async () => {
        if (program?.exitCode === null) {
            program.kill("SIGTERM");
            await once(program, "exit");
        }
        for (const server of servers) server.close();
        fs.rmSync(folder, { recursive: true });
    });

    /** The stack's own config, with these targets where Kubernetes would be asked for pods. */
    async function withTargets(targets: readonly Target[]): Promise<string> {
        const config = JSON.parse(scrapeConfig("alchemorsel", "gateway")) as { scrape_configs: Job[] };
        for (const job of config.scrape_configs) {
            delete job.kubernetes_sd_configs;
            job.static_configs = await Promise.all(
                targets
                    .filter((target) => target.job === job.job_name)
                    .map(async ({ pod, metrics }) => ({ targets: [await serve(metrics)], labels: meta(pod) })),
            );
        }
        return JSON.stringify(config);
    }

    async function serve(metrics: () => string): Promise<string> {
        const server = http.createServer((_, response) => {
            response.setHeader("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
            response.end(metrics());
        });
        servers.push(server);
        await once(server.listen(0, "127.0.0.1"), "listening");
        return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    }

    async function get<T>(path: string): Promise<T> {
        const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
        return ((await response.json()) as { data: T }).data;
    }

    async function query(promQl: string): Promise<Sample[]> {
        return (await get<{ result: Sample[] }>(`query?query=${encodeURIComponent(promQl)}`)).result;
    }

    /** Waits until every target that it has chosen was asked once. */
    async function scraped(): Promise<void> {
        const none = { activeTargets: [] };
        const end = Date.now() + 60_000;
        for (;;) {
            const { activeTargets } = await get<{ activeTargets: { health: string }[] }>("targets").catch(() => none);
            if (activeTargets.length > 0 && activeTargets.every(({ health }) => health === "up")) return;
            if (Date.now() > end || program?.exitCode !== null) throw new Error(`nothing is watched:\n${output}`);
            await sleep(100);
        }
    }

    it("watches the port of the workloads' pods, by workload, color and pod", async () => {
        const found = await query("http_requests_in_flight");
        expect(found.map(({ metric }) => [metric.workload, metric.color, metric.pod])).to.have.deep.members([
            ["recipes", "blue", "recipes-blue-1"],
            ["recipes", "green", "recipes-green-1"],
        ]);
    });

    it("knows of each of the Gateway controller's pods what it sent to which color, and nothing of other stacks", async () => {
        const found = await query("traefik_service_requests_total");
        expect(found.map(({ metric }) => [metric.pod, metric.workload, metric.color])).to.have.deep.members(
            ["one", "two"].flatMap((pod) => [
                [pod, "recipes", "blue"],
                [pod, "two-words", "green"],
            ]),
        );
        expect(found.filter(({ metric }) => "service" in metric)).to.be.empty;
        expect(await query("traefik_open_connections")).to.be.empty;
    });

    it("counts a color's first failures, with which their counter began", async () => {
        const [sum] = await query("sum(increase(traefik_service_requests_total{color='green'}[5m] anchored))");
        expect(Number(sum!.value[1])).to.equal(6);
    });
});

function write(root: string, file: string, content: string): void {
    fs.mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), content);
}
