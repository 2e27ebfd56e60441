/** What goes wrong with one call. */
export type Fault =
    /** A refusal that says in how many seconds to come again. */
    | { readonly throttledFor: number }
    /** No answer, and a connection that is cut after so many seconds: a client need not have a limit of its own. */
    | { readonly silentFor: number }
    /** A failure of the other side's own. */
    | "failure"
    | "refusal"
    /** A connection that is cut before the call gets there, or once it was carried out. */
    | "cutBefore"
    | "cutAfter"
    /** A yes that nothing follows. */
    | "lie"
    /** Something that happens once the call was carried out and before its answer leaves, which then never comes. */
    | { readonly name: string; readonly onceCarriedOut: () => Promise<void> };

/** In a word. */
export function faultName(fault: Fault): string {
    if (typeof fault === "string") return fault;
    if ("throttledFor" in fault) return "throttled";
    return "silentFor" in fault ? "silence" : fault.name;
}
