import type { Resource } from "../resource";
import type { Value } from "../value";

const role = "aws:iam/role:Role";

/** Types that say what an identity may do: the policies, and a role with policies in it. */
export const identityPolicyTypes: readonly string[] = [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
    role,
];

/** The policy documents of one of these. */
export function identityPoliciesOf({ type, properties }: Resource): Value[] {
    return type === role
        ? properties
              .at("inlinePolicies")
              .list()
              .map((inline) => inline.at("policy"))
        : [properties.at("policy")];
}
