import type { Resource } from "../resource";
import { checkov, cisEks, resourceRule, type Review } from "../rule";
import type { Value } from "../value";
import { anyHolds } from "./any-holds";

const group = "kubernetes:rbac.authorization.k8s.io/v1";
const roleTypes = ["Role", "ClusterRole", "RolePatch", "ClusterRolePatch"].map((kind) => `${group}:${kind}`);
const bindingTypes = ["RoleBinding", "ClusterRoleBinding", "RoleBindingPatch", "ClusterRoleBindingPatch"].map(
    (kind) => `${group}:${kind}`,
);

export const k8sRbac = resourceRule({
    id: "k8s-rbac",
    level: "mandatory",
    severity: "critical",
    what: "Roles name what they give and give nobody the way to more, and bindings make no one an administrator of the cluster.",
    why: "A wildcard also gives what is added to the cluster later. Whoever may bind, escalate, impersonate or read all Secrets can become anyone.",
    fix: `rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch"] }]
// a Secret by its name:
rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: ["orders-database"], verbs: ["get"] }]`,
    controls: [
        ...cisEks("4.1.1", "4.1.2", "4.1.3", "4.1.8"),
        ...checkov("CKV_K8S_49", "CKV_K8S_157", "CKV_K8S_158", "CKV2_K8S_3", "CKV2_K8S_5"),
    ],
    source: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    types: [...roleTypes, ...bindingTypes],
    check(resource, review) {
        if (roleTypes.includes(resource.type)) checkRole(resource, review);
        else checkBinding(resource, review);
    },
});

function checkRole({ properties }: Resource, review: Review<object>): void {
    for (const rule of properties.at("rules").list()) {
        forbidWildcards(rule, review);
        forbidEscalation(rule, review);
        review.decide(() => {
            forbidReadingSecrets(rule, review);
        });
    }
}

function forbidWildcards(rule: Value, review: Review<object>): void {
    for (const list of ["apiGroups", "resources", "verbs", "nonResourceURLs"]) {
        forEachText(rule.at(list), review, (element, text) => {
            if (text === "*") review.violation(element, "is a wildcard: it also gives what is added later");
        });
    }
}

function forbidEscalation(rule: Value, review: Review<object>): void {
    forEachText(rule.at("verbs"), review, (verb, text) => {
        if (["bind", "escalate", "impersonate"].includes(text)) {
            review.violation(verb, "lets its subjects gain rights that they weren't given");
        }
    });
}

/** Those that a rule names are fine: it is all of them that nobody should read. */
function forbidReadingSecrets(rule: Value, { violation }: Review<object>): void {
    const secrets = rule
        .at("resources")
        .list()
        .find((element) => element.text() === "secrets");
    if (secrets === undefined || !hasAny(rule.at("apiGroups"), [""])) return;
    if (hasAny(rule.at("verbs"), ["get", "list", "watch"]) && rule.at("resourceNames").list().length === 0) {
        violation(secrets, "lets its subjects read every one: name those that they need in `resourceNames`");
    }
}

function checkBinding({ properties }: Resource, { decide, violation }: Review<object>): void {
    decide(() => {
        const role = properties.at("roleRef", "name");
        if (role.text() === "cluster-admin" && properties.at("roleRef", "kind").text() !== "Role") {
            violation(role, "is the role that may do everything: bind one that has what is needed");
        }
    });
    for (const subject of properties.at("subjects").list()) {
        decide(() => {
            const name = subject.at("name");
            if (["system:anonymous", "system:unauthenticated"].includes(name.text() ?? "")) {
                violation(name, "is everybody who reaches the API server, without a login");
            }
        });
    }
}

function forEachText(list: Value, { decide }: Review<object>, look: (element: Value, text: string) => void): void {
    decide(() => {
        for (const element of list.list()) {
            decide(() => {
                look(element, element.text() ?? "");
            });
        }
    });
}

function hasAny(list: Value, texts: readonly string[]): boolean {
    return anyHolds(list.list().map((element) => () => texts.some((text) => text === element.text())));
}
