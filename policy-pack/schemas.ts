import { levels } from "./configuration";
import { longestExemption } from "./exemptions";
import { pageOf } from "./page";
import type { Parameter, Rule } from "./rule";

/**
 * JSON schemas of a stack's files, with which editors complete and check them. What they accept the pack reads; what only
 * the pack can know, such as the day of today, it checks alone.
 */

const version = { const: 1, description: "Version of this file's format." } as const;

/** The schema of `policy-config.<stack>.yaml`. */
export function configSchema(rules: readonly Rule[]): object {
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Policy config of a stack",
        type: ["object", "null"],
        additionalProperties: false,
        required: ["version"],
        properties: {
            version,
            rules: {
                type: ["object", "null"],
                description: "Rules that are not as they are by default: a level, or a level and parameters.",
                additionalProperties: false,
                properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
            },
        },
        definitions: {
            level: {
                enum: levels.filter((level) => level !== "remediate"),
                description: "mandatory stops an update, advisory tells, disabled says nothing.",
            },
            mendingLevel: {
                enum: levels,
                description: "mandatory stops an update, advisory tells, remediate mends, disabled says nothing.",
            },
        },
    };
}

function ruleSchema(rule: Rule): object {
    const level = { $ref: `#/definitions/${"remediate" in rule ? "mendingLevel" : "level"}` };
    const parameters = (rule.parameters ?? {}) as Readonly<Record<string, Parameter<unknown>>>;
    return {
        description: `${rule.what} Default: ${rule.level}. ${pageOf(rule)}`,
        anyOf: [level, { type: "object", additionalProperties: false, properties: { level, ...parameters } }],
    };
}

/** The schema of `policy-exemptions.<stack>.yaml`. */
export function exemptionsSchema(rules: readonly Rule[]): object {
    const text = (description: string) => ({ type: "string", pattern: "\\S", description });
    const fields = {
        rule: { enum: rules.map(({ id }) => id), description: "The rule that may be broken." },
        urn: {
            type: "string",
            pattern: "^\\s*(urn:pulumi:.|stack\\s*$)",
            description: "Pattern of the resources that may break it: * stands for any text. Or stack.",
        },
        reason: text("Why it is right for a while, for who reads it next year."),
        owner: text("Who to ask, and who takes it out: an address or a team."),
        expires: {
            type: "string",
            pattern: "^\\s*\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])\\s*$",
            description: `The last day on which it holds, as in 2027-03-31: at most ${longestExemption} days from today.`,
        },
    };
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Policy exemptions of a stack",
        type: ["object", "null"],
        additionalProperties: false,
        required: ["version"],
        properties: {
            version,
            exemptions: {
                type: ["array", "null"],
                items: {
                    type: "object",
                    additionalProperties: false,
                    required: Object.keys(fields),
                    properties: fields,
                },
            },
        },
    };
}
