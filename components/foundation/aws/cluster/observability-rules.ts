import type { Problem } from "../../../problems";
import { regionProblem } from "../account";
import { retentionProblem } from "../log-retention";
import { because } from "../rule";
import { addonProblem } from "./cluster-rules";
import { podIdentityProblems } from "./pod-identity-rules";

/** What is wrong with the args of an Observability. */
export function observabilityProblems(
    name: string,
    { region, version, logRetentionDays }: { region: string; version: string; logRetentionDays: number },
): Problem[] {
    const agent = { namespace: "amazon-cloudwatch", serviceAccount: "cloudwatch-agent", policies: ["agent"] };
    return [
        ...podIdentityProblems(`${name}-agent`, agent),
        ...because(regionProblem(region), "region"),
        ...because(addonProblem(version), "version"),
        ...because(retentionProblem(logRetentionDays), "logRetentionDays"),
    ];
}
