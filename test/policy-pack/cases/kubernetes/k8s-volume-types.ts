import { k8sVolumeTypes } from "../../../../policy-pack/kubernetes/k8s-volume-types";
import { type RuleCases, unknown } from "../../rule-cases";

export const cases: RuleCases = {
    rule: k8sVolumeTypes,
    compliant: {
        "a configuration, a secret and room to write": {
            source: "https://kubernetes.io/docs/concepts/storage/volumes/",
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    metadata: { name: "configmap-pod" },
                    spec: {
                        containers: [{ name: "test", image: "busybox:1.28" }],
                        volumes: [
                            {
                                name: "config-vol",
                                configMap: {
                                    name: "log-config",
                                    items: [{ key: "log_level", path: "log_level.conf" }],
                                },
                            },
                            { name: "tls", secret: { secretName: unknown, defaultMode: 256 } },
                            { name: "cache-volume", emptyDir: { sizeLimit: "500Mi" } },
                        ],
                    },
                },
            },
        },
        "a projected volume": {
            source: "https://kubernetes.io/docs/concepts/storage/projected-volumes/",
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ name: "web" }],
                                volumes: [
                                    {
                                        name: "all-in-one",
                                        projected: {
                                            sources: [
                                                { secret: { name: "mysecret" } },
                                                { downwardAPI: { items: [{ path: "labels" }] } },
                                            ],
                                        },
                                    },
                                    { name: "podinfo", downwardAPI: { items: [{ path: "labels" }] } },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a claim, a volume for as long as the pod lives, a CSI driver and an image": {
            source: "https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/",
            resources: {
                type: "kubernetes:batch/v1:Job",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ name: "import" }],
                                volumes: [
                                    { name: "data", persistentVolumeClaim: { claimName: "data", readOnly: true } },
                                    {
                                        name: "scratch-volume",
                                        ephemeral: {
                                            volumeClaimTemplate: {
                                                spec: {
                                                    accessModes: ["ReadWriteOnce"],
                                                    storageClassName: "scratch-storage-class",
                                                },
                                            },
                                        },
                                    },
                                    { name: "inline", csi: { driver: "inline.storage.kubernetes.io" } },
                                    { name: "models", image: { reference: "quay.io/crio/artifact:v2" } },
                                ],
                            },
                        },
                    },
                },
            },
        },
        "a patch without volumes": {
            source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/",
            resources: {
                type: "kubernetes:apps/v1:StatefulSetPatch",
                properties: { spec: { template: { spec: { containers: [{ name: "db" }] } } } },
            },
        },
    },
    violating: {
        "a path of the node": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] } },
            },
            at: ["spec.volumes[0].hostPath"],
        },
        "a disk of AWS and a server of files": {
            resources: {
                type: "kubernetes:apps/v1:Deployment",
                properties: {
                    spec: {
                        template: {
                            spec: {
                                containers: [{ name: "web" }],
                                volumes: [
                                    { name: "tmp", emptyDir: {} },
                                    { name: "data", awsElasticBlockStore: { volumeID: "vol-0a1b2c3d4e5f60718" } },
                                    { name: "files", nfs: { server: "files.example.com", path: "/exports" } },
                                ],
                            },
                        },
                    },
                },
            },
            at: ["spec.template.spec.volumes[1].awsElasticBlockStore", "spec.template.spec.volumes[2].nfs"],
        },
        "a git repository, in a CronJob": {
            resources: {
                type: "kubernetes:batch/v1:CronJob",
                properties: {
                    spec: {
                        jobTemplate: {
                            spec: {
                                template: {
                                    spec: {
                                        volumes: [
                                            {
                                                name: "site",
                                                gitRepo: { repository: "https://git.example.com/site.git" },
                                            },
                                        ],
                                    },
                                },
                            },
                        },
                    },
                },
            },
            at: ["spec.jobTemplate.spec.template.spec.volumes[0].gitRepo"],
        },
        "through a patch": {
            resources: {
                type: "kubernetes:apps/v1:DaemonSetPatch",
                properties: { spec: { template: { spec: { volumes: [{ name: "disks", iscsi: { lun: 0 } }] } } } },
            },
            at: ["spec.template.spec.volumes[0].iscsi"],
        },
        "settings that are yet unknown, and a right volume beside": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: {
                    spec: { volumes: [{ name: unknown, cephfs: { monitors: unknown } }, { secret: unknown }] },
                },
            },
            at: ["spec.volumes[0].cephfs"],
        },
        "of a wrong type": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: ["data", { name: "tmp", emptyDir: {} }] } },
            },
            at: ["spec.volumes[0]"],
        },
    },
    unknown: {
        "the volumes": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: unknown, containers: [{ name: "web" }] } },
            },
            undetermined: ["spec.volumes"],
        },
        "one volume": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: [unknown, { name: "files", nfs: { path: "/" } }] } },
            },
            undetermined: ["spec.volumes[0]"],
            at: ["spec.volumes[1].nfs"],
        },
        "whether there is a path of the node": {
            resources: {
                type: "kubernetes:core/v1:Pod",
                properties: { spec: { volumes: [{ name: "logs", hostPath: unknown }] } },
            },
            undetermined: ["spec.volumes[0].hostPath"],
        },
    },
};
