import * as path from "node:path";

import { type Policies, PolicyPack, type PolicyPackConfig } from "@pulumi/policy";

import { type Configuration, readConfiguration } from "./configuration";
import { Exemptions, readExemptions } from "./exemptions";
import { fileLog, type LogEntry } from "./findings-log";
import { Inputs } from "./inputs";
import { exemptionsPolicy, unseenPolicy, unseenResources } from "./observer";
import { pageOf } from "./page";
import { policyOf } from "./policies";
import { PolicyFileError } from "./policy-file";
import type { ReportedRule } from "./report/report";
import type { Run } from "./review";
import type { Rule } from "./rule";

/** Where a pack finds the files of the stacks, and what it runs. */
export interface PackOptions {
    /** Where `policy-config.<stack>.yaml` and `policy-exemptions.<stack>.yaml` lie: neither has to be there. */
    readonly folder: string;
    readonly rules: readonly Rule[];
    /** The stack; by default the one that the engine names. */
    readonly stack?: string;
    /** Findings are appended to this file, for a report; by default nowhere. */
    readonly log?: string;
    /** The day that exemptions are held against, in UTC; by default today's. */
    readonly today?: string;
}

/**
 * Starts a policy pack of these rules.
 *
 * @param name Of the pack.
 * @throws PolicyFileError With all that is wrong with the stack's files.
 */
export function startPack(name: string, options: PackOptions): PolicyPack {
    const { policies, config } = policiesOf(options);
    return new PolicyPack(name, { policies, enforcementLevel: "advisory" }, config);
}

/** The policies of a pack, and the config that they start with. */
export function policiesOf({
    folder,
    rules,
    stack = told("STACK"),
    log: logFile,
    today = new Date().toISOString().slice(0, 10),
}: PackOptions): { policies: Policies; config: PolicyPackConfig } {
    const file = (kind: string) => path.join(folder, `policy-${kind}.${stack}.yaml`);
    const { configuration, problems } = readConfiguration(file("config"), rules);
    const read = readExemptions(file("exemptions"), rules, today);
    if (problems.length + read.problems.length > 0) throw new PolicyFileError([...problems, ...read.problems]);
    const log = fileLog(logFile);
    const run: Run = { configuration, exemptions: new Exemptions(read.exemptions, today), log, inputs: new Inputs() };
    log(startOf(rules, configuration, stack));
    return {
        policies: [unseenPolicy(run), ...rules.map((rule) => policyOf(rule, run)), exemptionsPolicy(run)],
        config: configOf(configuration, rules),
    };
}

function startOf(rules: readonly Rule[], configuration: Configuration, stack: string): LogEntry {
    const reported = [...rules, unseenResources].map(
        ({ id, url, level, severity, what, why, fix, controls }): ReportedRule => ({
            ...{ id, severity, what, why, fix, controls, url: pageOf({ id, url }) },
            level: configuration.get(id)?.level ?? level,
        }),
    );
    return { project: told("PROJECT"), stack, rules: reported };
}

/** With a level for each: the engine takes a rule that has none here for advisory. */
function configOf(configuration: Configuration, rules: readonly Rule[]): PolicyPackConfig {
    const configured = rules.flatMap(({ id, level }) => {
        const own = configuration.get(id);
        return own === undefined ? [] : [{ id, parameters: own.parameters, level: own.level ?? level }];
    });
    return Object.fromEntries(
        configured.map(({ id, parameters, level }) => [id, { ...parameters, enforcementLevel: level }]),
    );
}

/** What the engine tells a pack for Node.js when it starts it. The names without NODEJS are the user's own, too. */
function told(what: "STACK" | "PROJECT"): string {
    return process.env[`PULUMI_NODEJS_${what}`] ?? "";
}
