import { type Problem, propertyPath } from "../../../problems";
import { accountIdProblem, regionProblem } from "../account";
import { interruptionEvents } from "./interruption-events";
import { checkAutoName } from "../name-limits";
import { podIdentityProblems } from "./pod-identity-rules";

/** What the rules look at, of a Karpenter's args. */
export interface KarpenterNames {
    region: string;
    accountId: string;
    namespace: string;
    serviceAccount: string;
}

/** What is wrong with the args of a Karpenter. */
export function karpenterProblems(name: string, given: KarpenterNames): Problem[] {
    const reasons: [string, string | undefined][] = [
        ["region", regionProblem(given.region)],
        ["accountId", accountIdProblem(given.accountId)],
        ["name", checkAutoName("iamRole", `${name}-node-role`)],
        ["name", checkAutoName("sqsQueue", `${name}-interruptions`)],
        ...Object.keys(interruptionEvents).map((event): [string, string | undefined] => [
            "name",
            checkAutoName("eventRule", `${name}-on-${event}`),
        ]),
    ];
    return [
        ...reasons.flatMap(([path, reason]) =>
            reason === undefined ? [] : [{ propertyPath: propertyPath(path), reason }],
        ),
        ...podIdentityProblems(`${name}-controller`, { ...given, policies: ["nodes"] }),
    ];
}
