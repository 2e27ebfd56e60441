import * as fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { setTimeout as delay } from "node:timers/promises";

import { UserError } from "../errors";
import { lastLines } from "../process";
import type { Progress } from "../progress";
import { addons } from "./addons";
import { apply } from "./apply";
import { clusterOf } from "./cluster-of";
import { importImages } from "./image-store";
import { kubeconfigFile } from "./kubeconfig";
import { nodePid, nodeStarted, startNode, stopNode } from "./node";
import { untilRolledOut } from "./rollouts";
import { ClusterSettings, readSettings, stateFile } from "./settings";
import { age, readStatus, statusTable } from "./status";
import { withWarnings } from "./warnings";

export { freeLink } from "./link";
export { importImages } from "./image-store";
export { kubeconfigFile } from "./kubeconfig";
export { nodePid, stopNode } from "./node";
export { checkPort } from "./port";
export { readSettings, type ClusterSettings } from "./settings";
export { readStatus, statusTable } from "./status";

const startTimeout = 180_000;
const addonNamespaces = ["kube-system", "local-path-storage", "gateway"];

/**
 * Brings the cluster up, or to these settings; returns when all that it brings along is ready.
 *
 * @returns The references of all images that it has then.
 */
export async function upCluster(settings: ClusterSettings, progress: Progress): Promise<Set<string>> {
    await progress.step("Kubernetes", async (report) => {
        const running = programsOf(readSettings(settings.state));
        if (nodePid(settings) !== undefined && !isDeepStrictEqual(running, programsOf(settings))) {
            report("other programs than last time: restarting the node");
            await stopNode(settings);
        }
        if (nodePid(settings) === undefined) {
            await startNode(settings);
        }
        await untilReady(settings, ["containerd", "kube-apiserver"], report);
    });
    const images = await progress.step("Images into the cluster", (report) =>
        importImages(settings, Object.values(settings.images), report),
    );
    await progress.step("DNS, storage, metrics, gateway", async (report) => {
        const config = clusterOf(kubeconfigFile(settings));
        // Among them are the roles that the node's own last parts wait for.
        await apply(config, addons(settings));
        await untilReady(settings, undefined, report);
        const options = { namespaces: addonNamespaces, since: nodeStarted(settings), end: Date.now() + startTimeout };
        const waiting = await untilRolledOut(config, options, report);
        if (waiting.length > 0) {
            const lines = await withWarnings(config, waiting);
            throw new UserError([`not ready after ${age(startTimeout)}:`, ...lines].join("\n  "));
        }
    });
    return images;
}

/**
 * Waits until the pods of all that runs in the cluster are ready, as they are not for seconds after the node's start.
 *
 * @returns Those that are not, in the end: what a user runs there may be broken.
 */
export function untilWorkloadsReady(settings: ClusterSettings, report: (detail: string) => void): Promise<string[]> {
    const config = clusterOf(kubeconfigFile(settings));
    return untilRolledOut(config, { since: nodeStarted(settings), end: Date.now() + startTimeout }, report);
}

/** What a running node cannot take over without a restart. */
function programsOf(settings: ClusterSettings | undefined): unknown {
    return (
        settings && {
            programs: settings.programs,
            debs: settings.debs,
            port: settings.port,
            pause: settings.images.pause,
        }
    );
}

/** Waits for these parts of the node, or for all of them. */
async function untilReady(
    settings: ClusterSettings,
    names: readonly string[] | undefined,
    report: (detail: string) => void,
): Promise<void> {
    const end = Date.now() + startTimeout;
    for (;;) {
        const status = readStatus(settings);
        const parts = status?.parts.filter((part) => names?.includes(part.name) ?? true) ?? [];
        const waiting = parts.filter((part) => part.state !== "ready");
        if (parts.length > 0 && waiting.length === 0) {
            return;
        }
        report(waiting.map((part) => `${part.name}: ${part.waitsFor ?? part.state}`).join("; "));
        if (nodePid(settings) === undefined || Date.now() > end) {
            throw new UserError(await explain(settings));
        }
        await delay(100);
    }
}

/** Why the node does not come up: the table of its parts, and what the first part that is stuck last said. */
async function explain(settings: ClusterSettings): Promise<string> {
    const status = readStatus(settings);
    const stuck =
        status?.parts.find((part) => part.state !== "ready" && part.state !== "waiting")?.name ?? "supervisor";
    const log = stateFile(settings, "logs", `${stuck}.log`);
    const text = await fs.promises.readFile(log, "utf8").catch(() => "");
    return [
        `the cluster did not come up within ${age(startTimeout)}`,
        status ? statusTable(status, Date.now()) : "its supervisor ended",
        `last lines of ${log}:`,
        lastLines(text, 15),
    ].join("\n");
}
