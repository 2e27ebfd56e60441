import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import type { Finding } from "./finding";
import { messageOf } from "./message";
import { unseenId } from "./report/report";
import { judge, type Run } from "./review";
import { resourceRule, type Rule } from "./rule";

/** Types of resources that make objects in a cluster by themselves: the engine, and so every rule, sees the one resource. */
const opaqueTypes = ["kubernetes:helm.sh/v3:Release"];

/** Not one of the rules: says what none of them has seen. */
export const unseenResources: Rule = resourceRule({
    id: unseenId,
    level: "advisory",
    severity: "low",
    what: "What no rule can see is told, and not taken for clean.",
    why: "The objects of a Helm release are made by Helm, and may be anything.",
    fix: `new kubernetes.helm.v4.Chart("metrics", { … }); // its objects are resources of the stack`,
    controls: [],
    source: "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/choosing-the-right-helm-resource-for-your-use-case/",
    types: opaqueTypes,
    check: () => undefined,
});

/** The first policy of the pack: sees every resource, and tells those that hide others. */
export function unseenPolicy(run: Run): ResourceValidationPolicy {
    return {
        name: unseenResources.id,
        description: unseenResources.what,
        enforcementLevel: "advisory",
        validateResource: ({ urn, type, props }, report) => {
            run.log({ resource: urn });
            run.inputs.see(urn, props);
            if (!opaqueTypes.includes(type)) return;
            const message = "is made by Helm: no rule sees the objects of its chart";
            const finding: Finding = { kind: "unseen", rule: unseenResources.id, urn, path: "", message };
            report(messageOf(unseenResources, judge(run, unseenResources, finding)));
        },
    };
}

/** The last policy of the pack: says which exemptions nothing needed. */
export function exemptionsPolicy(run: Run): StackValidationPolicy {
    return {
        name: "unused-exemptions",
        description: "Exemptions that nothing needs are taken out.",
        enforcementLevel: "advisory",
        validateStack: (_args, report: ReportViolation) => {
            const { unused } = run.exemptions;
            run.log({ unusedExemptions: unused });
            for (const { line, rule, urn, owner } of unused) {
                report(`line ${line}: nothing breaks ${rule} at ${urn} any more; take it out (owner: ${owner})`);
            }
        },
    };
}
