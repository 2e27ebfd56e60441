/**
 * The command behind `make pull-request`: prints what a pull request does to a stack, as its comment shows it. Ends with 0 where
 * nothing stops an update, 1 where something does, 2 where it could not run.
 */
import * as path from "node:path";

import { endWith } from "../end-with";
import { projectFolder } from "../platform";
import { planOf } from "../preview";
import { createProgress } from "../progress";
import { commentOf } from "./comment";
import { readOptions } from "./options";
import { previewPullRequest } from "./preview";
import { readResult } from "./results";

const progress = createProgress();

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2));
    const output = path.resolve(options.output);
    const plan = (project: string, stack: string) => planOf(project, stack, progress);
    const outcome = await previewPullRequest(projectFolder, { ...options, output }, plan, progress);
    console.log(commentOf([readResult(output, options.stack)], "Planned here."));
    return outcome;
}

endWith(main);
