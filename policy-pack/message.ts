import { pageOf } from "./page";
import type { ReportedFinding } from "./report/report";
import type { Rule } from "./rule";

/** What the engine prints of a finding: it drops the fix and the controls that a rule has beside its message. */
export function messageOf(rule: Rule, finding: ReportedFinding): string {
    const { kind, path, message, exemption, expired } = finding;
    const where = path === "" ? message : `${path} ${message}`;
    switch (kind) {
        case "fault":
            return `the rule itself failed, which is a defect of the rule and not of the resource:\n${message}`;
        case "undetermined":
            return `undetermined: ${where}`;
        case "unseen":
            return `unseen: ${where}`;
        case "violation":
            break;
    }
    if (exemption !== undefined) {
        const { expires, owner, reason } = exemption;
        return `exempt until ${expires} (${owner}: ${reason}): ${where}`;
    }
    const controls = rule.controls.map(({ framework, id }) => `${framework} ${id}`).join(", ");
    return [
        where,
        ...(expired === undefined
            ? []
            : [`Its exemption ended on ${expired.expires}: ask ${expired.owner} (${expired.reason}).`]),
        `Why: ${rule.why}`,
        `Write: ${rule.fix}`,
        ...(controls === "" ? [] : [`Controls: ${controls}`]),
        pageOf(rule),
    ].join("\n");
}
