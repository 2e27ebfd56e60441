import * as path from "node:path";

import { RunError } from "../../embedded/process";
import { UserError } from "../../embedded/errors";
import type { Options } from "../options";
import { awsAccount } from "../recover/aws-account";
import { recover } from "../recover/recover";
import { readStackTags } from "../recover/stack-tags";
import { recoveryInWords } from "../recover/words";
import { inEnginesWords } from "../stack/engine-words";
import type { Ending } from "./verb";

/** Brings state and AWS together after an update that died or failed in the middle. */
export async function recoverStack(
    project: string,
    { stack, unlock }: Pick<Options, "stack" | "unlock">,
    env: NodeJS.ProcessEnv,
): Promise<Ending> {
    const stackTags = readStackTags(path.join(project, `Pulumi.${stack}.yaml`));
    const tell = (line: string) => {
        console.error(line);
    };
    try {
        const recovery = await recover({
            ...{ place: { stack, project, env }, account: awsAccount(), stackTags, unlock, tell },
        });
        return { code: 0, text: recoveryInWords(recovery, stack), json: recovery };
    } catch (error) {
        throw error instanceof RunError ? new UserError(inEnginesWords(error), { cause: error }) : error;
    }
}
