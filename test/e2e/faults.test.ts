import * as fs from "node:fs";
import * as path from "node:path";

import { CustomObjectsApi, V1Pod } from "@kubernetes/client-node";
import { expect } from "chai";

import { nodePid, readStatus } from "../../embedded/cluster";
import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { everyWriteIsThere, noneOf } from "./ledger";
import { Answer, failures, Load } from "../../embedded/load/load";
import { succeeded, TestPlatform } from "./platform";
import { containerPid, eventually, partPid, partStatus, pods } from "./processes";

/** Whatever is killed with kill -9, with the load running: what must keep serving does, and all comes back by itself. */
describe("bad luck", () => {
    let platform: TestPlatform;
    let k6: string;
    let load: Load;
    /** Ids of all recipes whose writing was ever confirmed. */
    const ledger: Answer[] = [];

    before(async () => {
        platform = await TestPlatform.create("faults");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
    });

    after(async () => {
        await platform.destroy();
    });

    beforeEach(async () => {
        const { address, editorKey, stateHome: folder } = platform;
        load = Load.start({ address, k6, editorKey, seconds: 600, kept: 60, fresh: 30, write: 10, folder });
        await load.more(100);
    });

    afterEach(async () => {
        await endLoad();
    });

    async function endLoad(): Promise<Answer[]> {
        const answers = await load.stop();
        ledger.push(...answers.filter(({ id }) => id !== undefined));
        return answers;
    }

    async function nothingLost(): Promise<void> {
        await load.more(300);
        noneOf(failures(await endLoad()), "failed requests");
    }

    const allReady = () => eventually("all parts are ready", 120, () => readStatus(platform)?.parts.every(isReady));
    const isReady = (part: { state: string }) => part.state === "ready";

    for (const part of [
        "kube-apiserver",
        "etcd",
        "containerd",
        "kube-controller-manager",
        "kube-scheduler",
        "kube-proxy",
        "network-policies",
    ]) {
        it(`${part} is killed: no request fails, and it is ready again by itself`, async () => {
            await killPart(part);
            await nothingLost();
        });
    }

    async function killPart(part: string): Promise<void> {
        const { restarts } = partStatus(platform, part);
        process.kill(partPid(platform, part), "SIGKILL");
        await eventually(`${part} starts again`, 60, () => partStatus(platform, part).restarts > restarts);
        await allReady();
    }

    /** Kills the pod's container; returns when a new one is ready in its place, with the moments of both. */
    async function killPod(namespace: string, labels: string): Promise<{ killed: number; back: number }> {
        const isUp = (pod: V1Pod) => pod.status?.containerStatuses?.every((status) => status.ready) ?? false;
        const all = await pods(platform, namespace, labels);
        const victim = all.find(isUp);
        const name = victim?.metadata?.name;
        const restarts = (pod?: V1Pod) => pod?.status?.containerStatuses?.[0]?.restartCount ?? 0;
        const killed = Date.now();
        process.kill(containerPid(victim!), "SIGKILL");
        await eventually(`${name ?? ""} is ready again`, 120, async () => {
            const now = (await pods(platform, namespace, labels)).find((pod) => pod.metadata?.name === name);
            return now && isUp(now) && restarts(now) > restarts(victim);
        });
        return { killed, back: Date.now() };
    }

    /** A connection that was refused or reset, or the gateway's word that it met one: what a killed pod alone can cause. */
    const isBrokenConnection = ({ status }: Answer) =>
        status === 502 || (status >= 1200 && status < 1300) || status === 1000;

    /**
     * Traefik listens before it has read its routes: for a moment after a kill, the one that starts knows no path. Its readiness
     * waits for a route, but its container is there again before the node's rules have forgotten the one that was ready, and
     * Traefik offers nothing to listen later: https://github.com/traefik/traefik/issues/10458.
     */
    const isOfStartingGateway = ({ status, color }: Answer) => status === 404 && color === "-";

    for (const [what, namespace, labels] of [
        ["one of two gateways", "gateway", "app.kubernetes.io/name=traefik"],
        ["one pod of the active color", "alchemorsel", "app.kubernetes.io/name=recipes,alchemorsel.dev/color=blue"],
    ] as const) {
        it(`${what} is killed: only its own connections break, and it comes back by itself`, async function () {
            const { killed, back } = await killPod(namespace, labels);
            await load.more(300);
            const answers = await endLoad();
            const failed = failures(answers);
            const last = Math.max(0, ...failed.map(({ at }) => at - killed));
            const meanwhile = answers.filter(({ at }) => at >= killed && at <= back).length;
            console.log(
                `      ${failed.length} of ${answers.length} requests failed, the last ${last} ms after the kill; ` +
                    `it was back after ${back - killed} ms, in which ${meanwhile} were answered`,
            );
            noneOf(
                failed.filter((answer) => !isBrokenConnection(answer) && !isOfStartingGateway(answer)),
                "not a broken connection",
            );
            noneOf(
                failed.filter(({ at }) => at < killed || at > back),
                "failed at another time",
            );
            expect(failed.length, "more than its own share").to.be.at.most(meanwhile / 2 + 60);
        });
    }

    it("the database is killed while it is written to: it comes back, and every confirmed write is there", async () => {
        await killPod("alchemorsel", "app.kubernetes.io/name=database");
        await eventually("writes are confirmed again", 60, async () => (await load.more(100)).some(({ id }) => id));
        await endLoad();
        await everyWriteIsThere(platform.address, ledger);
    });

    /** The process that holds the lock of the stack: the engine, while it updates. */
    function engine(): number | undefined {
        const folder = path.join(platform.state, "pulumi/.pulumi/locks");
        const locks = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
        const lock = locks.find((file) => file.endsWith(".json"));
        return lock ? (JSON.parse(fs.readFileSync(path.join(folder, lock), "utf8")) as { pid: number }).pid : undefined;
    }

    /** The number of the route's last change. */
    async function routeGeneration(): Promise<number | undefined> {
        const api = platform.kubeConfig().makeApiClient(CustomObjectsApi);
        const gateway = { group: "gateway.networking.k8s.io", version: "v1", plural: "httproutes" };
        const list = (await api.listNamespacedCustomObject({ ...gateway, namespace: "alchemorsel" })) as {
            items: { metadata: { generation: number } }[];
        };
        return list.items[0]?.metadata.generation;
    }

    for (const [moment, reached] of [
        ["before it has touched the route", () => true],
        ["right after it has touched the route", async (before?: number) => (await routeGeneration()) !== before],
    ] as const) {
        it(`the engine is killed ${moment}: the next pulumi up recovers, and no request fails`, async () => {
            const generation = await routeGeneration();
            await platform.config(["activeColor", "green"]);
            const update = platform.up();
            const pid = await eventually("the engine updates", 60, engine);
            await eventually(moment, 60, () => reached(generation));
            process.kill(pid, "SIGKILL");
            expect((await update).code).not.to.equal(0);

            expect((await platform.mustUp()).output).to.contain(`an earlier update was killed (process ${pid})`);
            await load.more(300);
            expect(load.answers().at(-1)).to.include({ color: "green" });
            await platform.config(["activeColor", "blue"]);
            await platform.mustUp();
            await nothingLost();
        });
    }

    // Up to version 1.34, a kubelet that starts calls its running pods unready until it has probed each of them once:
    // https://github.com/kubernetes/kubernetes/issues/100277. Until then the gateway or the app may have nobody to ask,
    // and it can begin seconds after the kubelet is well: hence the long look, after the tests that allow no failure.
    it("kubelet is killed: for seconds at its start no pod may count as ready, then all is well by itself", async () => {
        await killPart("kubelet");
        await eventually("requests are answered again", 60, async () => failures(await load.more(500)).length === 0);
        await load.more(1000);
        const answers = await endLoad();
        const failed = failures(answers);
        const moment = (failed.at(-1)?.at ?? 0) - (failed[0]?.at ?? 0);
        console.log(`      ${failed.length} of ${answers.length} requests failed, within ${moment} ms`);
        noneOf(
            // The gateway's pods count as unready too: nobody takes a connection then.
            failed.filter((answer) => answer.status !== 503 && !isBrokenConnection(answer)),
            "anything but: no pod is ready",
        );
        noneOf(failures(answers.slice(-1000)), "failed after all was well");
    });

    it("everything is killed at once while it is written to: make up brings all of it back", async () => {
        process.kill(nodePid(platform)!, "SIGKILL");
        await eventually("the node is gone", 20, () => nodePid(platform) === undefined);
        await endLoad();
        await platform.must("up");
        succeeded("preview", await platform.pulumi("preview", "--expect-no-changes"));
        await everyWriteIsThere(platform.address, ledger);
    });
});
