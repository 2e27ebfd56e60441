import type { Rule } from "../rule";
import { k8sCaps } from "./k8s-caps";
import { k8sImagePinned } from "./k8s-image-pinned";
import { k8sKernel } from "./k8s-kernel";
import { k8sNoEscalation } from "./k8s-no-escalation";
import { k8sNoHost } from "./k8s-no-host";
import { k8sNoPrivileged } from "./k8s-no-privileged";
import { k8sNonroot } from "./k8s-nonroot";
import { k8sReadonlyRoot } from "./k8s-readonly-root";
import { k8sSeccomp } from "./k8s-seccomp";
import { k8sVolumeTypes } from "./k8s-volume-types";

/** The rules about Kubernetes, in the order of the documentation. */
export const kubernetesRules: readonly Rule[] = [
    k8sNoPrivileged,
    k8sNoEscalation,
    k8sNonroot,
    k8sCaps,
    k8sSeccomp,
    k8sNoHost,
    k8sKernel,
    k8sVolumeTypes,
    k8sReadonlyRoot,
    k8sImagePinned,
];
