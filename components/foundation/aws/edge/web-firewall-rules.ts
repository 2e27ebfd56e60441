import type { wafv2 } from "@pulumi/aws/types/input";

import type { Problem } from "../../../problems";
import { isWithin, problemsOf } from "./edge-rules";
import { retentionProblem } from "../log-retention";
import { checkName } from "../name-limits";

/** The rule groups that AWS keeps current, in the order in which they see a request: the cheapest refusal first. */
export const managedGroups = {
    ipReputation: "AWSManagedRulesAmazonIpReputationList",
    common: "AWSManagedRulesCommonRuleSet",
    knownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
    sqlInjection: "AWSManagedRulesSQLiRuleSet",
} as const;

export type ManagedGroup = keyof typeof managedGroups;

/** What is to happen with a request that a rule finds. */
export type FirewallAction = "allow" | "block" | "count" | "captcha" | "challenge";

/** What is to be different in a managed group. */
export interface GroupOverride {
    /** Only count what the group finds, as to try it out; default false. */
    countOnly?: boolean;
    /** Another action for single rules, by their name, such as `SizeRestrictions_BODY`. */
    rules?: Record<string, FirewallAction>;
    /** Version of the group, such as `Version_1.16`; default: the one that AWS recommends, which moves. */
    version?: string;
}

/** A client that sends more requests than this within the window is blocked until it sends fewer. */
export interface RateLimit {
    requests: number;
    windowSeconds?: 60 | 120 | 300 | 600;
}

/** What the rules look at, of the args of a WebFirewall. */
interface FirewallNumbers {
    firewallName: string;
    rateLimit?: RateLimit;
    retentionDays?: number;
    overrides?: Partial<Record<ManagedGroup, GroupOverride>>;
}

/** WAF only writes to log groups whose names start so. */
export function logGroupName(firewallName: string): string {
    return `aws-waf-logs-${firewallName}`;
}

/** What is wrong with a firewall's name, numbers and overrides. */
export function firewallProblems(path: readonly string[], args: FirewallNumbers): Problem[] {
    const { firewallName: name, rateLimit, overrides = {} } = args;
    const isPlain = /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name);
    const requests = rateLimit?.requests ?? defaultRateLimit.requests;
    const unknown = Object.keys(overrides).filter((group) => !(group in managedGroups));
    const known = Object.keys(managedGroups).join(", ");
    return problemsOf(path, [
        ["firewallName", checkName("wafWebAcl", name) ?? checkName("logGroup", logGroupName(name))],
        ["firewallName", isPlain ? undefined : `"${name}" must be letters, digits, dashes and underscores`],
        ["rateLimit.requests", isWithin(requests, 10, 2_000_000_000) ? undefined : `is ${requests}; at least 10`],
        ...unknown.map((group) => [`overrides.${group}`, `is none of ${known}`] as const),
        ["retentionDays", args.retentionDays === undefined ? undefined : retentionProblem(args.retentionDays)],
    ]);
}

const defaultRateLimit: RateLimit = { requests: 2000, windowSeconds: 300 };

/** The rules of a web ACL: the rate limit behind the reputation list, and the managed groups. */
export function firewallRules(
    rateLimit: RateLimit | undefined,
    overrides: Partial<Record<ManagedGroup, GroupOverride>>,
): wafv2.WebAclRule[] {
    const { ipReputation, ...others } = managedGroups;
    const groups = Object.entries(others) as [ManagedGroup, string][];
    const rules = [
        groupRule("ipReputation", ipReputation, overrides.ipReputation ?? {}),
        rateRule({ ...defaultRateLimit, ...rateLimit }),
        ...groups.map(([group, name]) => groupRule(group, name, overrides[group] ?? {})),
    ];
    return rules.map((rule, priority) => ({ ...rule, priority }));
}

/** CloudWatch counts what a rule finds under this name, and WAF keeps samples of it. */
export function visibility(metricName: string): wafv2.WebAclVisibilityConfig {
    return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

type Rule = Omit<wafv2.WebAclRule, "priority">;

function rateRule({ requests, windowSeconds }: RateLimit): Rule {
    return {
        name: "rateLimit",
        action: { block: {} },
        statement: {
            rateBasedStatement: { aggregateKeyType: "IP", limit: requests, evaluationWindowSec: windowSeconds },
        },
        visibilityConfig: visibility("rateLimit"),
    };
}

function groupRule(group: ManagedGroup, name: string, { countOnly, rules = {}, version }: GroupOverride): Rule {
    return {
        name: group,
        overrideAction: countOnly ? { count: {} } : { none: {} },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name,
                version,
                ruleActionOverrides: Object.entries(rules).map(([rule, action]) => ({
                    name: rule,
                    actionToUse: { [action]: {} },
                })),
            },
        },
        visibilityConfig: visibility(group),
    };
}
