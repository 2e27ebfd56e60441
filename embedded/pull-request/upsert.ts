import { marker } from "./comment";
import type { GitHub } from "./github";

/** Whom GitHub has write what a workflow's own token writes. */
export const workflowAuthor = "github-actions[bot]";

/** Changes our comment, or writes it where there is none. Others may copy the marker: only one of our own is ours. */
export async function upsertComment(
    github: Pick<GitHub, "comments" | "createComment" | "updateComment">,
    number: number,
    body: string,
    author = workflowAuthor,
): Promise<"created" | "updated" | "unchanged"> {
    const comments = await github.comments(number);
    const ours = comments.find((one) => one.user?.login === author && one.body?.startsWith(marker) === true);
    if (ours === undefined) {
        await github.createComment(number, body);
        return "created";
    }
    if (ours.body === body) return "unchanged";
    await github.updateComment(ours.id, body);
    return "updated";
}
