import type { Resource, Stack } from "./resource";
import type { Value } from "./value";

/** What a violation does to an update: stops it, or is told. */
export type Level = "mandatory" | "advisory";

/** What the stack makes of a rule. */
export type ConfiguredLevel = Level | "remediate" | "disabled";

export type Severity = "low" | "medium" | "high" | "critical";

/** Names of the frameworks, as their pages have them. */
export type Framework = "AWS Security Hub" | "CIS EKS 1.7" | "Pod Security Standards" | "Checkov";

/** A control that a rule serves, as in `{ framework: "AWS Security Hub", id: "RDS.3" }`. */
export interface Control {
    readonly framework: Framework;
    readonly id: string;
}

export const securityHub = (...ids: readonly string[]): Control[] => controls("AWS Security Hub", ids);
export const cisEks = (...ids: readonly string[]): Control[] => controls("CIS EKS 1.7", ids);
export const podSecurity = (level: "baseline" | "restricted"): Control[] => controls("Pod Security Standards", [level]);
export const checkov = (...ids: readonly string[]): Control[] => controls("Checkov", ids);

function controls(framework: Framework, ids: readonly string[]): Control[] {
    return ids.map((id) => ({ framework, id }));
}

/** A setting of a rule, in the stack's policy config. JSON schema, and the default. */
export interface Parameter<T> {
    readonly description: string;
    readonly type: "string" | "integer" | "number" | "boolean" | "array" | "object";
    readonly default: T;
    readonly items?: { readonly type: "string" | "integer"; readonly pattern?: string };
    readonly enum?: readonly string[];
    readonly minimum?: number;
    readonly maximum?: number;
}

export type Parameters<P> = { readonly [K in keyof P]: Parameter<P[K]> };

interface Described<P> {
    /** Words with hyphens, as in `rds-encrypted`. */
    readonly id: string;
    /** What a violation does by default. */
    readonly level: Level;
    readonly severity: Severity;
    /** The rule in one sentence: what holds for a resource that obeys. */
    readonly what: string;
    /** What may happen to one that doesn't. */
    readonly why: string;
    /** Code to paste: the properties as a Pulumi program writes them. */
    readonly fix: string;
    readonly controls: readonly Control[];
    /** The AWS or Kubernetes page that the rule is read from. */
    readonly source: string;
    /** Address of a page about it; by default that of this pack's documentation. */
    readonly url?: string;
    /** Its settings; none by default. */
    readonly parameters?: Parameters<P>;
    /** The settings that its examples are written for, where the defaults ask for nothing. */
    readonly exampleParameters?: P;
}

/** What a rule says while it looks. */
export interface Review<P> {
    readonly parameters: P;
    /**
     * Says that the rule is broken there. The message is what is wrong and what belongs there, in half a sentence after
     * the path. It never has a value that was read: that may be a secret.
     */
    readonly violation: (where: Value | Resource | Stack, message: string) => void;
    /**
     * Makes one decision. If it reads a value that only the update will know, the rule is *undetermined* there; if it reads
     * one of a wrong type, the rule is broken there. The rest of the rule goes on.
     */
    readonly decide: (decision: () => void) => void;
    /** Says what can't be decided before the update, where it isn't a value that could not be read. */
    readonly undetermined: (where: Value | Resource | Stack, reason: string) => void;
}

/** A rule about one resource of these types. `check` runs within a decision. */
export interface ResourceRule<P = object> extends Described<P> {
    /** Pulumi's tokens, or what tells whether a token is one. */
    readonly types: readonly string[] | ((type: string) => boolean);
    readonly check: (resource: Resource, review: Review<P>) => void;
    /**
     * Writes what the rule wants into the properties, where there is one way to do so. Off by default. Returns whether it
     * changed something.
     */
    readonly remediate?: (properties: Record<string, unknown>, type: string, parameters: P) => boolean;
}

/** A rule about resources that only together obey. `checkStack` runs within a decision. */
export interface StackRule<P = object> extends Described<P> {
    readonly checkStack: (stack: Stack, review: Review<P>) => void;
}

// Parameters are checked against their schema before a rule gets them: the list of rules needs no types for them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Rule = ResourceRule<any> | StackRule<any>;

export function resourceRule<P = object>(rule: ResourceRule<P>): ResourceRule<P> {
    return rule;
}

export function stackRule<P = object>(rule: StackRule<P>): StackRule<P> {
    return rule;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export function isStackRule(rule: Rule): rule is StackRule<any> {
    return "checkStack" in rule;
}

export function appliesTo({ types }: Pick<ResourceRule, "types">, type: string): boolean {
    return typeof types === "function" ? types(type) : types.includes(type);
}

/** The parameters as they are by default. */
export function defaults(rule: Rule): Record<string, unknown> {
    const entries = Object.entries((rule.parameters ?? {}) as Record<string, Parameter<unknown>>);
    return Object.fromEntries(entries.map(([name, parameter]) => [name, parameter.default]));
}
