import { k8sNoHost } from "../../../../policy-pack/kubernetes/k8s-no-host";
import { type RuleCases, unknown } from "../../rule-cases";

export const cases: RuleCases = {
    rule: k8sNoHost,
    compliant: {
        "a pod with probes, a port and a claim": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-persistent-volume-storage/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { name: "task-pv-pod" },
                    spec: {
                        volumes: [{ name: "task-pv-storage", persistentVolumeClaim: { claimName: "task-pv-claim" } }],
                        containers: [
                            {
                                name: "task-pv-container",
                                image: "nginx",
                                ports: [{ containerPort: 80, name: "http-server" }],
                                volumeMounts: [{ mountPath: "/usr/share/nginx/html", name: "task-pv-storage" }],
                            },
                        ],
                    },
                },
            },
        },
        "a Deployment that says false and 0": {
            source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                hostNetwork: false,
                                hostPID: false,
                                hostIPC: false,
                                containers: [{ name: "web", ports: [{ containerPort: 8080, hostPort: 0 }] }],
                            },
                        },
                    },
                },
            },
        },
        "probes of the pod itself": {
            source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [
                            {
                                name: "goproxy",
                                image: "registry.k8s.io/goproxy:0.1",
                                ports: [{ containerPort: 8080 }],
                                readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 },
                                livenessProbe: {
                                    httpGet: {
                                        path: "/healthz",
                                        port: 8080,
                                        host: "",
                                        httpHeaders: [{ name: "Host", value: "shop.example.com" }],
                                    },
                                },
                                lifecycle: { preStop: { exec: { command: ["/usr/sbin/nginx", "-s", "quit"] } } },
                            },
                        ],
                    },
                },
            },
        },
        "a patch of something else": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "agent", image: unknown }] } } } },
            },
        },
    },
    violating: {
        "the network of the node": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet", containers: [{ name: "web" }] },
                },
            },
            at: ["spec.hostNetwork"],
        },
        "the processes and the shared memory of the node": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: { template: { spec: { hostPID: true, hostIPC: true, containers: [{ name: "agent" }] } } },
                },
            },
            at: ["spec.template.spec.hostPID", "spec.template.spec.hostIPC"],
        },
        "the runtime's socket": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        containers: [{ name: "prune" }],
                                        volumes: [
                                            { name: "tmp", emptyDir: {} },
                                            {
                                                name: "sock",
                                                hostPath: { path: "/var/run/docker.sock", type: "Socket" },
                                            },
                                        ],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.volumes[1].hostPath"],
        },
        "a port of the node": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [
                                    {
                                        name: "web",
                                        ports: [{ containerPort: 9090 }, { containerPort: 80, hostPort: 80 }],
                                    },
                                ],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.containers[0].ports[1].hostPort"],
        },
        "probes and hooks that go elsewhere": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                initContainers: [
                                    {
                                        name: "proxy",
                                        restartPolicy: "Always",
                                        startupProbe: { tcpSocket: { port: 15021, host: "127.0.0.1" } },
                                    },
                                ],
                                containers: [
                                    {
                                        name: "db",
                                        livenessProbe: { httpGet: { port: 80, host: "169.254.169.254" } },
                                        lifecycle: { postStart: { httpGet: { port: 443, host: "hooks.example.com" } } },
                                    },
                                ],
                            },
                        },
                    },
                },
            },
            at: [
                "spec.template.spec.initContainers[0].startupProbe.tcpSocket.host",
                "spec.template.spec.containers[0].livenessProbe.httpGet.host",
                "spec.template.spec.containers[0].lifecycle.postStart.httpGet.host",
            ],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: { spec: { template: { spec: { hostNetwork: true } } } },
            },
            at: ["spec.template.spec.hostNetwork"],
        },
        "a path that is yet unknown": {
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: { spec: { template: { spec: { volumes: [{ hostPath: { path: unknown } }] } } } },
            },
            at: ["spec.template.spec.volumes[0].hostPath"],
        },
        "of wrong types": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { hostPID: "on", containers: [{ ports: [{ hostPort: "443" }] }] } },
            },
            at: ["spec.hostPID", "spec.containers[0].ports[0].hostPort"],
        },
    },
    unknown: {
        "a namespace": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { hostNetwork: unknown, hostIPC: true, containers: [{ name: "web" }] } },
            },
            undetermined: ["spec.hostNetwork"],
            at: ["spec.hostIPC"],
        },
        "a volume": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: [unknown, { name: "etc", hostPath: { path: "/etc" } }] } },
            },
            undetermined: ["spec.volumes[0]"],
            at: ["spec.volumes[1].hostPath"],
        },
        "the volumes": {
            resources: { type: "kubernetes:core/v1:Pod", properties: { spec: { volumes: unknown, hostPID: true } } },
            undetermined: ["spec.volumes"],
            at: ["spec.hostPID"],
        },
        "a port": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ ports: [{ hostPort: unknown }, { hostPort: 443 }] }] } },
            },
            undetermined: ["spec.containers[0].ports[0].hostPort"],
            at: ["spec.containers[0].ports[1].hostPort"],
        },
        "the host of a probe": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ livenessProbe: { httpGet: { host: unknown, port: 80 } } }] } },
            },
            undetermined: ["spec.containers[0].livenessProbe.httpGet.host"],
        },
    },
};
