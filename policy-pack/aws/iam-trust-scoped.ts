import { checkov, resourceRule } from "../rule";
import type { Value } from "../value";
import { isNarrowed } from "./narrowing-condition";
import { conditionsOf, forEachAllow, oneOrMore, principalsOf } from "./policy-document";

/** Operators that let in only whom they name. The negated ones don't, nor those that hold where a key is missing. */
const naming = /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/;

/** Patterns that name nobody. */
const anybody: readonly RegExp[] = [
    /^[*?]+$/,
    // The owner on GitHub, GitLab or HCP Terraform: anyone can have an account there.
    /^(repo|project_path|organization):[^/:]*[*?]/,
    // Any pod of the cluster.
    /^system:serviceaccount:\*(:\*)?$/,
];

export const iamTrustScoped = resourceRule({
    id: "iam-trust-scoped",
    level: "mandatory",
    severity: "critical",
    what: "A role names who may assume it: no principal is everyone, and one of an OIDC provider has a condition on its subject.",
    why: "A role that trusts everyone belongs to everyone. A role that trusts an OIDC provider as a whole can be assumed by any workflow on GitHub, or by any pod of the cluster.",
    fix: `Condition: {
    StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main",
    },
}`,
    controls: checkov("CKV_AWS_60"),
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    types: ["aws:iam/role:Role"],
    check({ properties }, { decide, violation }) {
        forEachAllow(properties.at("assumeRolePolicy"), decide, (statement) => {
            const allBut = statement.at("NotPrincipal");
            if (!allBut.isMissing) {
                violation(allBut, "lets in everyone but these: Principal must name who may assume the role");
            }
            if (namesSubjects(statement)) return;
            for (const { value } of principalsOf(statement)) {
                decide(() => {
                    const principal = value.text() ?? "";
                    if (principal === "*" && !isNarrowed(statement)) {
                        violation(value, "is everyone: it must name who may assume the role");
                    } else if (principal.includes(":oidc-provider/")) {
                        violation(statement.at("Condition"), "must limit the subject (sub) of the provider's tokens");
                    }
                });
            }
        });
    },
});

/** Whether a condition on the subject of the token says whose it must be. All conditions hold together: one is enough. */
function namesSubjects(statement: Value): boolean {
    return conditionsOf(statement).some(
        ({ operator, key, values }) =>
            naming.test(operator) &&
            key.toLowerCase().endsWith(":sub") &&
            oneOrMore(values).every((value) => !anybody.some((pattern) => pattern.test(value.text() ?? ""))),
    );
}
