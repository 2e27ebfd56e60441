import type { Rule } from "../rule";
import { k8sCaps } from "./k8s-caps";
import { k8sExposure } from "./k8s-exposure";
import { k8sImagePinned } from "./k8s-image-pinned";
import { k8sImageRegistry } from "./k8s-image-registry";
import { k8sKernel } from "./k8s-kernel";
import { k8sNamespace } from "./k8s-namespace";
import { k8sNoEscalation } from "./k8s-no-escalation";
import { k8sNoHost } from "./k8s-no-host";
import { k8sNoPrivileged } from "./k8s-no-privileged";
import { k8sNonroot } from "./k8s-nonroot";
import { k8sProbes } from "./k8s-probes";
import { k8sRbac } from "./k8s-rbac";
import { k8sReadonlyRoot } from "./k8s-readonly-root";
import { k8sResources } from "./k8s-resources";
import { k8sSaToken } from "./k8s-sa-token";
import { k8sSeccomp } from "./k8s-seccomp";
import { k8sSecretEnv } from "./k8s-secret-env";
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
    k8sImageRegistry,
    k8sResources,
    k8sProbes,
    k8sNamespace,
    k8sSaToken,
    k8sRbac,
    k8sSecretEnv,
    k8sExposure,
];
