import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { cgroupRoot } from "./part-configs";
import { ClusterSettings, kubeletFolder, programEnvironment, serviceCidr, stateFile } from "./settings";

/**
 * Makes the supervisor's fresh mount and network namespaces into a node. What the programs keep under /run and
 * /var/log is the node's own, so nothing of it meets the host's or another node's, and it all goes with the namespace.
 */
export async function prepareNamespaces(settings: ClusterSettings): Promise<void> {
    mounts(settings);
    cgroups(settings);
    await network(settings);
}

function mounts(settings: ClusterSettings): void {
    const mount = (...args: string[]) => execFileSync("mount", args);
    // Its own group of peers: mounts reach from containerd to the kubelet, but not the host.
    mount("--make-rshared", "/");
    mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", "/run");
    const logs = stateFile(settings, "var-log");
    fs.mkdirSync(logs, { recursive: true });
    mount("--bind", logs, "/var/log");
    fs.mkdirSync("/var/lib/cni", { recursive: true });
    mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", "/var/lib/cni");
    fs.mkdirSync(stateFile(settings, "kubelet"), { recursive: true });
    fs.mkdirSync(kubeletFolder);
    mount("--bind", stateFile(settings, "kubelet"), kubeletFolder);
}

/** Each hierarchy of version 1, or the one of version 2, gets the node's root group. */
function cgroups(settings: ClusterSettings): void {
    const base = "/sys/fs/cgroup";
    const root = cgroupRoot(settings);
    if (fs.existsSync(path.join(base, "cgroup.controllers"))) {
        const controllers = fs.readFileSync(path.join(base, "cgroup.controllers"), "utf8").trim().split(/\s+/);
        const wanted = controllers.filter((name) =>
            ["cpu", "cpuset", "memory", "pids", "hugetlb", "io"].includes(name),
        );
        const enable = wanted.map((name) => `+${name}`).join(" ");
        fs.writeFileSync(path.join(base, "cgroup.subtree_control"), enable);
        fs.mkdirSync(path.join(base, root), { recursive: true });
        fs.writeFileSync(path.join(base, root, "cgroup.subtree_control"), enable);
        return;
    }
    for (const hierarchy of fs.readdirSync(base)) {
        const group = path.join(base, hierarchy, root);
        if (!fs.existsSync(group)) {
            fs.mkdirSync(group, { recursive: true });
        }
        if (hierarchy === "cpuset") {
            for (const file of ["cpuset.cpus", "cpuset.mems"]) {
                fs.writeFileSync(
                    path.join(group, file),
                    fs.readFileSync(path.join(base, hierarchy, file), "utf8").trim(),
                );
            }
        }
    }
}

async function network(settings: ClusterSettings): Promise<void> {
    const env = programEnvironment(settings);
    const ip = (...args: string[]) => execFileSync("ip", args, { env });
    while (!fs.readFileSync("/proc/net/dev", "utf8").includes("eth0:")) {
        await delay(20);
    }
    ip("link", "set", "lo", "up");
    ip("address", "add", `${settings.link.node}/30`, "dev", "eth0");
    ip("link", "set", "eth0", "up");
    // No default route: the node has no way out. Services need a route for a packet to meet their rules.
    ip("route", "add", serviceCidr, "dev", "eth0");
    fs.writeFileSync("/proc/sys/net/ipv4/ip_forward", "1");
}
