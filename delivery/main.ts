/** `alchemorsel`: releases a stack's workloads, and takes them back. Usage: options.ts. */
import { endWith } from "../embedded/end-with";
import { createProgress } from "../embedded/progress";
import type { ImportOptions } from "./adopt/run-import";
import { systemClock } from "./clock";
import { followCluster } from "./cluster-clock";
import { Held } from "./lock/lease";
import { readOptions, usage } from "./options";
import { openContext } from "./verbs/context";
import { close } from "./verbs/close";
import { deploy } from "./verbs/deploy";
import { promote, resume } from "./verbs/promote";
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
    if (options.import !== undefined) return takeIn(options.stack, options.import, options.json);
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

/** No release, and there may be no cluster yet. */
async function takeIn(stack: string, wanted: ImportOptions, isJson: boolean): Promise<number> {
    const { runImport } = await import("./adopt/run-import.ts");
    const place = { project: process.cwd(), stack, env: process.env };
    const { code, text, json } = await runImport(place, wanted, createProgress());
    console.log(isJson ? JSON.stringify(json) : text);
    return code;
}

endWith(main);
