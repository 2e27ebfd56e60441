import { table } from "../../../embedded/markdown-table";
import { stringify } from "yaml";

import { longestExemption } from "../../../policy-pack/exemptions";
import { defaults, isStackRule, type Parameter, type Rule } from "../../../policy-pack/rule";
import { controlLink, frameworkNames } from "./frameworks";
import { fenced, prose } from "./markdown";
import { exampleOf, fileOf } from "./sources";
import { tokensOf, typesOf } from "./types";

/** A rule's page. */
export function rulePage(rule: Rule): string {
    const { id, what, why, fix, level, severity, source } = rule;
    const page = [
        `<!-- Made from ${fileOf(rule)} and its examples. To change it, change those and run: make docs -->`,
        `# ${id}`,
        prose(what),
        prose(why),
        `**${level}** · severity ${severity} · [source](../../${fileOf(rule)}) · [read from](${source}) · [all rules](README.md)`,
        "## What it looks at",
        typesOf(rule) ?? "",
        isStackRule(rule) ? aboutTheStack : aboutOneResource,
        ...fixing(rule, fix),
        "## Examples",
        "Refused:",
        fenced("ts", exampleOf(rule, "bad")),
        "Good:",
        fenced("ts", exampleOf(rule, "good")),
        ...settings(rule),
        ...controls(rule),
        "## Exempt a resource",
        `In \`policy-exemptions.<stack>.yaml\`; the last day is at most ${longestExemption} days ahead:`,
        fenced("yaml", exemption(rule)),
    ];
    return `${page.join("\n\n")}\n`;
}

const aboutOneResource = `A value that only the update will know makes the rule *undetermined* there: the preview says so and goes on, and the update
looks again before it makes the resource.`;

const aboutTheStack = `It looks when the program has registered everything. In a preview a value that only the update will know makes the rule
*undetermined* there, which stops nothing; during an update the resources are there already when it looks, so that a violation
fails the update without undoing it. Run a preview first.`;

function fixing(rule: Rule, fix: string): string[] {
    const canMend = "remediate" in rule;
    return [
        "## What to write",
        fenced("ts", fix),
        canMend
            ? "With the level `remediate` the rule writes it itself, before the resource is made; the report says where it did."
            : "The rule can't write it for you (no `remediate`): there is more than one way, or a person has to decide.",
    ];
}

function settings(rule: Rule): string[] {
    const parameters = Object.entries((rule.parameters ?? {}) as Record<string, Parameter<unknown>>);
    const rows = parameters.map(([name, parameter]) => [
        `\`${name}\``,
        typeText(parameter),
        `\`${JSON.stringify(parameter.default)}\``,
        prose(parameter.description),
    ]);
    return [
        "## Settings",
        ...(rows.length === 0 ? [] : [table(["parameter", "type", "default", ""], rows)]),
        "In `policy-config.<stack>.yaml`:",
        fenced("yaml", configuration(rule)),
    ];
}

function typeText({ type, items, enum: values, minimum, maximum }: Parameter<unknown>): string {
    const bounds = [
        ...(minimum === undefined ? [] : [`from ${minimum}`]),
        ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ];
    const name = items === undefined ? type : `${type} of ${items.type}`;
    return [name, ...(values ?? []).map((value) => `\`${value}\``), ...bounds].join(" ");
}

/** What a stack may write of the rule: the other level, and its parameters as the examples have them. */
export function configuration(rule: Rule): string {
    const level = rule.level === "mandatory" ? "advisory" : "mandatory";
    const parameters = { ...defaults(rule), ...(rule.exampleParameters as object | undefined) };
    const setting = rule.parameters === undefined ? level : { level, ...parameters };
    return stringify({ version: 1, rules: { [rule.id]: setting } });
}

/** An exemption for a resource of the rule's first type. */
export function exemption(rule: Rule): string {
    const [type = "*"] = tokensOf(rule);
    return stringify({
        version: 1,
        exemptions: [
            {
                rule: rule.id,
                urn: `urn:pulumi:production::*${type}::orders`.replace("**", "*"),
                reason: "Replaced in March (SHOP-1234)",
                owner: "shop@example.com",
                expires: "2027-03-31",
            },
        ],
    });
}

function controls(rule: Rule): string[] {
    const lines = frameworkNames.flatMap((framework) => {
        const links = rule.controls.filter((control) => control.framework === framework).map(controlLink);
        return links.length === 0 ? [] : [`- ${framework}: ${links.join(", ")}`];
    });
    return lines.length === 0 ? [] : ["## Controls", lines.join("\n")];
}
