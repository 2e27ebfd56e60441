import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";
import { identityPoliciesOf, identityPolicyTypes } from "./identity-policies";
import { actionsOf, forEachAllow, resourcesOf } from "./policy-document";

/** `*`, and what comes to the same: `*:*`. */
const everyAction = /^\*+(:\*+)?$/;
/** `*`, and what comes to the same: `arn:aws:*`. */
const everyResource = /^(\*+|arn:[^:]*(:\*+)+)$/;

export const iamNoAdmin = resourceRule({
    id: "iam-no-admin",
    level: "mandatory",
    severity: "high",
    what: "No policy allows every action on every resource.",
    why: "Whoever gets hold of the identity, or of a workload that has it, has the whole account.",
    fix: `policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::orders/*" }],
}`,
    controls: [...securityHub("IAM.1"), ...checkov("CKV_AWS_62")],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    types: identityPolicyTypes,
    check(resource, { decide, violation }) {
        for (const policy of identityPoliciesOf(resource)) {
            forEachAllow(policy, decide, (statement) => {
                const action = firstThatIs(everyAction, actionsOf(statement));
                if (action !== undefined && isAboutEverything(statement)) {
                    violation(action, "is every action on every resource: name those that are needed");
                }
            });
        }
    },
});

/** All resources but some come to the same. */
function isAboutEverything(statement: Value): boolean {
    return !statement.at("NotResource").isMissing || firstThatIs(everyResource, resourcesOf(statement)) !== undefined;
}

/** Throws where none is for sure, and an unknown one may be. */
function firstThatIs(pattern: RegExp, values: readonly Value[]): Value | undefined {
    const known = values.filter((value) => !value.isUnknown);
    const unknown = values.filter((value) => value.isUnknown);
    return [...known, ...unknown].find((value) => pattern.test(value.text() ?? ""));
}
