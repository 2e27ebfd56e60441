import { isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

import type { Finding } from "./finding";
import { suggestion } from "./nearest";
import { PolicyFile } from "./policy-file";
import type { Rule } from "./rule";

/** A reviewed line that lets a resource break a rule for a while. */
export interface Exemption {
    /** Pattern of URNs: `*` stands for any text. `stack` for what is about the stack as a whole. */
    readonly urn: string;
    /** ID of the rule. */
    readonly rule: string;
    readonly reason: string;
    readonly owner: string;
    /** The last day on which it holds, in UTC: `2027-03-31`. */
    readonly expires: string;
    /** Its line in the file, from 1. */
    readonly line: number;
}

/** An exemption ends within this many days: it is looked at again twice a year. */
export const longestExemption = 180;

const fields = ["rule", "urn", "reason", "owner", "expires"] as const;

/**
 * Reads `policy-exemptions.<stack>.yaml`. Returns what is wrong with it too, with line and column.
 *
 * @param today As in `2026-11-28`.
 */
export function readExemptions(
    file: string,
    rules: readonly Rule[],
    today: string,
): { exemptions: readonly Exemption[]; problems: readonly string[] } {
    const source = PolicyFile.read(file, "exemptions");
    const list = source?.content;
    if (source === undefined || list === undefined || (isScalar(list) && list.value === null)) {
        return { exemptions: [], problems: source?.problems ?? [] };
    }
    if (!isSeq<Node>(list)) {
        source.problem(list, "exemptions is a list");
        return { exemptions: [], problems: source.problems };
    }
    const exemptions = list.items.flatMap((item) => readOne(source, item, rules, today) ?? []);
    refuseTwins(source, list.items, exemptions);
    return { exemptions, problems: source.problems };
}

function readOne(source: PolicyFile, item: Node, rules: readonly Rule[], today: string): Exemption | undefined {
    if (!isMap(item)) {
        source.problem(item, `an exemption is a mapping with ${fields.join(", ")}`);
        return undefined;
    }
    const before = source.problems.length;
    for (const { key } of item.items as { key: Node }[]) {
        const name = String(key.toJSON());
        if (!(fields as readonly string[]).includes(name)) {
            source.problem(key, `an exemption has no ${name}${suggestion(name, fields)}`);
        }
    }
    const text = (field: string) => textOf(source, item, field);
    const rule = text("rule");
    const exemption = {
        ...{ rule, urn: text("urn"), reason: text("reason"), owner: text("owner"), expires: text("expires") },
        line: source.lineOf(item),
    };
    const at = (field: string) => (item.get(field, true) as Node | undefined) ?? item;
    if (source.problems.length > before) return undefined;
    const known = rules.map(({ id }) => id);
    if (!known.includes(rule)) {
        source.problem(at("rule"), `there is no rule ${rule}${suggestion(rule, known)}`);
    }
    if (!/^(urn:pulumi:.|stack$)/.test(exemption.urn)) {
        source.problem(at("urn"), "the urn is a pattern that begins with urn:pulumi:, or stack");
    }
    const wrong = wrongDate(exemption.expires, today);
    if (wrong !== undefined) source.problem(at("expires"), wrong);
    return source.problems.length > before ? undefined : exemption;
}

/** Empty where it is told as a problem. */
function textOf(source: PolicyFile, item: YAMLMap, field: string): string {
    const value = item.get(field);
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    const node = item.get(field, true) as Node | undefined;
    source.problem(node ?? item, value === undefined ? `the exemption has no ${field}` : `${field} is some text`);
    return "";
}

function wrongDate(date: string, today: string): string | undefined {
    const time = Date.parse(`${date}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
        return "expires is a day such as 2027-03-31";
    }
    const days = (time - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
    if (days <= longestExemption) return undefined;
    const last = new Date(Date.parse(`${today}T00:00:00Z`) + longestExemption * 86_400_000).toISOString().slice(0, 10);
    return `expires is ${days} days ahead: it is at most ${longestExemption}, ${last} as of today`;
}

function refuseTwins(source: PolicyFile, items: readonly Node[], exemptions: readonly Exemption[]): void {
    const seen = new Map<string, Exemption>();
    for (const exemption of exemptions) {
        const key = `${exemption.rule} ${exemption.urn}`;
        const first = seen.get(key);
        if (first !== undefined) {
            const node = items.find((item) => source.lineOf(item) === exemption.line);
            source.problem(node, `the rule and the urn are those of line ${first.line}: keep one of the two`);
        }
        seen.set(key, exemption);
    }
}

/** What an exemption makes of a finding. */
export interface Verdict {
    /** The one that holds. */
    readonly exemption?: Exemption;
    /** One that held until its last day. */
    readonly expired?: Exemption;
}

/** The exemptions of a stack on one day, and which of them were needed. */
export class Exemptions {
    private readonly used = new Set<Exemption>();

    constructor(
        private readonly list: readonly Exemption[],
        private readonly today: string,
    ) {}

    /** Of several that hold, the one that holds longest. A rule's own fault can't be exempted. */
    judge({ kind, rule, urn = "stack" }: Finding): Verdict {
        if (kind !== "violation" && kind !== "undetermined") return {};
        const matching = this.list
            .filter((exemption) => exemption.rule === rule && matches(exemption.urn, urn))
            .sort((one, other) => other.expires.localeCompare(one.expires));
        matching.forEach((exemption) => this.used.add(exemption));
        const [longest] = matching;
        if (longest === undefined) return {};
        return longest.expires >= this.today ? { exemption: longest } : { expired: longest };
    }

    get unused(): Exemption[] {
        return this.list.filter((exemption) => !this.used.has(exemption));
    }
}

function matches(pattern: string, urn: string): boolean {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`, "s").test(urn);
}
