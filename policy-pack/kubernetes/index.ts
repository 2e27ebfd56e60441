import type { Rule } from "../rule";
import { k8sNoEscalation } from "./k8s-no-escalation";

/** The rules about Kubernetes, in the order of the documentation. */
export const kubernetesRules: readonly Rule[] = [k8sNoEscalation];
