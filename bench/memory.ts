import * as fs from "node:fs";
import * as path from "node:path";

import { CoreV1Api } from "@kubernetes/client-node";

import { nodePid } from "../embedded/cluster";
import type { TestPlatform } from "../test/e2e/platform";
import type { Measurement } from "./figure";

const settleSeconds = 20;

export const memory: Measurement = {
    title: "Memory at rest",
    run: async ({ platform, report, pause }) => {
        report(`${settleSeconds} s of rest`);
        await pause(settleSeconds);
        const programs = await proportionalSizes(platform);
        const total = [...programs.values()].reduce((sum, size) => sum + size, 0);
        const name = "memory of the cluster's own programs, at rest";
        const measured = `${(total / 2 ** 20).toFixed(2)} GiB`;
        const rows = [...programs].sort(([, a], [, b]) => b - a);
        return [
            { name, target: "≤ 1.2 GiB", measured, met: total <= 1.2 * 2 ** 20 },
            {
                name: "of which",
                target: "",
                measured: rows.map(([program, size]) => `${program} ${Math.round(size / 1024)}`).join(", ") + " (MiB)",
            },
        ];
    },
};

/**
 * KiB by program, where pages that several programs share are shared out among them (Pss). All that runs below the
 * node's holder is the cluster's, but for the pods of the stack itself.
 */
async function proportionalSizes(platform: TestPlatform): Promise<Map<string, number>> {
    const holder = nodePid({ state: platform.state });
    if (holder === undefined) {
        throw new Error("the node is not up");
    }
    const pods = await stackPods(platform);
    const sizes = new Map<string, number>();
    for (const pid of descendants(holder)) {
        const found = read(pid, pods);
        if (found) {
            sizes.set(found.program, (sizes.get(found.program) ?? 0) + found.size);
        }
    }
    return sizes;
}

async function stackPods(platform: TestPlatform): Promise<string[]> {
    const api = platform.kubeConfig().makeApiClient(CoreV1Api);
    const { items } = await api.listNamespacedPod({ namespace: "alchemorsel" });
    return items.flatMap(({ metadata }) => metadata?.uid ?? []);
}

/** Containers have process namespaces of their own, so the tree tells what belongs to the node. */
function descendants(root: number): number[] {
    const parents = fs
        .readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map((name) => ({ pid: Number(name), parent: parentOf(Number(name)) }));
    const found = [root];
    for (const each of found) {
        found.push(...parents.filter(({ parent }) => parent === each).map(({ pid }) => pid));
    }
    return found;
}

function parentOf(pid: number): number | undefined {
    try {
        const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    } catch {
        return undefined; // It has ended.
    }
}

function read(pid: number, exceptPods: readonly string[]): { program: string; size: number } | undefined {
    try {
        const groups = fs.readFileSync(`/proc/${pid}/cgroup`, "utf8");
        if (exceptPods.some((uid) => groups.includes(uid))) {
            return undefined;
        }
        const size = Number(/^Pss:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
        const executable = path.basename(fs.readlinkSync(`/proc/${pid}/exe`));
        return { program: executable === path.basename(process.execPath) ? "supervisor" : executable, size };
    } catch {
        return undefined; // It has ended.
    }
}
