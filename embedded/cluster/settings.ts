import * as fs from "node:fs";
import * as path from "node:path";

/** What one embedded cluster is made of; written once to `<state>/settings.json`, read by its supervisor. */
export interface ClusterSettings {
    /** Names the cluster, its network interface, cgroup and packet-rule comments; `local` unless said otherwise. */
    name: string;
    /** Everything that the cluster keeps, in one folder. */
    state: string;
    /** The host's port on 127.0.0.1 at which the gateway answers. */
    port: number;
    /** The /30 between the host and the node: the third and fourth octets of 10.77.x.y. */
    link: { host: string; node: string };
    /** Absolute paths of the programs, by name. */
    programs: Record<string, string>;
    /** Root folder of the extracted Debian packages. */
    debs: string;
    /** Container images: the name without a registry → its reference by digest and its archive. */
    images: Record<string, { reference: string; archive: string }>;
    /** Folder with the Gateway API's custom resource definitions. */
    gatewayApi: string;
    /** Undefined: the cluster has a node in namespaces of its own, on which pods run. */
    simulated?: Simulated;
}

/** A control plane on 127.0.0.1, whose nodes and pods are there as objects alone. */
export interface Simulated {
    ports: Ports;
    /** URL that says whose a bearer token is: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#webhook-token-authentication */
    tokenReview: string;
    /** File of KWOK's stages: what becomes of an object by itself. */
    stages: string;
}

/** Where the programs of the control plane listen. */
export interface Ports {
    etcd: number;
    etcdPeer: number;
    apiServer: number;
    controllerManager: number;
    scheduler: number;
    /** Only where nodes are simulated. */
    kwok: number;
}

/** In namespaces of its own nobody else has them. */
const usualPorts: Ports = {
    etcd: 2379,
    etcdPeer: 2380,
    apiServer: 6443,
    controllerManager: 10257,
    scheduler: 10259,
    kwok: 10247,
};

export function portsOf({ simulated }: Pick<ClusterSettings, "simulated">): Ports {
    return simulated?.ports ?? usualPorts;
}

/** Where the API server answers. */
export function apiServerUrl(settings: Pick<ClusterSettings, "simulated" | "link">): string {
    return `https://${settings.link.node}:${portsOf(settings).apiServer}`;
}

export const serviceCidr = "10.96.0.0/16";
export const apiServiceAddress = "10.96.0.1";
export const dnsAddress = "10.96.0.10";
export const podCidr = "10.244.0.0/22";
export const nodeName = "node";
/** Port of the gateway's Service on the node. */
export const gatewayNodePort = 30080;
/** The entry point that a Gateway's listener names. */
export const gatewayPort = 8000;
/** Where the node sees `<state>/kubelet`: the kubelet makes sockets there, whose paths the kernel limits to 107 bytes. */
export const kubeletFolder = "/run/kubelet";

/** A file or folder of the cluster's state. */
export function stateFile(settings: Pick<ClusterSettings, "state">, ...parts: string[]): string {
    return path.join(settings.state, ...parts);
}

export function readSettings(state: string): ClusterSettings | undefined {
    const file = path.join(state, "settings.json");
    if (!fs.existsSync(file)) {
        return undefined;
    }
    return JSON.parse(fs.readFileSync(file, "utf8")) as ClusterSettings;
}

export function writeSettings(settings: ClusterSettings): void {
    fs.mkdirSync(settings.state, { recursive: true, mode: 0o700 });
    fs.writeFileSync(stateFile(settings, "settings.json"), JSON.stringify(settings, null, 2), { mode: 0o600 });
}

/** The environment in which the extracted programs find their libraries, plugins and each other. */
export function programEnvironment(settings: Pick<ClusterSettings, "debs" | "state">): NodeJS.ProcessEnv {
    const library = (folder: string) => path.join(settings.debs, folder);
    return {
        ...process.env,
        PATH: [
            library("usr/sbin"),
            library("usr/bin"),
            library("sbin"),
            library("bin"),
            stateFile(settings, "links"),
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ].join(":"),
        LD_LIBRARY_PATH: [
            library("usr/lib/x86_64-linux-gnu"),
            library("lib/x86_64-linux-gnu"),
            process.env.LD_LIBRARY_PATH,
        ]
            .filter(Boolean)
            .join(":"),
        XTABLES_LIBDIR: library("usr/lib/x86_64-linux-gnu/xtables"),
    };
}
