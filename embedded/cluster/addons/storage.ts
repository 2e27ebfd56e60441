import { account, deployment, Manifest, namespace } from "./manifests";

/** The default StorageClass: folders below `<state>/volumes`, which `down` leaves as they are. */
export function storage(image: string, helperImage: string, folder: string): Manifest[] {
    const name = "local-path-provisioner";
    const space = "local-path-storage";
    const helperPod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "helper-pod" },
        spec: {
            priorityClassName: "system-node-critical",
            tolerations: [{ operator: "Exists" }],
            containers: [{ name: "helper-pod", image: helperImage, imagePullPolicy: "IfNotPresent" }],
        },
    };
    return [
        // Its helper pods make folders on the node.
        namespace(space, "privileged"),
        ...account(name, space, [
            { apiGroups: [""], resources: ["nodes", "configmaps", "pods/log"], verbs: ["get", "list", "watch"] },
            { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get", "list", "watch"] },
            { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch", "create", "delete"] },
            {
                apiGroups: [""],
                resources: ["persistentvolumes"],
                verbs: ["get", "list", "watch", "create", "patch", "update", "delete"],
            },
            { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
            { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get", "list", "watch"] },
        ]),
        {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: "local-path-config", namespace: space },
            data: {
                "config.json": JSON.stringify({
                    nodePathMap: [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [folder] }],
                }),
                setup: '#!/bin/sh\nset -eu\nmkdir -m 0777 -p "$VOL_DIR"\n',
                teardown: '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"\n',
                "helperPod.yaml": JSON.stringify(helperPod),
            },
        },
        deployment({
            name,
            namespace: space,
            image,
            // Helper pods need no power over the API.
            args: ["start", "--config", "/etc/config/config.json", "--service-account-name", "default"],
            serviceAccountName: name,
            ports: [],
            env: [
                { name: "POD_NAMESPACE", value: space },
                { name: "CONFIG_MOUNT_PATH", value: "/etc/config/" },
            ],
            resources: { cpu: "10m", memory: "24Mi", memoryLimit: "96Mi" },
            volumes: [
                { name: "config", mountPath: "/etc/config", source: { configMap: { name: "local-path-config" } } },
            ],
        }),
        {
            apiVersion: "storage.k8s.io/v1",
            kind: "StorageClass",
            metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
            provisioner: "rancher.io/local-path",
            volumeBindingMode: "WaitForFirstConsumer",
            reclaimPolicy: "Delete",
        },
    ];
}
