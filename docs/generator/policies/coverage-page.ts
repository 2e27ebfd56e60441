import { table } from "../../../embedded/markdown-table";
import { rules } from "../../../policy-pack/rules";
import { prose, ruleLinks } from "./markdown";
import { checkov, type CheckSet, compare, type Compared, type RuleSet, ruleSets, type Status } from "./other-sets";

/** What other sets of rules have that the pack doesn't, and why. */
export function coveragePage(): string {
    const compared = ruleSets.map((set) => ({
        set,
        groups: set.groups.map((group) => ({ name: group.name, rules: compare(group) })),
    }));
    const all = compared.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
    const checks = checkov.groups.map(compareChecks);
    const own = rules.filter(
        ({ id, controls }) =>
            !all.some(({ by }) => by.includes(id)) && !controls.some(({ framework }) => framework === "Checkov"),
    );
    return `<!-- Made from docs/generator/policies/*.yaml and the rules' controls. To change it, change those and run: make docs -->

# Policies against other sets of rules

What well-known sets ask for, and which of [our rules](README.md) ask for the same. *In part* says what of it; *no* says why not: mostly
that the pack is about what an application on EKS stands on, and has no rule about other services. The lists were read in the versions
that are named; the counts are made from them.

${table(
    ["set", "version", "rules", "covered", "in part", "no"],
    [
        ...compared.map(({ set, groups }) =>
            countsOf(
                set,
                groups.flatMap((group) => group.rules).map(({ status }) => status),
            ),
        ),
        countsOf(
            checkov,
            checks.flatMap(({ covered, left }) => [
                ...covered.map((): Status => "covered"),
                ...left.map((): Status => "not covered"),
            ]),
        ),
    ],
)}

${own.length} of our ${rules.length} rules are in none of them: ${ruleLinks(own.map(({ id }) => id))}.

${compared.map(({ set, groups }) => [introduction(set), ...groups.map(groupTable)].join("\n\n")).join("\n\n")}

${introduction(checkov)}

### Services with rules

${table(["service", "checks", "covered", "by", "not covered", "why not"], checks.filter(({ covered }) => covered.length > 0).map(checkRow))}

### Services without rules

${table(
    ["service", "checks", "why not"],
    checks
        .filter(({ covered }) => covered.length === 0)
        .map(({ name, left, why }) => [name, String(left.length), why ?? `no rule about ${name}`]),
)}
`;
}

function introduction({ name, about, source, version }: RuleSet | CheckSet): string {
    return `## ${name}\n\n${about} Read: [${version}](${source}).`;
}

function countsOf({ name, source, version }: RuleSet | CheckSet, statuses: readonly Status[]): string[] {
    const number = (status: Status) => String(statuses.filter((one) => one === status).length);
    return [
        `[${name}](${source})`,
        version,
        String(statuses.length),
        number("covered"),
        number("in part"),
        number("not covered"),
    ];
}

function groupTable({ name, rules: list }: { name: string; rules: readonly Compared[] }): string {
    return `### ${name}\n\n${table(
        ["rule", "asks that", "here"],
        list.map((other) => [`\`${other.id}\``, prose(other.asks), here(other)]),
    )}`;
}

function here({ status, by, remark }: Compared): string {
    switch (status) {
        case "covered":
            return ruleLinks(by);
        case "in part":
            return `in part, ${ruleLinks(by)}${remark === "" ? "" : `: ${prose(remark)}`}`;
        case "not covered":
            return `no: ${prose(remark)}`;
    }
}

interface ComparedChecks {
    readonly name: string;
    readonly why?: string;
    readonly covered: readonly string[];
    readonly left: readonly string[];
}

function compareChecks({ name, why, checks }: CheckSet["groups"][number]): ComparedChecks {
    const ids = checks.split(/\s+/).filter((id) => id !== "");
    const isCovered = (id: string) => servedBy(id).length > 0;
    return { name, why, covered: ids.filter(isCovered), left: ids.filter((id) => !isCovered(id)) };
}

function servedBy(check: string): string[] {
    return rules
        .filter(({ controls }) => controls.some(({ framework, id }) => framework === "Checkov" && id === check))
        .map(({ id }) => id);
}

function checkRow({ name, why, covered, left }: ComparedChecks): string[] {
    const by = [...new Set(covered.flatMap(servedBy))];
    return [
        name,
        String(covered.length + left.length),
        String(covered.length),
        ruleLinks(by),
        left.join(", "),
        left.length === 0 ? "" : prose(why ?? "no rule yet"),
    ];
}
