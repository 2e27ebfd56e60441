import { checkov, cisEks, resourceRule, type Review } from "../rule";
import type { Value } from "../value";
import { forEachContainer, podOf, workloadTypes } from "./pod";
import { isReference, isSecretName, looksLikeSecret } from "./secret-texts";

interface Parameters {
    allowedNames: string[];
    forbidSecretKeyRef: boolean;
}

export const k8sSecretEnv = resourceRule<Parameters>({
    id: "k8s-secret-env",
    level: "mandatory",
    severity: "high",
    what: "No secret stands in the environment of a container as it is.",
    why: "Whoever may look at the pod, its Deployment or the program's state reads it; so does everything that the process starts, and often its log. It takes a rollout to change it.",
    fix: `env: [{ name: "DB_PASSWORD_FILE", value: "/var/run/secrets/orders/password" }],
volumeMounts: [{ name: "database", mountPath: "/var/run/secrets/orders", readOnly: true }],
// of the pod
volumes: [{ name: "database", secret: { secretName: "orders-database" } }],`,
    controls: [...cisEks("4.4.1"), ...checkov("CKV_K8S_35")],
    source: "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    parameters: {
        allowedNames: {
            description:
                "Variables that are no secrets though their names sound so. What looks like a key of AWS, GitHub and others is found all the same.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
        forbidSecretKeyRef: {
            description:
                "Whether variables that Kubernetes fills from a Secret (`secretKeyRef`, `secretRef`) are forbidden as well. CIS EKS 4.4.1 and CKV_K8S_35 ask for it: they prefer files.",
            type: "boolean",
            default: false,
        },
    },
    types: workloadTypes,
    check(resource, review) {
        forEachContainer(podOf(resource), review.decide, (container) => {
            for (const variable of container.at("env").list()) {
                lookAtVariable(variable, review);
            }
            if (review.parameters.forbidSecretKeyRef) {
                for (const source of container.at("envFrom").list()) {
                    forbid(source.at("secretRef"), review);
                }
            }
        });
    },
});

function lookAtVariable(variable: Value, review: Review<Parameters>): void {
    const { allowedNames, forbidSecretKeyRef } = review.parameters;
    review.decide(() => {
        const value = variable.at("value");
        const text = String(value.scalar() ?? "");
        if (looksLikeSecret(text)) {
            review.violation(value, "looks like a secret: mount it as a file of a Secret");
        } else if (!isReference(text)) {
            const name = variable.at("name").text() ?? "";
            if (!isSecretName(name) || allowedNames.includes(name)) return;
            review.violation(value, "is a secret by the variable's name: mount it as a file of a Secret");
        }
    });
    if (forbidSecretKeyRef) forbid(variable.at("valueFrom", "secretKeyRef"), review);
}

function forbid(reference: Value, { decide, violation }: Review<Parameters>): void {
    decide(() => {
        if (!reference.isMissing) violation(reference, "puts a secret into the environment: mount it as a file");
    });
}
