import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { rules } from "../../../policy-pack/rules";

/** Rules of somebody else: names of theirs, words of ours. */
interface OtherSet<G> {
    readonly name: string;
    readonly about: string;
    readonly source: string;
    /** Which version of it was read. */
    readonly version: string;
    readonly groups: readonly ({
        readonly name: string;
        /** Why the pack lacks what it lacks of it. */ readonly why?: string;
    } & G)[];
}

/** What one rule asks for, and what of it the pack has. */
interface OtherRule {
    readonly asks: string;
    /** Rules of the pack. */
    readonly by?: string | readonly string[];
    /** What these ask for, where it is not all. */
    readonly partly?: string;
    readonly why?: string;
}

export type RuleSet = OtherSet<{ readonly rules: Readonly<Record<string, OtherRule>> }>;

/** IDs alone, space-separated: the pack's rules name those that they cover. */
export type CheckSet = OtherSet<{ readonly checks: string }>;

export const ruleSets = ["awsguard", "cdk-nag", "kyverno"].map((name) => read(name) as RuleSet);

export const checkov = read("checkov") as CheckSet;

export type Status = "covered" | "in part" | "not covered";

/** What became of another's rule here. */
export interface Compared {
    readonly id: string;
    readonly asks: string;
    readonly status: Status;
    readonly by: readonly string[];
    /** What is covered of it, or why it isn't. */
    readonly remark: string;
}

export function compare({
    name,
    why = `the pack has no rule about ${name}`,
    rules: others,
}: RuleSet["groups"][number]): Compared[] {
    return Object.entries(others).map(([id, other]) => {
        const { asks, partly } = other;
        const by = namedBy(other);
        if (by.length === 0) return { id, asks, status: "not covered", by, remark: other.why ?? why };
        return { id, asks, status: partly === undefined ? "covered" : "in part", by, remark: partly ?? "" };
    });
}

/** Rules of the pack that the lists name and that are not there. */
export function unknownRules(): string[] {
    return ruleSets
        .flatMap(({ groups }) => groups.flatMap((group) => Object.values(group.rules).flatMap(namedBy)))
        .filter((rule) => !rules.some(({ id }) => id === rule));
}

function namedBy({ by = [] }: OtherRule): readonly string[] {
    return typeof by === "string" ? [by] : by;
}

function read(name: string): unknown {
    return parse(fs.readFileSync(path.join(__dirname, `${name}.yaml`), "utf8"));
}
