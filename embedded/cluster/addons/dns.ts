import { dnsAddress } from "../settings";
import { account, deployment, Manifest, service } from "./manifests";

/** The pod's own port too: policies that let pods ask for names say 53, as every cluster does. */
const port = 53;

/** CoreDNS: the cluster's own names. Others are refused at once, since the node has no way out. */
export function dns(image: string): Manifest[] {
    const corefile = `.:${port} {
    errors
    health :8080
    ready :8181
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 5
    }
    cache 5
    loop
    reload
    loadbalance
}
`;
    return [
        ...account("coredns", "kube-system", [
            { apiGroups: [""], resources: ["endpoints", "services", "pods", "namespaces"], verbs: ["list", "watch"] },
            { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
        ]),
        {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: "coredns", namespace: "kube-system" },
            data: { Corefile: corefile },
        },
        deployment({
            name: "coredns",
            namespace: "kube-system",
            image,
            args: ["-conf", "/etc/coredns/Corefile"],
            serviceAccountName: "coredns",
            ports: [
                { name: "dns", containerPort: port, protocol: "UDP" },
                { name: "dns-tcp", containerPort: port, protocol: "TCP" },
            ],
            readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 2 },
            // Lets it listen on 53 without root or a capability.
            sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
            resources: { cpu: "20m", memory: "32Mi", memoryLimit: "128Mi" },
            volumes: [{ name: "config", mountPath: "/etc/coredns", source: { configMap: { name: "coredns" } } }],
        }),
        service(
            "kube-dns",
            "kube-system",
            [
                { name: "dns", port: 53, targetPort: port, protocol: "UDP" },
                { name: "dns-tcp", port: 53, targetPort: port, protocol: "TCP" },
            ],
            { clusterIP: dnsAddress, selector: { "app.kubernetes.io/name": "coredns" } },
        ),
    ];
}
