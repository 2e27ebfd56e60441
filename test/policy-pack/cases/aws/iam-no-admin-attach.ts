import { iamNoAdminAttach } from "../../../../policy-pack/aws/iam-no-admin-attach";
import { type RuleCases, unknown } from "../../rule-cases";

const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const role = "aws:iam/role:Role";
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const readOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

export const cases: RuleCases = {
    rule: iamNoAdminAttach,
    compliant: {
        "what the nodes of EKS need": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
            resources: {
                type: attachment,
                properties: { role: unknown, policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
            },
        },
        "a role with policies of its own account": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html",
            resources: {
                type: role,
                properties: {
                    assumeRolePolicy: unknown,
                    managedPolicyArns: [readOnly, "arn:aws:iam::123456789012:policy/AdministratorAccess"],
                },
            },
        },
        "administrators of one service": {
            source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess-Amplify.html",
            resources: {
                type: attachment,
                properties: { role: "amplify", policyArn: "arn:aws:iam::aws:policy/AdministratorAccess-Amplify" },
            },
        },
        "a boundary that is no grant": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
            resources: { type: role, properties: { assumeRolePolicy: unknown, permissionsBoundary: admin } },
        },
    },
    violating: {
        "a role": {
            resources: { type: attachment, properties: { role: unknown, policyArn: admin } },
            at: ["policyArn"],
        },
        "a role in China, and one for a government": {
            resources: [
                {
                    name: "china",
                    type: attachment,
                    properties: { policyArn: "arn:aws-cn:iam::aws:policy/AdministratorAccess" },
                },
                {
                    name: "gov",
                    type: attachment,
                    properties: { policyArn: "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" },
                },
            ],
            at: ["china policyArn", "gov policyArn"],
        },
        "in the role itself, beside one that is unknown": {
            resources: { type: role, properties: { managedPolicyArns: [unknown, readOnly, admin] } },
            at: ["managedPolicyArns[2]"],
        },
        "users, groups, and all of them together": {
            resources: [
                {
                    name: "user",
                    type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
                    properties: { user: "ada", policyArn: admin },
                },
                {
                    name: "group",
                    type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
                    properties: { group: unknown, policyArn: admin },
                },
                {
                    name: "policy",
                    type: "aws:iam/policyAttachment:PolicyAttachment",
                    properties: { roles: ["deploy"], users: ["ada"], policyArn: admin },
                },
            ],
            at: ["group policyArn", "policy policyArn", "user policyArn"],
        },
        "in a list that is to be complete": {
            resources: {
                type: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
                properties: { roleName: "deploy", policyArns: [readOnly, admin] },
            },
            at: ["policyArns[1]"],
        },
        "a permission set": {
            resources: {
                type: "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
                properties: { instanceArn: unknown, permissionSetArn: unknown, managedPolicyArn: admin },
            },
            at: ["managedPolicyArn"],
        },
        "all of IAM, which comes to the same": {
            resources: {
                type: attachment,
                properties: { role: "deploy", policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" },
            },
            at: ["policyArn"],
        },
        "of a wrong type": {
            resources: { type: role, properties: { managedPolicyArns: [readOnly, 7] } },
            at: ["managedPolicyArns[1]"],
        },
    },
    unknown: {
        "a policy of the same program": {
            resources: { type: attachment, properties: { role: "deploy", policyArn: unknown } },
            undetermined: ["policyArn"],
        },
        "one policy of a role": {
            resources: { type: role, properties: { managedPolicyArns: [unknown, readOnly] } },
            undetermined: ["managedPolicyArns[0]"],
        },
        "all policies of a role": {
            resources: { type: role, properties: { managedPolicyArns: unknown } },
            undetermined: ["managedPolicyArns"],
        },
    },
};
