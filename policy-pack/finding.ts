/**
 * - `violation`: the rule is broken there.
 * - `undetermined`: only the update will know.
 * - `unseen`: something hides what the rules are about, as a Helm release does.
 * - `fault`: the rule itself failed; its message is the stack trace.
 */
export type FindingKind = "violation" | "undetermined" | "unseen" | "fault";

export interface Finding {
    readonly kind: FindingKind;
    /** ID of the rule. */
    readonly rule: string;
    /** The resource; undefined where it is the stack as a whole. */
    readonly urn?: string;
    /** Path of the property, as in `spec.containers[0].image`; empty for the resource as a whole. */
    readonly path: string;
    readonly message: string;
}
