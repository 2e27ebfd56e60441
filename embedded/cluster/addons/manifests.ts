/** A Kubernetes object as it is written in YAML. */
export interface Manifest {
    apiVersion: string;
    kind: string;
    metadata: {
        name: string;
        namespace?: string;
        labels?: Record<string, string>;
        annotations?: Record<string, string>;
    };
    [field: string]: unknown;
}

interface Rule {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
}

/** A ServiceAccount and what it may do in the whole cluster. */
export function account(name: string, namespace: string, rules: Rule[]): Manifest[] {
    return [
        { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } },
        {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: `alchemorsel:${name}` },
            rules,
        },
        binding(`alchemorsel:${name}`, `alchemorsel:${name}`, [{ kind: "ServiceAccount", name, namespace }]),
    ];
}

export function binding(name: string, role: string, subjects: object[]): Manifest {
    return {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects,
    };
}

export function namespace(name: string, podSecurity: "privileged" | "restricted"): Manifest {
    return {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name, labels: { "pod-security.kubernetes.io/enforce": podSecurity } },
    };
}

interface DeploymentOptions {
    name: string;
    namespace: string;
    image: string;
    args: string[];
    replicas?: number;
    serviceAccountName?: string;
    ports: { name: string; containerPort: number; protocol?: "TCP" | "UDP" }[];
    readinessProbe?: object;
    resources: { cpu: string; memory: string; memoryLimit: string };
    volumes?: { name: string; mountPath: string; source: object }[];
    env?: { name: string; value: string }[];
    sysctls?: { name: string; value: string }[];
}

/** A Deployment under the `restricted` Pod Security Standard. */
export function deployment(options: DeploymentOptions): Manifest {
    const labels = { "app.kubernetes.io/name": options.name };
    const volumes = options.volumes ?? [];
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: options.name, namespace: options.namespace, labels },
        spec: {
            replicas: options.replicas ?? 1,
            selector: { matchLabels: labels },
            strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } },
            template: {
                metadata: { labels },
                spec: {
                    serviceAccountName: options.serviceAccountName,
                    automountServiceAccountToken: options.serviceAccountName !== undefined,
                    securityContext: {
                        runAsNonRoot: true,
                        runAsUser: 65532,
                        seccompProfile: { type: "RuntimeDefault" },
                        sysctls: options.sysctls,
                    },
                    containers: [
                        {
                            name: options.name,
                            image: options.image,
                            imagePullPolicy: "IfNotPresent",
                            args: options.args,
                            env: options.env,
                            ports: options.ports,
                            readinessProbe: options.readinessProbe,
                            resources: {
                                requests: { cpu: options.resources.cpu, memory: options.resources.memory },
                                limits: { memory: options.resources.memoryLimit },
                            },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                readOnlyRootFilesystem: true,
                                capabilities: { drop: ["ALL"] },
                            },
                            volumeMounts: volumes.map(({ name, mountPath }) => ({ name, mountPath })),
                        },
                    ],
                    volumes: volumes.map(({ name, source }) => ({ name, ...source })),
                },
            },
        },
    };
}

export function service(
    name: string,
    namespace: string,
    ports: { name: string; port: number; targetPort?: number; protocol?: string; nodePort?: number }[],
    extra: object = {},
): Manifest {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace },
        spec: { selector: { "app.kubernetes.io/name": name }, ports, ...extra },
    };
}
