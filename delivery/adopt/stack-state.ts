import { UserError } from "../../embedded/errors";
import { run, RunError } from "../../embedded/process";
import type { StateResource } from "../../embedded/upgrades/state";
import type { StackPlace } from "./scratch";

/** A stack as `pulumi stack export` writes it; the one of a stack that nothing was made of has no resources. */
export interface ExportedStack {
    readonly deployment: { readonly resources?: readonly StateResource[] };
}

/** The state with its secrets in the clear, for a copy that has another key. */
export async function exportStack({ project, stack, env }: StackPlace): Promise<ExportedStack> {
    const args = ["stack", "export", "--stack", stack, "--show-secrets", "--non-interactive"];
    try {
        return JSON.parse((await run("pulumi", args, { cwd: project, env })).stdout) as ExportedStack;
    } catch (error) {
        if (!(error instanceof RunError)) throw error;
        throw new UserError(
            `the state of ${stack} can't be read: ${error.stderr.trim()}; a new stack begins with: pulumi stack init ${stack}`,
        );
    }
}

/** What the stack has already, and what it has in place of it. */
export function idsIn({ deployment }: ExportedStack): ReadonlyMap<string, string> {
    return new Map((deployment.resources ?? []).flatMap(({ urn, id }) => (id === undefined ? [] : [[urn, id]])));
}
