import { checkov, resourceRule } from "../rule";
import { oneOrMore } from "./policy-document";

/** Everything; and all of IAM, with which one gives oneself everything. */
const adminPolicy = /^arn:aws[\w-]*:iam::aws:policy\/(AdministratorAccess|IAMFullAccess)$/;

export const iamNoAdminAttach = resourceRule({
    id: "iam-no-admin-attach",
    level: "mandatory",
    severity: "critical",
    what: "No role, user, group or permission set has AWS's policy AdministratorAccess, or IAMFullAccess, which comes to the same.",
    why: "Who takes over whatever has it owns the account: every service, every other identity, and the logs.",
    fix: `new aws.iam.RolePolicyAttachment("deploy", { role: role.name, policyArn: deployOnly.arn });`,
    controls: [...checkov("CKV_AWS_274", "CKV2_AWS_56")],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    types: [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/userPolicyAttachment:UserPolicyAttachment",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
        "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
        "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
        "aws:iam/role:Role",
        "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
    ],
    check({ properties }, { decide, violation }) {
        for (const property of ["policyArn", "policyArns", "managedPolicyArns", "managedPolicyArn"]) {
            decide(() => {
                for (const arn of oneOrMore(properties.at(property))) {
                    decide(() => {
                        if (adminPolicy.test(arn.text() ?? "")) {
                            violation(
                                arn,
                                "gives the rights of an administrator: a policy of what is needed belongs there",
                            );
                        }
                    });
                }
            });
        }
    },
});
