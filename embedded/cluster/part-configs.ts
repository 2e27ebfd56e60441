import * as fs from "node:fs";
import * as path from "node:path";

import { kubeconfigFile } from "./kubeconfig";
import { cniConfig } from "./parts";
import { ClusterSettings, dnsAddress, nodeName, stateFile } from "./settings";

/** Writes the configuration files of the node's programs to `<state>/etc`. */
export function writePartConfigs(settings: ClusterSettings): void {
    const write = (file: string, content: string) => {
        const target = stateFile(settings, "etc", file);
        fs.mkdirSync(path.dirname(target), { recursive: true });
        fs.writeFileSync(target, content, { mode: 0o600 });
    };
    const json = (file: string, content: object) => {
        write(file, JSON.stringify(content, null, 2));
    };
    json("encryption.json", encryption(settings));
    json("audit-policy.json", auditPolicy());
    fs.mkdirSync(stateFile(settings, "etc/volume-plugins"), { recursive: true });
    if (settings.simulated !== undefined) {
        json("token-review.json", tokenReview(settings.simulated.tokenReview));
        return;
    }
    json("kubelet.json", kubelet(settings));
    json("kube-proxy.json", kubeProxy(settings));
    json("cni/10-pods.conflist", cniConfig());
    write("containerd.toml", containerd(settings));
    // Pods resolve the cluster's names only: the node has no way out.
    write("resolv.conf", "");
}

export function cgroupRoot(settings: Pick<ClusterSettings, "name">): string {
    return `alchemorsel-${settings.name}`;
}

function encryption(settings: ClusterSettings): object {
    const secret = fs.readFileSync(stateFile(settings, "pki/encryption-key"), "utf8").trim();
    return {
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "EncryptionConfiguration",
        resources: [
            {
                resources: ["secrets"],
                providers: [{ secretbox: { keys: [{ name: "key1", secret }] } }, { identity: {} }],
            },
        ],
    };
}

/** The API server wants to be told of its webhook in a kubeconfig. */
function tokenReview(server: string): object {
    return {
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "webhook", cluster: { server } }],
        users: [{ name: "webhook", user: {} }],
        contexts: [{ name: "webhook", context: { cluster: "webhook", user: "webhook" } }],
        "current-context": "webhook",
    };
}

/** Who did what, without bodies; not the polling of the node's own programs. */
function auditPolicy(): object {
    return {
        apiVersion: "audit.k8s.io/v1",
        kind: "Policy",
        omitStages: ["RequestReceived"],
        rules: [
            { level: "None", verbs: ["watch", "list", "get"], userGroups: ["system:nodes", "system:serviceaccounts"] },
            {
                level: "None",
                verbs: ["watch", "list", "get"],
                users: [
                    "system:kube-controller-manager",
                    "system:kube-scheduler",
                    "system:kube-proxy",
                    "system:apiserver",
                    "alchemorsel:network-policies",
                ],
            },
            { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
            { level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*"] },
            { level: "Metadata" },
        ],
    };
}

function kubelet(settings: ClusterSettings): object {
    const pki = (file: string) => stateFile(settings, "pki", file);
    return {
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        authentication: {
            anonymous: { enabled: false },
            webhook: { enabled: true },
            x509: { clientCAFile: pki("ca.crt") },
        },
        authorization: { mode: "Webhook" },
        tlsCertFile: pki("kubelet.crt"),
        tlsPrivateKeyFile: pki("kubelet.key"),
        containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
        cgroupDriver: "cgroupfs",
        cgroupRoot: `/${cgroupRoot(settings)}`,
        failCgroupV1: false,
        failSwapOn: false,
        clusterDNS: [dnsAddress],
        clusterDomain: "cluster.local",
        resolvConf: stateFile(settings, "etc/resolv.conf"),
        volumePluginDir: stateFile(settings, "etc/volume-plugins"),
        maxPods: 250,
        serializeImagePulls: false,
        // Images come from archives and could not be pulled again, so none is ever collected for space.
        imageGCHighThresholdPercent: 100,
        imageGCLowThresholdPercent: 99,
        // Absolute, since a share of a large and well-filled disk would evict pods on many a laptop.
        evictionHard: { "memory.available": "100Mi", "nodefs.available": "500Mi", "imagefs.available": "500Mi" },
        readOnlyPort: 0,
        healthzPort: 0,
        makeIPTablesUtilChains: true,
        containerLogMaxSize: "10Mi",
        containerLogMaxFiles: 3,
    };
}

function kubeProxy(settings: ClusterSettings): object {
    return {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "iptables",
        hostnameOverride: nodeName,
        clientConnection: { kubeconfig: kubeconfigFile(settings, "proxy") },
        bindAddress: settings.link.node,
        healthzBindAddress: "127.0.0.1:10256",
        metricsBindAddress: "127.0.0.1:10249",
        nodePortAddresses: [`${settings.link.node}/32`],
        // Zero leaves the kernel's limits as they are: they are the host's, not the node's.
        conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
        iptables: { minSyncPeriod: "0s", syncPeriod: "30s" },
    };
}

function containerd(settings: ClusterSettings): string {
    const pause = settings.images.pause;
    if (!pause) {
        throw new Error("the settings name no pause image");
    }
    return `version = 2
root = ${JSON.stringify(stateFile(settings, "containerd"))}
state = "/run/containerd"
# No power to lower a process's score below its parent's in many sandboxes.
oom_score = 0

[grpc]
  address = "/run/containerd/containerd.sock"

[debug]
  level = "warn"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${JSON.stringify(pause.reference)}
  restrict_oom_score_adj = true
  disable_apparmor = true

[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = ${JSON.stringify(path.join(settings.debs, "usr/lib/cni"))}
  conf_dir = ${JSON.stringify(stateFile(settings, "etc/cni"))}

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = false
`;
}
