import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import * as esbuild from "esbuild";

import { hasCode } from "../errors";
import { lastLines } from "../process";
import { writeKubeconfigs } from "./kubeconfig";
import { connect, disconnect, linkPacketTools } from "./link";
import { cgroupRoot, writePartConfigs } from "./part-configs";
import { ensurePki } from "./pki";
import { takePort } from "./port";
import { ClusterSettings, stateFile, writeSettings } from "./settings";

/** Which process holds the node's namespaces: the number alone would be another program's after a while. */
interface NodeProcess {
    pid: number;
    /** Field 22 of /proc/<pid>/stat, in clock ticks since the boot. */
    started: string;
}

/** The host's process id of the node's holder, if the node is up. */
export function nodePid(settings: Pick<ClusterSettings, "state">): number | undefined {
    const file = stateFile(settings, "node.json");
    if (!fs.existsSync(file)) {
        return undefined;
    }
    const node = JSON.parse(fs.readFileSync(file, "utf8")) as NodeProcess;
    return startTime(node.pid) === node.started ? node.pid : undefined;
}

/** When a node that is up was started, in milliseconds since the epoch. */
export function nodeStarted(settings: Pick<ClusterSettings, "state">): number {
    return fs.statSync(stateFile(settings, "node.json")).mtimeMs;
}

function startTime(pid: number): string | undefined {
    try {
        const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return fields[0] === "Z" ? undefined : fields[19];
    } catch {
        return undefined;
    }
}

/**
 * Starts the node: one process in new process, mount and network namespaces, with an init that collects orphans and
 * the supervisor as its child. When that process ends, however it ends, the kernel ends all that runs in the node and
 * its mounts and network go too. Returns as soon as the supervisor runs.
 */
export async function startNode(settings: ClusterSettings): Promise<void> {
    const port = await takePort(settings.port);
    await removeRemains(settings);
    writeSettings(settings);
    await ensurePki(settings);
    writeKubeconfigs(settings);
    writePartConfigs(settings);
    fs.mkdirSync(stateFile(settings, "logs"), { recursive: true });
    fs.mkdirSync(stateFile(settings, "etcd"), { recursive: true, mode: 0o700 });

    const log = fs.openSync(stateFile(settings, "logs/supervisor.log"), "a", 0o600);
    const init = path.join(settings.debs, "usr/bin/tini-static");
    const child = spawn(
        "unshare",
        [
            ...["--net", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"],
            ...["--", init, "--", process.execPath, await bundleSupervisor(settings), settings.state],
        ],
        { detached: true, stdio: ["ignore", log, log, "ipc"], cwd: settings.state },
    );
    fs.closeSync(log);
    if (child.pid === undefined) {
        throw new Error("unshare did not start");
    }
    fs.writeFileSync(
        stateFile(settings, "node.json"),
        JSON.stringify({ pid: child.pid, started: startTime(child.pid) ?? "" } satisfies NodeProcess),
    );
    await ownNetwork(settings, child.pid);
    await connect(settings, child.pid);
    await new Promise<void>((resolve) =>
        child.send("port", port, () => {
            resolve();
        }),
    );
    port.close();
    if (child.connected) {
        child.disconnect();
    }
    child.unref();
}

/** The supervisor as one file: it starts faster and holds less memory than with a loader of TypeScript in it. */
async function bundleSupervisor(settings: ClusterSettings): Promise<string> {
    const outfile = stateFile(settings, "supervisor.js");
    await esbuild.build({
        entryPoints: [path.join(__dirname, "supervisor.ts")],
        bundle: true,
        platform: "node",
        target: "node20",
        outfile,
        logLevel: "silent",
    });
    return outfile;
}

async function ownNetwork(settings: ClusterSettings, pid: number): Promise<void> {
    const hosts = fs.readlinkSync("/proc/self/ns/net");
    while (nodePid(settings) !== undefined) {
        try {
            if (fs.readlinkSync(`/proc/${pid}/ns/net`) !== hosts) {
                return;
            }
        } catch {
            // It is ending; the loop's condition tells.
        }
        await delay(10);
    }
    throw new Error(
        `the node ended at once:\n${lastLines(fs.readFileSync(stateFile(settings, "logs/supervisor.log"), "utf8"), 10)}`,
    );
}

/** Stops the node in order, or at once where it does not answer, and leaves the host as it was. */
export async function stopNode(settings: ClusterSettings, patience = 45_000): Promise<void> {
    const pid = nodePid(settings);
    if (pid !== undefined) {
        // To the supervisor itself: the holder would end the whole node, and init passes signals on to its child.
        const init = children(pid)[0];
        if (init !== undefined) {
            process.kill(init, "SIGTERM");
        }
        const end = Date.now() + patience;
        while (nodePid(settings) !== undefined && Date.now() < end) {
            await delay(50);
        }
        if (nodePid(settings) !== undefined) {
            process.kill(pid, "SIGKILL");
        }
        while (nodePid(settings) !== undefined) {
            await delay(20);
        }
    }
    await removeRemains(settings);
}

function children(pid: number): number[] {
    const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return text === "" ? [] : text.split(" ").map(Number);
}

/** What a node leaves on the host when it ends: packet rules, the cable, empty cgroups. */
export async function removeRemains(settings: ClusterSettings): Promise<void> {
    linkPacketTools(settings);
    await disconnect(settings);
    for (const group of cgroups(settings)) {
        await removeCgroup(group);
    }
    fs.rmSync(stateFile(settings, "node.json"), { force: true });
    fs.rmSync(stateFile(settings, "status.json"), { force: true });
}

function cgroups(settings: ClusterSettings): string[] {
    const base = "/sys/fs/cgroup";
    return ["", ...fs.readdirSync(base)]
        .map((hierarchy) => path.join(base, hierarchy, cgroupRoot(settings)))
        .filter((group) => fs.existsSync(group));
}

/** The kernel removes a group's processes a moment after their end; until then the group is busy. */
async function removeCgroup(group: string): Promise<void> {
    for (const entry of fs.readdirSync(group, { withFileTypes: true })) {
        if (entry.isDirectory()) {
            await removeCgroup(path.join(group, entry.name));
        }
    }
    const end = Date.now() + 10_000;
    for (;;) {
        try {
            fs.rmdirSync(group);
            return;
        } catch (error) {
            if (hasCode(error, "ENOENT")) {
                return; // Two names of one hierarchy.
            }
            if (!hasCode(error, "EBUSY") || Date.now() > end) {
                throw error;
            }
            await delay(50);
        }
    }
}
