import { parseArguments } from "../arguments";
import { UserError } from "../errors";
import type { PreviewOptions } from "./preview";

export const usage = "make pull-request STACK=production [BASE=main] [NUMBER=12] [OUTPUT=folder]";

const known = { base: { type: "string" }, number: { type: "string" }, output: { type: "string" } } as const;

export function readOptions(args: readonly string[]): PreviewOptions {
    const { values, positionals } = parseArguments(args, known, usage);
    const [stack, ...others] = positionals;
    if (stack === undefined || stack === "" || others.length > 0) {
        throw new UserError(`one stack is named: ${usage}`);
    }
    const { base, number, output = "pull-request-report" } = values;
    if (number !== undefined && !/^[1-9]\d{0,9}$/.test(number)) {
        throw new UserError(`--number is not the number of a pull request: ${usage}`);
    }
    if (base !== undefined && (base === "" || base.startsWith("-"))) {
        throw new UserError(`--base is not a commit: ${usage}`);
    }
    return { stack, base, number: number === undefined ? undefined : Number(number), output };
}
