import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run } from "../process";
import { ClusterSettings, gatewayNodePort, programEnvironment, stateFile } from "./settings";

type Linked = Pick<ClusterSettings, "name" | "state" | "debs" | "link" | "port">;

/** The host's end of the cable to the node. The kernel allows 15 characters. */
export function interfaceName(cluster: string): string {
    return `alch-${createHash("sha256").update(cluster).digest("hex").slice(0, 9)}`;
}

/** A /30 of 10.77.0.0/16 that no interface of this host uses, the lowest first. */
export function freeLink(): ClusterSettings["link"] {
    const used = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses?.map((a) => a.address) ?? []);
    for (let block = 0; block < 0x4000; block++) {
        const address = (offset: number) => `10.77.${block >> 6}.${((block & 0x3f) << 2) + offset}`;
        if (![1, 2].some((offset) => used.includes(address(offset)))) {
            return { host: address(1), node: address(2) };
        }
    }
    throw new Error("no free /30 in 10.77.0.0/16");
}

/** Debian's alternatives make these names at installation; extracted packages lack them. */
export function linkPacketTools(settings: Linked): void {
    const folder = stateFile(settings, "links");
    fs.mkdirSync(folder, { recursive: true });
    for (const name of [
        "iptables",
        "iptables-save",
        "iptables-restore",
        "ip6tables",
        "ip6tables-save",
        "ip6tables-restore",
    ]) {
        const link = path.join(folder, name);
        fs.rmSync(link, { force: true });
        fs.symlinkSync(path.join(settings.debs, "usr/sbin/xtables-nft-multi"), link);
    }
}

/** The packet rules on the host: 127.0.0.1:<port> reaches the gateway's port on the node. Nothing else changes. */
function rules(settings: Linked): { chain: string; rule: string[] }[] {
    const comment = ["-m", "comment", "--comment", `alchemorsel:${settings.name}`];
    return [
        {
            chain: "OUTPUT",
            rule: [
                ...["-d", "127.0.0.1/32", "-p", "tcp", "--dport", settings.port.toString(), ...comment],
                ...["-j", "DNAT", "--to-destination", `${settings.link.node}:${gatewayNodePort}`],
            ],
        },
        {
            chain: "POSTROUTING",
            rule: ["-s", "127.0.0.0/8", "-o", interfaceName(settings.name), ...comment, "-j", "MASQUERADE"],
        },
    ];
}

/**
 * Lays the cable between the host and the node's network namespace, and the way from 127.0.0.1 to the gateway. What an
 * earlier node left must be disconnected before.
 */
export async function connect(settings: Linked, pid: number): Promise<void> {
    const env = programEnvironment(settings);
    const host = interfaceName(settings.name);
    const ip = (...args: string[]) => run("ip", args, { env });
    await ip("link", "add", host, "type", "veth", "peer", "name", "eth0", "netns", pid.toString());
    await ip("address", "add", `${settings.link.host}/30`, "dev", host);
    await ip("link", "set", host, "up");
    fs.writeFileSync(`/proc/sys/net/ipv4/conf/${host}/route_localnet`, "1");
    for (const { chain, rule } of rules(settings)) {
        await run("iptables", ["-w", "-t", "nat", "-A", chain, ...rule], { env });
    }
}

/** Removes every packet rule of this cluster from the host, however many there are, and the cable. */
export async function disconnect(settings: Linked): Promise<void> {
    const env = programEnvironment(settings);
    const { stdout } = await run("iptables-save", ["-t", "nat"], { env });
    const mark = new RegExp(`--comment "?alchemorsel:${settings.name}"? `);
    for (const line of stdout.split("\n").filter((text) => mark.test(text))) {
        const words = line.replaceAll('"', "").replace(/^-A /, "-D ").split(" ");
        await run("iptables", ["-w", "-t", "nat", ...words], { env });
    }
    if (fs.existsSync(`/sys/class/net/${interfaceName(settings.name)}`)) {
        await run("ip", ["link", "delete", interfaceName(settings.name)], { env });
    }
}
