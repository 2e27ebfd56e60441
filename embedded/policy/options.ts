import { parseArguments } from "../arguments";
import { UserError } from "../errors";

export const usage = "npm run --silent policy -- STACK [--json] [--since REPORT] [--output FOLDER]";

/**
 * Where the environment has this, the plan that the rules have looked at is written to the file that it names. It is a variable and
 * no option: a pull request's base that is older must not stumble over it.
 */
export const planVariable = "ALCHEMORSEL_POLICY_PLAN";

export interface Options {
    readonly stack: string;
    /** Prints the report as JSON in place of the table. */
    readonly json: boolean;
    /** Shows only what is not in this report of before. */
    readonly since?: string;
    /** Where the reports are written. */
    readonly output: string;
}

const known = { json: { type: "boolean" }, since: { type: "string" }, output: { type: "string" } } as const;

export function readOptions(args: readonly string[]): Options {
    const { values, positionals } = parseArguments(args, known, usage);
    const [stack, ...others] = positionals;
    if (stack === undefined || stack === "" || others.length > 0) {
        throw new UserError(`one stack is named: make policy STACK=production, or ${usage}`);
    }
    const { json = false, since, output = "policy-report" } = values;
    return { stack, json, since, output };
}
