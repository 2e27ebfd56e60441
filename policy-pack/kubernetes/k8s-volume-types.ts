import { podSecurity, resourceRule } from "../rule";
import { podOf, workloadTypes } from "./pod";

/** `image` came after the list of the standards was written; their admission controller lets it pass. */
const allowed = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

export const k8sVolumeTypes = resourceRule({
    id: "k8s-volume-types",
    level: "mandatory",
    severity: "medium",
    what: "Pods mount what is their own, or what the cluster gives them through a claim or a CSI driver.",
    why: "The other types reach past the cluster to the node's disk or to a server of storage, with whatever rights the node has there.",
    fix: `volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }]`,
    controls: [...podSecurity("restricted")],
    source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    types: workloadTypes,
    check(resource, { decide, violation }) {
        for (const volume of podOf(resource).spec.at("volumes").list()) {
            decide(() => {
                for (const [type, source] of volume.entries()) {
                    if (type === "name" || allowed.includes(type)) continue;
                    decide(() => {
                        if (!source.isMissing)
                            violation(source, `is not one of the types that a pod may mount: ${allowed.join(", ")}`);
                    });
                }
            });
        }
    },
});
