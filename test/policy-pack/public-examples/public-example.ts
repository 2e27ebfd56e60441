import type { CaseResource } from "../rule-cases";

/** A bad example of a well-known scanner's tests, told anew: names, values and order are our own. */
export interface PublicExample {
    /** Where the original is, and what its scanner says there. */
    source: { repository: string; path: string; says: string };
    resources: CaseResource[];
    /** Controls of Checkov that fail here by its own tests. */
    fails?: string[];
    /** Settings of rules that the control asks for and the defaults don't, by ID of the rule. */
    settings?: Record<string, Record<string, unknown>>;
    /** All that the rules of AWS and Kubernetes find: the rule's ID, and the place as cases write it. */
    finds: string[];
    /** What they say only the update will know. */
    undetermined?: string[];
}
