import { checkov, cisEks, resourceRule } from "../rule";
import type { Value } from "../value";
import { podOf, workloadTypes } from "./pod";

const accountTypes = ["kubernetes:core/v1:ServiceAccount", "kubernetes:core/v1:ServiceAccountPatch"];

export const k8sSaToken = resourceRule<{ accounts: string[] }>({
    id: "k8s-sa-token",
    level: "advisory",
    severity: "medium",
    what: "No pod gets a token for the API server, but those whose ServiceAccount is for that.",
    why: "The token lies in every container of the pod: who breaks into one speaks to the API server with the rights of its account, and those of `default` are shared by all pods of the namespace.",
    fix: `automountServiceAccountToken: false, // of the pod and of its ServiceAccount`,
    controls: [...cisEks("4.1.5", "4.1.6"), ...checkov("CKV_K8S_38", "CKV_K8S_41")],
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    parameters: {
        accounts: {
            description:
                "Names of the ServiceAccounts whose pods speak to the API server, such as those of controllers. `default` never counts as one.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
    },
    types: [...workloadTypes, ...accountTypes],
    check(resource, { parameters, violation }) {
        const isAccount = accountTypes.includes(resource.type);
        const { spec } = podOf(resource);
        const automount = (isAccount ? resource.properties : spec).at("automountServiceAccountToken");
        // A patch leaves to the object what it doesn't say.
        if (resource.type.endsWith("Patch") && automount.isMissing) return;
        if (automount.bool() === false) return;
        const account = () => (isAccount ? resource.properties.at("metadata", "name").text() : accountOf(spec));
        // Its name is read only where it matters: it may be unknown.
        if (parameters.accounts.some((name) => name !== "default" && name === account())) return;
        violation(automount, `is not false: ${isAccount ? "the account's pods" : "the pod"} would get a token`);
    },
});

/** By the name of today, or by that of old. */
function accountOf(spec: Value): string | undefined {
    return spec.at("serviceAccountName").text() ?? spec.at("serviceAccount").text();
}
