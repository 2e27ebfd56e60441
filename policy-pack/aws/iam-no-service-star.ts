import { checkov, resourceRule, securityHub } from "../rule";
import { identityPoliciesOf, identityPolicyTypes } from "./identity-policies";
import { actionsOf, forEachAllow } from "./policy-document";

/** `s3:*`, and `*` for every service. A prefix as in `s3:Get*` is none. */
const wholeService = /^[^:]*:\*+$|^\*+$/;

export const iamNoServiceStar = resourceRule({
    id: "iam-no-service-star",
    level: "advisory",
    severity: "medium",
    what: "No policy allows all actions of a service, or all but some.",
    why: "A whole service has more than anyone needs: with `s3:*` who reads objects may also delete the bucket or publish it, and gets each action that AWS adds.",
    fix: `Action: ["s3:GetObject", "s3:List*"]`,
    controls: [...securityHub("IAM.21"), ...checkov("CKV_AWS_63")],
    source: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html",
    types: identityPolicyTypes,
    check(resource, { decide, violation }) {
        for (const policy of identityPoliciesOf(resource)) {
            forEachAllow(policy, decide, (statement) => {
                const allButThese = statement.at("NotAction");
                if (!allButThese.isMissing) {
                    violation(allButThese, "allows all actions but these: Action must name those that are needed");
                }
                for (const action of actionsOf(statement)) {
                    decide(() => {
                        if (wholeService.test(action.text() ?? "")) {
                            violation(action, "is all actions of a service: name those that are needed, or a prefix");
                        }
                    });
                }
            });
        }
    },
});
