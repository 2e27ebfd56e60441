import type {
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";

import { evaluateResource, evaluateStack } from "./evaluate";
import type { Finding } from "./finding";
import { messageOf } from "./message";
import { pageOf } from "./page";
import { remediation } from "./remediation";
import { type Resource, stackOf } from "./resource";
import { judge, type Run } from "./review";
import { appliesTo, defaults, isStackRule, type ResourceRule, type Rule, type StackRule } from "./rule";
import { Value } from "./value";

/** What `reportViolation` takes besides a text, which its declaration leaves out: a finding may have a level of its own. */
type Report = (violation: { message: string; urn?: string; enforcementLevel?: EnforcementLevel }) => void;

/** A rule as the SDK serves it. */
export function policyOf(rule: Rule, run: Run): ResourceValidationPolicy | StackValidationPolicy {
    const described = {
        name: rule.id,
        description: rule.what,
        enforcementLevel: rule.level,
        severity: rule.severity,
        tags: rule.controls.map(({ framework, id }) => `${framework} ${id}`),
        remediationSteps: rule.fix,
        url: pageOf(rule),
        ...(rule.parameters !== undefined && { configSchema: schemaOf(rule) }),
    };
    return isStackRule(rule)
        ? stackPolicy(rule as StackRule<Settings>, run, described)
        : resourcePolicy(rule as ResourceRule<Settings>, run, described);
}

/** Settings that are checked against the rule's schema already. */
type Settings = Record<string, unknown>;

type Description = Omit<ResourceValidationPolicy, "validateResource" | "remediateResource">;

function resourcePolicy(rule: ResourceRule<Settings>, run: Run, description: Description): ResourceValidationPolicy {
    return {
        ...description,
        validateResource: forOneType(rule, (args, report) => {
            if (!appliesTo(rule, args.type)) return;
            const settings = { ...defaults(rule), ...args.getConfig<Settings>() };
            tell(rule, run, report, evaluateResource(rule, resourceOf(args), settings));
        }),
        ...(rule.remediate !== undefined && { remediateResource: forOneType(rule, remediation(rule, run)) }),
    };
}

/**
 * Marks a function as the SDK's own `validateResourceOfType` does: the SDK then makes no properties for it of a resource
 * of another type, and tells the engine that the policy doesn't apply. There is no such mark for a list of types, and
 * several functions in one policy are each asked.
 */
function forOneType<F extends object>({ types }: Pick<ResourceRule, "types">, judge: F): F {
    const [type, ...more] = typeof types === "function" ? [] : types;
    return type !== undefined && more.length === 0 ? Object.assign(judge, { __pulumiType: type }) : judge;
}

function stackPolicy(rule: StackRule<Settings>, run: Run, description: Description): StackValidationPolicy {
    return {
        ...description,
        validateStack: (args, report) => {
            const settings = { ...defaults(rule), ...args.getConfig<Settings>() };
            tell(
                rule,
                run,
                report,
                evaluateStack(rule, stackOf(args.resources.map((one) => stackResourceOf(one, run))), settings),
            );
        },
    };
}

/** Findings that stop nothing are one message a resource, or a large stack's report would be nothing else. */
function tell(rule: Rule, run: Run, report: ReportViolation, findings: readonly Finding[]): void {
    const tellOne = report as unknown as Report;
    const undetermined = new Map<string, string[]>();
    for (const finding of findings) {
        const judged = judge(run, rule, finding);
        const { kind, urn = "" } = judged;
        if (kind === "undetermined") {
            undetermined.set(urn, [...(undetermined.get(urn) ?? []), messageOf(rule, judged)]);
            continue;
        }
        tellOne({
            message: messageOf(rule, judged),
            urn: judged.urn,
            // A violation that nothing exempts has the level that the SDK knows from the pack's config.
            ...(kind === "fault" && { enforcementLevel: "mandatory" as const }),
            ...(judged.exemption !== undefined && { enforcementLevel: "advisory" as const }),
        });
    }
    for (const [urn, messages] of undetermined) {
        tellOne({
            message: messages.join("\n"),
            ...(urn !== "" && { urn }),
            enforcementLevel: "advisory",
        });
    }
}

function resourceOf({ urn, type, name, props, opts, provider }: ResourceValidationArgs): Resource {
    return {
        ...{ urn, type, name, protect: opts.protect, properties: Value.of(urn, props) },
        ...(provider !== undefined && { provider: Value.of(provider.urn, provider.props) }),
        // Not told to a rule about one resource.
        dependenciesOf: () => [],
    };
}

function stackResourceOf(resource: PolicyResource, { inputs }: Run): Resource {
    const { urn, type, name, props, opts, provider, propertyDependencies } = resource;
    return {
        ...{ urn, type, name, protect: opts.protect, properties: Value.of(urn, inputs.under(urn, props)) },
        ...(provider !== undefined && { provider: Value.of(provider.urn, provider.props) }),
        dependenciesOf: (property) => (propertyDependencies[property] ?? []).map((dependency) => dependency.urn),
    };
}

function schemaOf({ parameters }: Rule): PolicyConfigSchema {
    return { properties: { ...parameters } as PolicyConfigSchema["properties"] };
}
