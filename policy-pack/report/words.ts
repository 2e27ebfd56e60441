import type { Exemption } from "../exemptions";
import type { Control } from "../rule";
import type { ReportedFinding, SourcePosition } from "./report";

/** "1 rule", "2 rules". */
export function count(number: number, noun: string): string {
    return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** What steers a terminal or turns the direction of writing, and halves of characters. */
const unprintable = /[\p{Cc}\p{Surrogate}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** On one line, and without characters that do something to a terminal. */
export function printable(text: string): string {
    return text.replace(/\s+/g, " ").replace(unprintable, "\uFFFD");
}

/** Its lines as they are set in, without characters that do something to a terminal. */
export function printableLines(text: string): string[] {
    return text
        .split(/\r\n|[\r\n\u2028\u2029]/)
        .map((line) => line.replaceAll("\t", "    ").replace(unprintable, "\uFFFD").trimEnd());
}

/** Name and short type of a resource, as in `orders` and `aws.rds.Instance`. */
export function resourceOf(urn: string): { name: string; type: string } {
    const [, , types, ...name] = urn.split("::");
    if (types === undefined || name.length === 0) return { name: urn, type: "" };
    return { name: name.join("::"), type: shortType(types.split("$").at(-1) ?? types) };
}

/** `aws:rds/instance:Instance` → `aws.rds.Instance`: the file of the type is no news. */
function shortType(type: string): string {
    const [provider, module, name] = type.split(":");
    if (provider === undefined || module === undefined || name === undefined) return type;
    const file = `/${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return `${provider}.${module.endsWith(file) ? module.slice(0, -file.length) : module}.${name}`;
}

/** "orders (aws.rds.Instance)", or the stack where a finding is about no resource of its own. */
export function subject(urn: string | undefined): string {
    if (urn === undefined) return "the stack";
    const { name, type } = resourceOf(urn);
    return type === "" ? name : `${name} (${type})`;
}

/** What is wrong, and where in the resource. */
export function statement({ path, message }: ReportedFinding): string {
    return path === "" ? message : `${path} ${message}`;
}

export function position({ file, line, column }: SourcePosition): string {
    return [file, line, column].filter((part) => part !== undefined).join(":");
}

/** The file with the stack's settings, among them its exemptions. */
export function stackFile(stack: string): string {
    return `Pulumi.${stack}.yaml`;
}

/** Who excuses it until when and why, and where that is written. */
export function excuse({ reason, owner, expires, line }: Exemption, stack: string): string {
    return `${owner}, through ${expires}: ${reason} (${stackFile(stack)}:${line})`;
}

/** Who excused it, until that ended. */
export function endedExcuse({ reason, owner, expires, line }: Exemption, stack: string): string {
    return `the exemption of ${owner} ended on ${expires}: ${reason} (${stackFile(stack)}:${line})`;
}

/** The controls by framework: "AWS Security Hub RDS.3, RDS.27; Checkov CKV_AWS_16". */
export function controlList(controls: readonly Control[]): string {
    const frameworks = [...new Set(controls.map(({ framework }) => framework))];
    const idsOf = (framework: string) =>
        controls.filter((control) => control.framework === framework).map(({ id }) => id);
    return frameworks.map((framework) => `${framework} ${idsOf(framework).join(", ")}`).join("; ");
}

/** The elements by what they have in common, in the order of the first of each. */
export function groups<T>(elements: readonly T[], keyOf: (element: T) => string): [string, T[]][] {
    const found = new Map<string, T[]>();
    for (const element of elements) {
        const key = keyOf(element);
        const group = found.get(key) ?? [];
        group.push(element);
        found.set(key, group);
    }
    return [...found];
}
