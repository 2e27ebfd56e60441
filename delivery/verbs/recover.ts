import * as path from "node:path";

import { RunError } from "../../embedded/process";
import { UserError } from "../../embedded/errors";
import { awsAccount } from "../recover/aws-account";
import { recover } from "../recover/recover";
import { removeCopy } from "../recover/remove";
import { readStackTags } from "../recover/stack-tags";
import { recoveryInWords } from "../recover/words";
import { inEnginesWords } from "../stack/engine-words";
import type { Ending, StackGiven } from "./verb";

/** Brings state and AWS together after an update that died or failed in the middle. */
export async function recoverVerb({ project, options, tell }: StackGiven): Promise<Ending> {
    const { stack, unlock, deleteCopies } = options;
    const stackTags = readStackTags(path.join(project, `Pulumi.${stack}.yaml`));
    try {
        const recovery = await recover({
            ...{ place: { stack, project, env: process.env }, account: awsAccount(), stackTags, unlock, tell },
            ...(deleteCopies && { remove: removeCopy }),
        });
        return { code: 0, text: recoveryInWords(recovery, stack), json: recovery };
    } catch (error) {
        throw error instanceof RunError ? new UserError(inEnginesWords(error), { cause: error }) : error;
    }
}
