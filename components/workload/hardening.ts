import type { core } from "@pulumi/kubernetes/types/input";

/** Distroless' user `nonroot`: no rights of its own, and not the owner of any file of the image. */
const nonRoot = 65532;

/** A pod's security context that the Pod Security Standard `restricted` admits. */
export function podSecurityContext(user = nonRoot): core.v1.PodSecurityContext {
    return {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        // Without it a volume's files change owner one by one at each start.
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
    };
}

/** A container's security context that `restricted` admits, with a root file system that can't be written. */
export function containerSecurityContext(): core.v1.SecurityContext {
    return {
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
    };
}

/** A writable folder in memory or on the node that ends with its pod; the limit keeps the node's disk from filling. */
export function scratchVolume(name: string, sizeLimit: string): core.v1.Volume {
    return { name, emptyDir: { sizeLimit } };
}
