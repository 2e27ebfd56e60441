/**
 * The node's supervisor: runs in the node's own process, mount and network namespaces, starts the parts, watches
 * them, starts again what ends, and stops them in the reverse order. Usage: supervisor <state folder>
 */
import * as fs from "node:fs";
import * as net from "node:net";
import { setTimeout as delay } from "node:timers/promises";

import { prepareNamespaces } from "./namespaces";
import { PartProcess } from "./part-process";
import { parts } from "./parts";
import { ClusterSettings, readSettings, stateFile } from "./settings";
import { NodeStatus, writeStatus } from "./status";

const podGrace = 12_000;

async function main(): Promise<void> {
    const settings = readSettings(process.argv[2] ?? "");
    if (!settings) {
        throw new Error("usage: supervisor <state folder of a cluster>");
    }
    holdPort();
    await prepareNamespaces(settings);
    fs.mkdirSync(stateFile(settings, "logs"), { recursive: true });

    let phase: NodeStatus["phase"] = "starting";
    const processes = new Map<string, PartProcess>();
    const report = () => {
        const statuses = [...processes.values()].map((process) => process.status);
        if (phase === "starting" && statuses.every((status) => status.state === "ready")) {
            phase = "running";
        }
        writeStatus(settings, { phase, parts: statuses });
    };
    for (const part of parts(settings)) {
        processes.set(part.name, new PartProcess(part, settings, report));
    }
    report();

    const stop = async () => {
        phase = "stopping";
        await stopAll(settings, processes);
        process.exit(0);
    };
    process.on("SIGTERM", () => void stop());
    process.on("SIGINT", () => void stop());
    await Promise.all([...processes.values()].map((process) => process.run(processes)));
}

/**
 * Keeps the host's port taken for as long as the node lives. Connections never arrive here while the node is well:
 * a packet rule leads them to the gateway. Whoever does arrive is turned away rather than left to wait.
 */
function holdPort(): void {
    process.once("message", (_message, server) => {
        (server as net.Server).on("connection", (socket: net.Socket) => socket.destroy());
        process.disconnect();
    });
}

async function stopAll(settings: ClusterSettings, processes: ReadonlyMap<string, PartProcess>): Promise<void> {
    const stop = async (name: string) => processes.get(name)?.stop();
    // The kubelet first, or it would start the pods again that are asked to end.
    await stop("kubelet");
    await stopPods();
    for (const part of parts(settings).reverse()) {
        await stop(part.name);
    }
}

/** Lets every container end by itself, so that the database closes its files. What remains goes with the namespace. */
async function stopPods(): Promise<void> {
    for (const pid of containerProcesses()) {
        process.kill(pid, "SIGTERM");
    }
    const end = Date.now() + podGrace;
    while (containerProcesses().length > 0 && Date.now() < end) {
        await delay(100);
    }
}

/** The first process of each container: it has a process namespace of its own, one level below the node's. */
function containerProcesses(): number[] {
    return fs.readdirSync("/proc").flatMap((entry) => {
        const pid = Number(entry);
        if (!Number.isInteger(pid)) {
            return [];
        }
        try {
            const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
            const namespaces = /^NSpid:\t(.*)$/m.exec(status)?.[1]?.split("\t") ?? [];
            return namespaces.length > 1 && namespaces.at(-1) === "1" ? [pid] : [];
        } catch {
            // It ended between the listing and the reading.
            return [];
        }
    });
}

main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
