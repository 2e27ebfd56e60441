import { kubeconfigFile } from "./kubeconfig";
import { checkCommand, checkHttp, checkHttps, checkUnixSocket, Readiness } from "./readiness";
import {
    apiServerUrl,
    ClusterSettings,
    kubeletFolder,
    nodeName,
    podCidr,
    portsOf,
    serviceCidr,
    type Simulated,
    stateFile,
} from "./settings";

/** One program of the node: how it starts, after what, and how it shows that it is ready. */
export interface Part {
    name: string;
    /** Name in the settings' table of programs, or of a program on the node's PATH. */
    program: string;
    args: string[];
    env?: NodeJS.ProcessEnv;
    /** Parts that must be ready before this one starts. */
    after: string[];
    /** Undefined when ready, else what it waits for. */
    ready: () => Promise<Readiness>;
    /** Milliseconds between SIGTERM and SIGKILL. */
    stopTimeout?: number;
}

/** Every part of the node, in the order in which they start; they stop in the reverse order. */
export function parts(settings: ClusterSettings): Part[] {
    const controlPlane = [etcd(settings), apiServer(settings), controllerManager(settings), scheduler(settings)];
    return settings.simulated === undefined
        ? [...controlPlane, containerd(settings), kubelet(settings), kubeProxy(settings), networkPolicies(settings)]
        : [...controlPlane, kwok(settings, settings.simulated)];
}

/**
 * Go collects garbage once the heap has grown by this many percent, 100 by default. The two largest programs of the node
 * hold most of theirs for good, so looking twice as often costs little time and saves a sixth of their memory.
 */
const thriftyGc = "50";

function pki(settings: ClusterSettings, file: string): string {
    return stateFile(settings, "pki", file);
}

function etcd(settings: ClusterSettings): Part {
    const { etcd: port, etcdPeer } = portsOf(settings);
    const url = `https://127.0.0.1:${port}`;
    return {
        name: "etcd",
        program: "etcd",
        after: [],
        args: [
            "--name=etcd",
            `--data-dir=${stateFile(settings, "etcd")}`,
            `--listen-client-urls=${url}`,
            `--advertise-client-urls=${url}`,
            `--listen-peer-urls=http://127.0.0.1:${etcdPeer}`,
            `--initial-advertise-peer-urls=http://127.0.0.1:${etcdPeer}`,
            `--initial-cluster=etcd=http://127.0.0.1:${etcdPeer}`,
            "--client-cert-auth",
            `--trusted-ca-file=${pki(settings, "ca.crt")}`,
            `--cert-file=${pki(settings, "etcd.crt")}`,
            `--key-file=${pki(settings, "etcd.key")}`,
            "--auto-compaction-mode=periodic",
            "--auto-compaction-retention=30m",
            "--logger=zap",
            "--log-level=warn",
        ],
        ready: () => checkHttps(settings, `${url}/health`, "apiserver-etcd"),
    };
}

function apiServer(settings: ClusterSettings): Part {
    const { etcd: etcdPort, apiServer: port } = portsOf(settings);
    return {
        name: "kube-apiserver",
        program: "kube-apiserver",
        env: { GOGC: thriftyGc },
        after: ["etcd"],
        args: [
            `--advertise-address=${settings.link.node}`,
            `--secure-port=${port}`,
            `--etcd-servers=https://127.0.0.1:${etcdPort}`,
            `--etcd-cafile=${pki(settings, "ca.crt")}`,
            `--etcd-certfile=${pki(settings, "apiserver-etcd.crt")}`,
            `--etcd-keyfile=${pki(settings, "apiserver-etcd.key")}`,
            `--encryption-provider-config=${stateFile(settings, "etc/encryption.json")}`,
            "--authorization-mode=Node,RBAC",
            "--enable-admission-plugins=NodeRestriction",
            "--anonymous-auth=false",
            `--client-ca-file=${pki(settings, "ca.crt")}`,
            `--tls-cert-file=${pki(settings, "apiserver.crt")}`,
            `--tls-private-key-file=${pki(settings, "apiserver.key")}`,
            `--kubelet-certificate-authority=${pki(settings, "ca.crt")}`,
            `--kubelet-client-certificate=${pki(settings, "apiserver-kubelet.crt")}`,
            `--kubelet-client-key=${pki(settings, "apiserver-kubelet.key")}`,
            "--kubelet-preferred-address-types=InternalIP",
            `--requestheader-client-ca-file=${pki(settings, "ca.crt")}`,
            "--requestheader-allowed-names=front-proxy-client",
            "--requestheader-extra-headers-prefix=X-Remote-Extra-",
            "--requestheader-group-headers=X-Remote-Group",
            "--requestheader-username-headers=X-Remote-User",
            `--proxy-client-cert-file=${pki(settings, "front-proxy.crt")}`,
            `--proxy-client-key-file=${pki(settings, "front-proxy.key")}`,
            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
            `--service-account-key-file=${pki(settings, "service-account.pub")}`,
            `--service-account-signing-key-file=${pki(settings, "service-account.key")}`,
            `--service-cluster-ip-range=${serviceCidr}`,
            `--audit-policy-file=${stateFile(settings, "etc/audit-policy.json")}`,
            `--audit-log-path=${stateFile(settings, "logs/audit.log")}`,
            "--audit-log-maxsize=50",
            "--audit-log-maxbackup=2",
            "--profiling=false",
            // A watch that begins with all that there is needs an etcd that tells its progress, which Debian's does not: without
            // this each such watch fails, and who asks for one again waits longer each time.
            "--feature-gates=WatchList=false",
            ...(settings.simulated === undefined ? [] : simulatedFlags(settings)),
        ],
        ready: () => checkHttps(settings, `${apiServerUrl(settings)}/readyz`, "admin"),
    };
}

/** No pod of a simulated node answers, so no webhook of a controller does either; who asks brings a token of EKS. */
function simulatedFlags(settings: ClusterSettings): string[] {
    return [
        "--bind-address=127.0.0.1",
        "--endpoint-reconciler-type=none",
        "--disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook",
        `--authentication-token-webhook-config-file=${stateFile(settings, "etc/token-review.json")}`,
        "--authentication-token-webhook-version=v1",
    ];
}

/** Flags that the controller manager and the scheduler share. One node has nobody to elect a leader against. */
function controlPlaneFlags(
    settings: ClusterSettings,
    identity: "controller-manager" | "scheduler",
    port: number,
): string[] {
    const kubeconfig = kubeconfigFile(settings, identity);
    return [
        `--kubeconfig=${kubeconfig}`,
        `--authentication-kubeconfig=${kubeconfig}`,
        `--authorization-kubeconfig=${kubeconfig}`,
        "--bind-address=127.0.0.1",
        `--secure-port=${port}`,
        "--leader-elect=false",
        "--profiling=false",
    ];
}

function controllerManager(settings: ClusterSettings): Part {
    const { controllerManager: port } = portsOf(settings);
    return {
        name: "kube-controller-manager",
        program: "kube-controller-manager",
        env: { GOGC: thriftyGc },
        after: ["kube-apiserver"],
        args: [
            ...controlPlaneFlags(settings, "controller-manager", port),
            "--use-service-account-credentials=true",
            `--service-account-private-key-file=${pki(settings, "service-account.key")}`,
            `--root-ca-file=${pki(settings, "ca.crt")}`,
            `--cluster-signing-cert-file=${pki(settings, "ca.crt")}`,
            `--cluster-signing-key-file=${pki(settings, "ca.key")}`,
            `--flex-volume-plugin-dir=${stateFile(settings, "etc/volume-plugins")}`,
            // A simulated node never dies; on a busy machine its leases are late, and nobody would call its pods ready again.
            ...(settings.simulated === undefined ? [] : ["--node-monitor-grace-period=24h"]),
        ],
        ready: () => checkHttps(settings, `https://127.0.0.1:${port}/healthz`, "admin", { ownCertificate: true }),
    };
}

function scheduler(settings: ClusterSettings): Part {
    const { scheduler: port } = portsOf(settings);
    return {
        name: "kube-scheduler",
        program: "kube-scheduler",
        after: ["kube-apiserver"],
        args: controlPlaneFlags(settings, "scheduler", port),
        ready: () => checkHttps(settings, `https://127.0.0.1:${port}/healthz`, "admin", { ownCertificate: true }),
    };
}

/** Says what a kubelet would: nodes are ready, pods run, Jobs complete. */
function kwok(settings: ClusterSettings, { stages }: Simulated): Part {
    const { kwok: port } = portsOf(settings);
    return {
        name: "kwok",
        program: "kwok",
        after: ["kube-apiserver"],
        args: [
            `--kubeconfig=${kubeconfigFile(settings)}`,
            `--config=${stages}`,
            "--manage-all-nodes=true",
            `--cidr=${podCidr}`,
            `--server-address=127.0.0.1:${port}`,
            // Without leases the controllers take a node for dead after 40 s.
            "--node-lease-duration-seconds=40",
        ],
        ready: () => checkHttp(`http://127.0.0.1:${port}/healthz`),
    };
}

function containerd(settings: ClusterSettings): Part {
    return {
        name: "containerd",
        program: "containerd",
        after: [],
        args: ["--config", stateFile(settings, "etc/containerd.toml")],
        ready: () => checkUnixSocket("/run/containerd/containerd.sock"),
    };
}

function kubelet(settings: ClusterSettings): Part {
    return {
        name: "kubelet",
        program: "kubelet",
        after: ["kube-apiserver", "containerd"],
        args: [
            `--config=${stateFile(settings, "etc/kubelet.json")}`,
            `--kubeconfig=${kubeconfigFile(settings, "kubelet-client")}`,
            `--hostname-override=${nodeName}`,
            `--node-ip=${settings.link.node}`,
            `--node-labels=topology.kubernetes.io/zone=local,topology.kubernetes.io/region=local`,
            `--root-dir=${kubeletFolder}`,
            `--cert-dir=${stateFile(settings, "pki")}`,
        ],
        ready: () => checkHttps(settings, `https://127.0.0.1:10250/healthz`, "apiserver-kubelet"),
    };
}

function kubeProxy(settings: ClusterSettings): Part {
    return {
        name: "kube-proxy",
        program: "kube-proxy",
        after: ["kubelet"],
        args: [`--config=${stateFile(settings, "etc/kube-proxy.json")}`],
        ready: () => checkCommand(settings, "iptables", ["-t", "nat", "-L", "KUBE-SERVICES", "-n"], "its packet rules"),
    };
}

function networkPolicies(settings: ClusterSettings): Part {
    return {
        name: "network-policies",
        program: "network-policies",
        after: ["kubelet"],
        args: [kubeconfigFile(settings, "network-policies"), serviceCidr, nodeName],
        ready: () => checkCommand(settings, "iptables", ["-L", "KUBE-ROUTER-FORWARD", "-n"], "its packet rules"),
    };
}

/** The CNI configuration: routed pods, one subnet for the one node. */
export function cniConfig(): object {
    return {
        cniVersion: "0.4.0",
        name: "pods",
        plugins: [
            {
                type: "ptp",
                ipMasq: false,
                ipam: {
                    type: "host-local",
                    // As after a reboot, no pod outlives the node's programs, so its leases need not either.
                    dataDir: "/run/cni",
                    ranges: [[{ subnet: podCidr }]],
                    routes: [{ dst: "0.0.0.0/0" }],
                },
            },
        ],
    };
}
