import { k8sImageRegistry } from "../../../../policy-pack/kubernetes/k8s-image-registry";
import { type RuleCases, unknown } from "../../rule-cases";

const pod = "kubernetes:core/v1:Pod";
const deployment = "kubernetes:apps/v1:Deployment";
const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const only = (...registries: string[]) => ({ registries });
const running = (...images: string[]) => ({ spec: { containers: images.map((image) => ({ name: "web", image })) } });

export const cases: RuleCases = {
    rule: k8sImageRegistry,
    compliant: {
        "any registry, by default": {
            source: "https://kubernetes.io/docs/concepts/workloads/pods/",
            resources: {
                type: pod,
                properties: {
                    metadata: { name: "nginx" },
                    spec: { containers: [{ name: "nginx", image: "nginx:1.14.2", ports: [{ containerPort: 80 }] }] },
                },
            },
        },
        "an image of ECR by digest": {
            source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_EKS.html",
            resources: {
                type: deployment,
                properties: {
                    metadata: { name: "hello-k8s-deployment" },
                    spec: {
                        replicas: 3,
                        selector: { matchLabels: { app: "hello-k8s" } },
                        template: {
                            metadata: { labels: { app: "hello-k8s" } },
                            ...running(`${ecr}/shop/web:v1@sha256:${"0a".repeat(32)}`),
                        },
                    },
                },
            },
            parameters: only(`${ecr}/shop/web`),
        },
        "Docker Hub by all its names": {
            source: "https://kubernetes.io/docs/concepts/containers/images/",
            resources: {
                type: pod,
                properties: running(
                    "busybox",
                    "busybox:1.37",
                    "library/busybox",
                    "docker.io/busybox",
                    "index.docker.io/library/busybox:1.37",
                ),
            },
            parameters: only("docker.io/library"),
        },
        "a registry with a port and one without a tag": {
            source: "https://kubernetes.io/docs/concepts/containers/images/",
            resources: { type: pod, properties: running("localhost:5000/web", "localhost:5000/web:1.2") },
            parameters: only("localhost:5000/web"),
        },
        "a patch that says nothing of it": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "web", tty: true }] } } } },
            },
            parameters: only(ecr),
        },
    },
    violating: {
        "an image without a host": {
            resources: { type: pod, properties: running("nginx:1.27") },
            parameters: only("registry.example.com"),
            at: ["spec.containers[0].image"],
        },
        "a registry of the same beginning": {
            resources: {
                type: pod,
                properties: running(
                    "registry.example.com/shopping/web",
                    "registry.example.com.attacker.example/shop/web",
                    "registry.example.com/shop/web",
                ),
            },
            parameters: only("registry.example.com/shop"),
            at: ["spec.containers[0].image", "spec.containers[1].image"],
        },
        "a user of Docker Hub, where its own images are allowed": {
            resources: { type: pod, properties: running("docker.io/somebody/nginx", "nginx") },
            parameters: only("docker.io/library/"),
            at: ["spec.containers[0].image"],
        },
        "another account's ECR, of an init container": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        initContainers: [
                                            { image: "999999999999.dkr.ecr.eu-central-1.amazonaws.com/tools:1" },
                                        ],
                                        containers: [{ image: `${ecr}/report:7` }],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            parameters: only(ecr),
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].image"],
        },
        "an image as a volume": {
            resources: {
                type: pod,
                properties: {
                    spec: {
                        containers: [{ image: `${ecr}/web:1` }],
                        volumes: [{ name: "model", image: { reference: "quay.io/models/small:3" } }],
                    },
                },
            },
            parameters: only(ecr),
            at: ["spec.volumes[0].image.reference"],
        },
        "through a patch, beside one that is unknown": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: {
                    spec: {
                        template: { spec: { containers: [{ image: unknown }, { image: "ghcr.io/agent/agent" }] } },
                    },
                },
            },
            parameters: only(ecr),
            at: ["spec.template.spec.containers[1].image"],
        },
        "of a wrong type": {
            resources: { type: pod, properties: { spec: { containers: [{ image: ["web"] }] } } },
            parameters: only(ecr),
            at: ["spec.containers[0].image"],
        },
    },
    unknown: {
        "an image that is being built": {
            resources: {
                type: pod,
                properties: { spec: { containers: [{ image: unknown }, { image: "nginx" }] } },
            },
            parameters: only(ecr),
            undetermined: ["spec.containers[0].image"],
            at: ["spec.containers[1].image"],
        },
        "the volumes": {
            resources: { type: pod, properties: { spec: { ...running(`${ecr}/web:1`).spec, volumes: unknown } } },
            parameters: only(ecr),
            undetermined: ["spec.volumes"],
        },
        "the reference of a volume": {
            resources: { type: pod, properties: { spec: { volumes: [{ image: { reference: unknown } }] } } },
            parameters: only(ecr),
            undetermined: ["spec.volumes[0].image.reference"],
        },
    },
};
