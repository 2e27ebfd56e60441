import * as fs from "node:fs";

import { matching, object, oneOf, optional, type Shape, text, WrongShape } from "../../policy-pack/report/shape";
import { UserError } from "../errors";

/** A run that has ended, as GitHub tells of it in the event `workflow_run`. It is GitHub's word, not that of the run. */
export interface EndedRun {
    readonly event: "pull_request" | "push";
    readonly head_sha: string;
    readonly head_branch: string;
    /** Where the commit is; a fork's, or none where that was removed. */
    readonly head_repository?: { readonly full_name: string };
    readonly html_url: string;
}

const commit = matching(/^[0-9a-f]{40}$/, "a commit");

const branch = matching(/^[\w./+@#-]+$/, "a branch");

const event: Shape<{ workflow_run: EndedRun }> = object({
    workflow_run: object<EndedRun>({
        event: oneOf("pull_request", "push"),
        head_sha: commit,
        head_branch: branch,
        head_repository: nullable(object({ full_name: text })),
        html_url: matching(/^https?:\/\/[^\s()<>]+$/, "an address"),
    }),
});

export function readEndedRun(file: string): EndedRun {
    try {
        return event(JSON.parse(fs.readFileSync(file, "utf8")) as unknown, "").workflow_run;
    } catch (error) {
        const reason = error instanceof WrongShape ? error.message : "it cannot be read";
        throw new UserError(`the event is not one of a run that has ended: ${reason}`, { cause: error });
    }
}

/** JSON of GitHub's has `null` for what is not there. */
export function nullable<T>(shape: Shape<T>): Shape<T | undefined> {
    const present = optional(shape);
    return (raw, where) => present(raw ?? undefined, where);
}
