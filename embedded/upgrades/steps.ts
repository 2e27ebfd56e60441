import type { StateResource } from "./state";

/** A step of `pulumi preview --json`. */
export interface Step {
    readonly op: string;
    readonly urn: string;
    /** What was there, and what will be. */
    readonly oldState?: StateResource;
    readonly newState?: StateResource;
    /** Properties that make the provider replace it. */
    readonly replaceReasons?: readonly string[] | null;
    /** Path → what differs: the new inputs from the old ones (`inputDiff`), or else from the old outputs. */
    readonly detailedDiff?: Readonly<Record<string, { readonly kind: string; readonly inputDiff?: boolean }>> | null;
}

/** What `pulumi preview --json` prints. */
export interface Preview {
    readonly steps?: readonly Step[];
    readonly diagnostics?: readonly Diagnostic[];
    /** How many resources each operation is for; those that stay are no step. */
    readonly changeSummary?: Readonly<Record<string, number>>;
}

export interface Diagnostic {
    readonly urn?: string;
    readonly message: string;
    readonly severity: string;
}
