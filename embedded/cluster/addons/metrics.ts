import { account, binding, deployment, Manifest, service } from "./manifests";

/** metrics-server: the resource metrics that autoscaling reads, with the kubelet's certificate verified. */
export function metrics(image: string, pki: { ca: string; certificate: string; key: string }): Manifest[] {
    const name = "metrics-server";
    const namespace = "kube-system";
    const subject = { kind: "ServiceAccount", name, namespace };
    return [
        ...account(name, namespace, [
            { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
            { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
        ]),
        binding("alchemorsel:metrics-server-delegator", "system:auth-delegator", [subject]),
        {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "RoleBinding",
            metadata: { name: "alchemorsel:metrics-server-auth-reader", namespace },
            roleRef: {
                apiGroup: "rbac.authorization.k8s.io",
                kind: "Role",
                name: "extension-apiserver-authentication-reader",
            },
            subjects: [subject],
        },
        {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name, namespace },
            type: "kubernetes.io/tls",
            stringData: { "tls.crt": pki.certificate, "tls.key": pki.key },
        },
        deployment({
            name,
            namespace,
            image,
            args: [
                "--secure-port=10250",
                "--tls-cert-file=/tls/tls.crt",
                "--tls-private-key-file=/tls/tls.key",
                "--kubelet-preferred-address-types=InternalIP",
                "--kubelet-certificate-authority=/ca/ca.crt",
                "--metric-resolution=15s",
            ],
            serviceAccountName: name,
            ports: [{ name: "https", containerPort: 10250 }],
            // Its own /readyz waits for two rounds of metrics, half a minute that nobody has to wait for.
            readinessProbe: { httpGet: { path: "/livez", port: "https", scheme: "HTTPS" }, periodSeconds: 2 },
            resources: { cpu: "20m", memory: "48Mi", memoryLimit: "160Mi" },
            volumes: [
                { name: "tls", mountPath: "/tls", source: { secret: { secretName: name } } },
                { name: "ca", mountPath: "/ca", source: { configMap: { name: "kube-root-ca.crt" } } },
                { name: "tmp", mountPath: "/tmp", source: { emptyDir: {} } },
            ],
        }),
        service(name, namespace, [{ name: "https", port: 443, targetPort: 10250 }]),
        {
            apiVersion: "apiregistration.k8s.io/v1",
            kind: "APIService",
            metadata: { name: "v1beta1.metrics.k8s.io" },
            spec: {
                group: "metrics.k8s.io",
                version: "v1beta1",
                groupPriorityMinimum: 100,
                versionPriority: 100,
                caBundle: Buffer.from(pki.ca).toString("base64"),
                service: { name, namespace },
            },
        },
    ];
}
