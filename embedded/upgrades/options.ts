import { parseArguments } from "../arguments";
import { UserError } from "../errors";
import type { Choice } from "./records";

export const checkUsage = "make upgrade-check [STACK=production] [RELEASE=0.1.0] [CONFIG=recorded] [OUTPUT=folder]";
export const recordUsage = "make record-state STACK=production RELEASE=0.1.0 [FROM=exported.json]";

export type Options =
    | {
          readonly command: "check";
          readonly choice: Choice;
          readonly config: "today" | "recorded";
          /** Where the report is written. */
          readonly output: string;
      }
    | {
          readonly command: "record";
          readonly stack: string;
          readonly release: string;
          /** What `pulumi stack export` has written, in place of asking for it. */
          readonly from?: string;
      };

const known = {
    stack: { type: "string" },
    release: { type: "string" },
    config: { type: "string" },
    output: { type: "string" },
    from: { type: "string" },
} as const;

export function readOptions(args: readonly string[]): Options {
    const { values, positionals } = parseArguments(args, known, `${checkUsage}\n       ${recordUsage}`);
    const [command, ...others] = positionals;
    if (others.length > 0) throw new UserError(`${others.join(" ")}: no such word; ${checkUsage}`);
    if (command === "check") return checkOptions(values);
    if (command === "record") return recordOptions(values);
    throw new UserError(`check or record? ${checkUsage}; ${recordUsage}`);
}

type Given = Partial<Record<keyof typeof known, string>>;

function checkOptions({ stack, release, config = "today", output = "upgrade-report" }: Given): Options {
    if (config !== "today" && config !== "recorded") {
        throw new UserError(`CONFIG is today or recorded, not ${config}: ${checkUsage}`);
    }
    return { command: "check", choice: { stack, release }, config, output };
}

function recordOptions({ stack, release, from }: Given): Options {
    if (stack === undefined || !/^[\w-]+$/.test(stack)) throw new UserError(`which stack? ${recordUsage}`);
    if (release === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(release)) {
        throw new UserError(`RELEASE is a version of three numbers, as in package.json: ${recordUsage}`);
    }
    return { command: "record", stack, release, from };
}
