import { parseArgs, type ParseArgsConfig } from "node:util";

import { UserError } from "./errors";

/** The options and the other words of a command line. One that the command doesn't know is told with its usage. */
export function parseArguments<O extends NonNullable<ParseArgsConfig["options"]>>(
    args: readonly string[],
    options: O,
    usage: string,
) {
    try {
        return parseArgs({ args: [...args], options, allowPositionals: true });
    } catch (error) {
        throw new UserError(`${error instanceof Error ? error.message : String(error)}\nusage: ${usage}`);
    }
}
