import { table } from "../../../embedded/markdown-table";
import { rules } from "../../../policy-pack/rules";
import type { Rule } from "../../../policy-pack/rule";
import { count, prose, ruleLinks } from "./markdown";
import { rooms } from "./sources";

/** The index: every rule, room by room. */
export function indexPage(): string {
    const mandatory = rules.filter(({ level }) => level === "mandatory").length;
    const mending = rules.filter((rule) => "remediate" in rule).length;
    return `<!-- Made from the rules in policy-pack/. To change it, change those and run: make docs -->

# Policies

${count(rules.length, "rule")} for AWS, EKS and Kubernetes, as a CrossGuard pack: ${mandatory} are mandatory and stop an update, the others tell. ${mending} can
also write what they ask for (*mends*), where a stack's config says \`remediate\`. [The pack's own page](../../policy-pack/README.md) says how
to run it, how a stack sets levels and parameters, and how a resource is exempted for a while.

- [By control](controls.md): AWS Security Hub, CIS EKS, Pod Security Standards, Checkov.
- [Against other sets of rules](coverage.md): what they have that this pack doesn't, and why.
- [unseen-resources](unseen-resources.md): what no rule can see is told. Exemptions that nothing needs any more are told too.

${rooms.map(section).join("\n\n")}
`;
}

function section({ title, about, rules: list }: (typeof rooms)[number]): string {
    const heading = `## ${title} (${list.length})\n\n${about}`;
    return list.length === 0
        ? heading
        : `${heading}\n\n${table(["rule", "holds", "level", "severity", ""], list.map(row))}`;
}

function row(rule: Rule): string[] {
    const { id, what, level, severity } = rule;
    return [ruleLinks([id]), prose(what), level, severity, "remediate" in rule ? "mends" : ""];
}
