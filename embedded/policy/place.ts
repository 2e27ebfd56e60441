import { nodePid, readSettings } from "../cluster";
import { UserError } from "../errors";
import { stateRoot } from "../paths";
import { projectFolder, stackEnvironment } from "../platform";
import { isStackOnAws, withWorkspace } from "../preview";
import type { Progress } from "../progress";
import { chosenContext } from "../stack";
import { ensureEngine } from "../tools";
import type { PreviewPlace } from "./run-pack";

/** Lets `use` preview a stack: one on AWS as it would be made anew, without an account; a local one where it runs. */
export async function withPlace<T>(
    stack: string,
    progress: Progress,
    use: (place: PreviewPlace) => Promise<T>,
): Promise<T> {
    const isLocal = readSettings(stateRoot(stack)) !== undefined || stack === "local";
    return isLocal && !isStackOnAws(projectFolder, stack)
        ? use(await localPlace(stack, progress))
        : withWorkspace(projectFolder, stack, progress, use);
}

async function localPlace(stack: string, progress: Progress): Promise<PreviewPlace> {
    const state = stateRoot(stack);
    const context = chosenContext(projectFolder, stack);
    const settings = readSettings(state);
    if (context === undefined && (settings === undefined || nodePid(settings) === undefined)) {
        throw new UserError(`the cluster of ${stack} is not up: make up`);
    }
    const env = stackEnvironment(state, stack, await ensureEngine(state, progress), context);
    return { project: projectFolder, env: { ...process.env, ...env } };
}
