import Ajv from "ajv";
import { isMap, isScalar, type Node, type Pair, type Scalar } from "yaml";

import { suggestion } from "./nearest";
import { PolicyFile } from "./policy-file";
import type { ConfiguredLevel, Parameter, Rule } from "./rule";

export const levels = ["mandatory", "advisory", "remediate", "disabled"] as const;

export interface RuleConfiguration {
    readonly level?: ConfiguredLevel;
    readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a stack's policy config says, by the rule's ID; rules that it leaves out are as they are. */
export type Configuration = ReadonlyMap<string, RuleConfiguration>;

/** Reads `policy-config.<stack>.yaml`. Returns what is wrong with it too, with line and column. */
export function readConfiguration(
    file: string,
    rules: readonly Rule[],
): { configuration: Configuration; problems: readonly string[] } {
    const configuration = new Map<string, RuleConfiguration>();
    const source = PolicyFile.read(file, "rules");
    const settings = source?.content;
    if (source === undefined || settings === undefined || (isScalar(settings) && settings.value === null)) {
        return { configuration, problems: source?.problems ?? [] };
    }
    if (!isMap<Scalar, Node | null>(settings)) {
        source.problem(settings, "rules is a mapping from a rule's ID to a level or to its settings");
        return { configuration, problems: source.problems };
    }
    for (const { key, value } of settings.items) {
        const rule = rules.find(({ id }) => id === key.value);
        if (rule === undefined) {
            const known = rules.map(({ id }) => id);
            source.problem(key, `there is no rule ${String(key.value)}${suggestion(String(key.value), known)}`);
        } else {
            configuration.set(rule.id, readRule(source, rule, key, value));
        }
    }
    return { configuration, problems: source.problems };
}

function readRule(source: PolicyFile, rule: Rule, key: Node, value: Node | null): RuleConfiguration {
    if (isMap<Scalar<string>, Node | null>(value)) return readSettings(source, rule, value.items);
    return { level: readLevel(source, rule, value ?? key, isScalar(value) ? value.value : undefined), parameters: {} };
}

function readSettings(
    source: PolicyFile,
    rule: Rule,
    items: readonly Pair<Scalar<string>, Node | null>[],
): RuleConfiguration {
    const known = (rule.parameters ?? {}) as Readonly<Record<string, Parameter<unknown>>>;
    const parameters: Record<string, unknown> = {};
    let level: ConfiguredLevel | undefined;
    for (const { key, value } of items) {
        const name = key.value;
        const setting = value?.toJSON() as unknown;
        const parameter = known[name];
        if (name === "level") {
            level = readLevel(source, rule, value ?? key, setting);
        } else if (parameter === undefined) {
            source.problem(
                key,
                `${rule.id} has no parameter ${name}${suggestion(name, ["level", ...Object.keys(known)])}`,
            );
        } else {
            for (const problem of wrong(parameter, setting)) {
                source.problem(value ?? key, `${rule.id}.${name} ${problem}`);
            }
            parameters[name] = setting;
        }
    }
    return { level, parameters };
}

function readLevel(source: PolicyFile, rule: Rule, where: Node, level: unknown): ConfiguredLevel | undefined {
    const known = levels.find((one) => one === level);
    if (known === undefined) {
        source.problem(where, `the level of ${rule.id} is one of ${levels.join(", ")}`);
    } else if (known === "remediate" && !("remediate" in rule)) {
        source.problem(where, `${rule.id} has no one way to be mended: its level can't be remediate`);
        return undefined;
    }
    return known;
}

const ajv = new Ajv({ allErrors: true, strict: false });

function wrong(parameter: Parameter<unknown>, setting: unknown): string[] {
    // Its description and its default are words of JSON schema too, which say nothing of what is right.
    if (ajv.validate(parameter, setting)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? "is wrong"}`.trim());
}
