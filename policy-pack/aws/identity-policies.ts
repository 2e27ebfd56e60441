import type { Resource } from "../resource";
import type { Value } from "../value";

const role = "aws:iam/role:Role";
const permissionSet = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";

/** Types that say what an identity may do: the policies, that of a permission set, and a role with policies in it. */
export const identityPolicyTypes: readonly string[] = [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    permissionSet,
    role,
];

/** The policy documents of one of these. */
export function identityPoliciesOf({ type, properties }: Resource): Value[] {
    return type === role
        ? properties
              .at("inlinePolicies")
              .list()
              .map((inline) => inline.at("policy"))
        : [properties.at(type === permissionSet ? "inlinePolicy" : "policy")];
}
