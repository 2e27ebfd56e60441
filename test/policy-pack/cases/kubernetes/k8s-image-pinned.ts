import { k8sImagePinned } from "../../../../policy-pack/kubernetes/k8s-image-pinned";
import { type RuleCases, unknown } from "../../rule-cases";

const images = "https://kubernetes.io/docs/concepts/containers/images/";
const digest = "sha256:1ff6c18fbef2045af6b9c16bf034cc421a29027b800e4f9b68ae9b1cb3e9ae07";
const requireDigest = { requireDigest: true };

export const cases: RuleCases = {
    rule: k8sImagePinned,
    compliant: {
        "a tag": {
            source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        replicas: 3,
                        template: {
                            spec: {
                                initContainers: [{ name: "set-up", image: "busybox:1.28" }],
                                containers: [{ name: "nginx", image: "nginx:1.14.2", ports: [{ containerPort: 80 }] }],
                            },
                        },
                    },
                },
            },
        },
        "a tag, behind the port of a registry": {
            source: images,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ image: "fictional.registry.example:10443/imagename:v1.0" }] } },
            },
        },
        "a digest, and whatever tag": {
            source: images,
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: {
                        containers: [
                            { name: "pause", image: `registry.k8s.io/pause@${digest}` },
                            { name: "web", image: `registry.k8s.io/pause:latest@${digest}` },
                        ],
                    },
                },
            },
        },
        "a digest where one is required": {
            source: images,
            parameters: requireDigest,
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: { spec: { containers: [{ image: `registry.k8s.io/pause:3.5@${digest}` }] } },
                            },
                        },
                    },
                },
            },
        },
        "a patch of something else": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "web", env: unknown }] } } } },
            },
        },
    },
    violating: {
        "no tag": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ name: "nginx", image: "nginx" }] } },
            },
            at: ["spec.containers[0].image"],
        },
        "no tag, behind the port of a registry": {
            resources: {
                type: "kubernetes:apps/v1:StatefulSet",
                properties: {
                    spec: { template: { spec: { containers: [{ image: "registry.example.com:5000/shop/db" }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].image"],
        },
        "latest, in an init container of a CronJob": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        containers: [{ image: "busybox:1.28" }],
                                        initContainers: [{ image: "registry.example.com/shop/tools:latest" }],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.initContainers[0].image"],
        },
        "no image, a blank one and half of one": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSet",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ name: "a" }, { image: "" }, { image: "nginx:" }, { image: "nginx@" }],
                            },
                        },
                    },
                },
            },
            at: [0, 1, 2, 3].map((index) => `spec.template.spec.containers[${index}].image`),
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DeploymentPatch",
                properties: {
                    spec: { template: { spec: { containers: [{ name: "web", image: "ghcr.io/shop/web:latest" }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].image"],
        },
        "a tag where a digest is required": {
            parameters: requireDigest,
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: { template: { spec: { containers: [{ image: "registry.example.com/shop/migrate:7" }] } } },
                },
            },
            at: ["spec.template.spec.containers[0].image"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: [{ image: 1.4 }] } },
            },
            at: ["spec.containers[0].image"],
        },
    },
    unknown: {
        "an image that is yet to be built": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: { spec: { template: { spec: { containers: [{ image: unknown }, { image: "proxy" }] } } } },
            },
            undetermined: ["spec.template.spec.containers[0].image"],
            at: ["spec.template.spec.containers[1].image"],
        },
        "the containers": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { containers: unknown, initContainers: [{ image: "proxy:latest" }] } },
            },
            undetermined: ["spec.containers"],
            at: ["spec.initContainers[0].image"],
        },
    },
};
