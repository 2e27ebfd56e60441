import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import type { ClusterSettings } from "../../embedded/cluster";
import { linkPacketTools } from "../../embedded/cluster/link";
import { programEnvironment } from "../../embedded/cluster/settings";
import { processes } from "./processes";

/** The network namespaces in which a cluster's processes are, the host's own left out. */
export function networksOf(settings: ClusterSettings): Set<string> {
    const networks = new Set(ownProcesses(settings).map(({ namespaces }) => namespaces.net));
    networks.delete(fs.readlinkSync("/proc/self/ns/net"));
    networks.delete("");
    return networks;
}

function ownProcesses({ name, state }: ClusterSettings) {
    return processes().filter(
        ({ command, cgroups }) => command.includes(state) || cgroups.includes(`alchemorsel-${name}`),
    );
}

/** Whatever of a cluster is to be found on the host, one line each: a cluster that is down has left none of it. */
export function hostTraces(settings: ClusterSettings, networks: ReadonlySet<string>): string[] {
    const { name, state, link } = settings;
    const lines = (text: string) => text.split("\n").filter((line) => line !== "");
    const mine = (line: string) => line.includes(state) || line.includes(`alchemorsel-${name}`);
    return [
        ...ownProcesses(settings).map(({ pid, command }) => `process ${pid}: ${command}`),
        ...processes()
            .filter(({ namespaces }) => networks.has(namespaces.net))
            .map(({ pid, namespaces }) => `network namespace ${namespaces.net} of process ${pid}`),
        ...lines(fs.readFileSync("/proc/self/mountinfo", "utf8")).filter(mine),
        ...packetRules(settings).filter((rule) => rule.includes(`alchemorsel:${name}`) || rule.includes(link.node)),
        ...lines(execFileSync("ip", ["-o", "address"], { env: programEnvironment(settings), encoding: "utf8" })).filter(
            (line) => line.includes(`${link.host}/`),
        ),
        ...["", ...fs.readdirSync("/sys/fs/cgroup")]
            .map((hierarchy) => path.join("/sys/fs/cgroup", hierarchy, `alchemorsel-${name}`))
            .filter((group) => fs.existsSync(group)),
    ];
}

/** Every packet rule of the host, in the kernel's order. */
export function packetRules(settings: ClusterSettings): string[] {
    linkPacketTools(settings);
    const rules = execFileSync("iptables-save", { env: programEnvironment(settings), encoding: "utf8" });
    return rules.split("\n").filter((line) => line.startsWith("-A"));
}
