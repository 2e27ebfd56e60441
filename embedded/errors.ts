/** A problem that its reader can act on. The message says what is wrong, where, and what to do; it is printed without a stack. */
export class UserError extends Error {
    /** One entry a problem: whoever finds several reports them all at once. */
    readonly problems: readonly string[];

    constructor(problems: string | readonly string[], options?: ErrorOptions) {
        const list = typeof problems === "string" ? [problems] : problems;
        super(list.length === 1 ? list[0] : list.map((problem) => `- ${problem}`).join("\n"), options);
        this.name = "UserError";
        this.problems = list;
    }
}

/** Ctrl-C, or a polite request to end. Callers unwind as with any other error, which removes what was half done. */
export class Interrupted extends UserError {
    constructor(readonly signal: NodeJS.Signals) {
        super(`interrupted by ${signal}: nothing half-done is kept, run the same command again`);
        this.name = "Interrupted";
    }
}

/** Whether a system call or a program failed with this code, e.g. `hasCode(error, "ENOENT")`. */
export function hasCode(error: unknown, code: string): boolean {
    return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
