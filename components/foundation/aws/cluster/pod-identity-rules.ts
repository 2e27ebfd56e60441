import { type Problem, propertyPath } from "../../../problems";
import { checkAutoName } from "../name-limits";

/** What the rules look at, of a PodIdentity's args. */
export interface PodIdentityNames {
    namespace: string;
    serviceAccount: string;
    /** Names of its policies, its own and those of AWS. */
    policies: readonly string[];
}

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const namespacePattern = new RegExp(`^${label}$`);
const serviceAccountPattern = new RegExp(`^(?=.{1,253}$)${label}(\\.${label})*$`);

/** What is wrong with the args of a PodIdentity, which are found at `path` in the args of who makes one. */
export function podIdentityProblems(name: string, given: PodIdentityNames, ...path: string[]): Problem[] {
    const reasons: [string | undefined, ...string[]][] = [
        [checkAutoName("iamRole", `${name}-role`), "name"],
        [patternProblem(namespacePattern, given.namespace, "namespace"), ...path, "namespace"],
        [patternProblem(serviceAccountPattern, given.serviceAccount, "ServiceAccount"), ...path, "serviceAccount"],
        [given.policies.length === 0 ? "has no policy: the role could do nothing" : undefined, ...path, "policies"],
        ...given.policies.map((policy): [string | undefined, ...string[]] => [
            checkAutoName("iamRolePolicy", `${name}-${policy}`),
            ...path,
            "policies",
            policy,
        ]),
    ];
    return reasons.flatMap(([reason, ...keys]) =>
        reason === undefined ? [] : [{ propertyPath: propertyPath(...keys), reason }],
    );
}

function patternProblem(pattern: RegExp, text: string, kind: string): string | undefined {
    return pattern.test(text) ? undefined : `is no name of a ${kind}; it is ${JSON.stringify(text)}`;
}
