import * as fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

import { CoreV1Api, V1Pod } from "@kubernetes/client-node";

import { nodePid, readStatus } from "../../embedded/cluster";
import type { PartStatus } from "../../embedded/cluster/status";
import type { TestPlatform } from "./platform";

/** One process of the machine, by what the kernel says of it. Fields are empty where it ended while we looked. */
interface Process {
    pid: number;
    command: string;
    cgroups: string;
    /** Its numbers in the process namespaces that it is in, the host's first. */
    numbers: string[];
    namespaces: { pid: string; net: string };
}

export function processes(): Process[] {
    return fs
        .readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map((entry) => {
            const read = (file: string) => orEmpty(() => fs.readFileSync(`/proc/${entry}/${file}`, "utf8"));
            const namespace = (kind: string) => orEmpty(() => fs.readlinkSync(`/proc/${entry}/ns/${kind}`));
            return {
                pid: Number(entry),
                command: read("cmdline").split("\0").join(" ").trim(),
                cgroups: read("cgroup"),
                numbers: /^NSpid:\t(.*)$/m.exec(read("status"))?.[1]?.split("\t") ?? [],
                namespaces: { pid: namespace("pid"), net: namespace("net") },
            };
        });
}

function orEmpty(read: () => string): string {
    try {
        return read();
    } catch {
        return "";
    }
}

export function partStatus(platform: TestPlatform, name: string): PartStatus {
    const part = readStatus(platform)?.parts.find((candidate) => candidate.name === name);
    if (!part) {
        throw new Error(`the node has no part ${name}`);
    }
    return part;
}

/** The host's number of a part's process; the status has its number inside the node. */
export function partPid(platform: TestPlatform, name: string): number {
    const number = partStatus(platform, name).pid?.toString();
    const holder = nodePid(platform);
    const all = processes();
    const init = all.find(({ pid }) => pid === Number(holderChild(holder)));
    const part = all.find(
        ({ namespaces, numbers }) => namespaces.pid === init?.namespaces.pid && numbers[1] === number,
    );
    if (!part) {
        throw new Error(`no process ${number ?? "?"} in the node: ${name}`);
    }
    return part.pid;
}

function holderChild(holder: number | undefined): string {
    return fs.readFileSync(`/proc/${holder ?? ""}/task/${holder ?? ""}/children`, "utf8").trim();
}

/** The host's number of the first process of a pod's only container. */
export function containerPid(pod: V1Pod): number {
    const id = pod.status?.containerStatuses?.[0]?.containerID?.replace(/^.*\/\//, "");
    const main = processes().find(({ cgroups, numbers }) => id && cgroups.includes(id) && numbers.at(-1) === "1");
    if (!main) {
        throw new Error(`no process of ${pod.metadata?.name ?? "a pod"}`);
    }
    return main.pid;
}

/** The host's numbers of all processes of a pod's only container. */
export function containerPids(pod: V1Pod): number[] {
    const id = pod.status?.containerStatuses?.[0]?.containerID?.replace(/^.*\/\//, "");
    return processes().flatMap(({ cgroups, pid }) => (id && cgroups.includes(id) ? [pid] : []));
}

export async function pods(platform: TestPlatform, namespace: string, labelSelector: string): Promise<V1Pod[]> {
    const api = platform.kubeConfig().makeApiClient(CoreV1Api);
    return (await api.listNamespacedPod({ namespace, labelSelector })).items;
}

/** Waits until the condition holds; how it ended is the test's failure where it never does. */
export async function eventually<T>(
    what: string,
    seconds: number,
    condition: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const found = await condition();
        if (found !== undefined && found !== false) {
            return found;
        }
        if (Date.now() > end) {
            throw new Error(`not within ${seconds} s: ${what}`);
        }
        await delay(20);
    }
}
