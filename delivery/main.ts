/** `alchemorsel`: releases a stack's workloads, takes them back, and recovers a stack whose update died. Usage: options.ts. */
import { endWith } from "../embedded/end-with";
import { systemClock } from "./clock";
import { followCluster } from "./cluster-clock";
import { Held } from "./lock/lease";
import { readOptions, usage } from "./options";
import { openContext } from "./verbs/context";
import { close } from "./verbs/close";
import { deploy } from "./verbs/deploy";
import { promote, resume } from "./verbs/promote";
import { recoverStack } from "./verbs/recover";
import { drawTimeline, show, summarize } from "./verbs/release";
import { abort, rollback } from "./verbs/rollback";
import { status } from "./verbs/status";
import type { Verb } from "./verbs/verb";

const verbs: Readonly<Record<string, Verb>> = {
    ...{ deploy, promote, rollback, abort, status },
    release: show,
    "release resume": resume,
    "release close": close,
    "release timeline": drawTimeline,
    "release summary": summarize,
};

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options === "help") {
        console.log(usage);
        return 0;
    }
    if (options.verb === "recover") {
        // It works where there is no cluster yet, and none that answers.
        const { code, text, json } = await recoverStack(process.cwd(), options, process.env);
        console.log(options.json ? JSON.stringify(json) : text);
        return code;
    }
    const context = openContext(process.cwd(), options, process.env);
    await followCluster(systemClock, context.target.request, context.tell);
    const verb = verbs[options.verb];
    if (verb === undefined) throw new Error(`no code for alchemorsel ${options.verb}`);
    try {
        const { code, release, text, json = release ?? null } = await verb(context);
        console.log(options.json ? JSON.stringify(json) : text);
        return code;
    } catch (error) {
        if (!(error instanceof Held)) throw error;
        console.error(`error: ${error.message}`);
        return 3;
    }
}

endWith(main);
