/** `alchemorsel`: releases a stack's workloads, takes them back, and recovers a stack whose update died. Usage: options.ts. */
import { endWith } from "../embedded/end-with";
import { systemClock } from "./clock";
import { followCluster } from "./cluster-clock";
import { Held } from "./lock/lease";
import { type Options, readOptions, usage } from "./options";
import { openContext } from "./verbs/context";
import { close } from "./verbs/close";
import { deploy } from "./verbs/deploy";
import { failOverVerb } from "./verbs/fail-over";
import { importVerb } from "./verbs/import";
import { promote, resume } from "./verbs/promote";
import { recoverVerb } from "./verbs/recover";
import { drawTimeline, show, summarize } from "./verbs/release";
import { restore } from "./verbs/restore";
import { abort, rollback } from "./verbs/rollback";
import { status } from "./verbs/status";
import type { Ending, StackVerb, Verb } from "./verbs/verb";

const verbs: Readonly<Record<string, Verb>> = {
    ...{ deploy, promote, rollback, abort, status },
    release: show,
    "release resume": resume,
    "release close": close,
    "release timeline": drawTimeline,
    "release summary": summarize,
};

/** What a stack has in AWS, whatever its cluster is at. */
const stackVerbs: Readonly<Record<string, StackVerb>> = {
    ...{ import: importVerb, restore, "fail-over": failOverVerb, recover: recoverVerb },
};

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options === "help") {
        console.log(usage);
        return 0;
    }
    try {
        const { code, release, text, json = release ?? null } = await work(options);
        console.log(options.json ? JSON.stringify(json) : text);
        return code;
    } catch (error) {
        if (!(error instanceof Held)) throw error;
        console.error(`error: ${error.message}`);
        return 3;
    }
}

async function work(options: Options): Promise<Ending> {
    const ofStack = stackVerbs[options.verb];
    if (ofStack !== undefined) return ofStack({ options, project: process.cwd(), clock: systemClock, tell });
    const context = openContext(process.cwd(), options, process.env);
    await followCluster(systemClock, context.target.request, context.tell);
    const verb = verbs[options.verb];
    if (verb === undefined) throw new Error(`no code for alchemorsel ${options.verb}`);
    return verb(context);
}

function tell(line: string): void {
    console.error(line);
}

endWith(main);
