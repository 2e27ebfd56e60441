import type { ExportedState } from "./engine";
import { foundOf, type TaggedResource } from "./match";
import { taggedKinds } from "./kinds";

/** Whether a resource of AWS is one of the state's: by its ARN, or by its ID where it is of a kind that is known. */
export function isInState(tagged: TaggedResource, { deployment }: ExportedState): boolean {
    return (deployment.resources ?? []).some(({ type, id, outputs }) => {
        if (outputs?.arn === tagged.arn || id === tagged.arn) return true;
        if (taggedKinds[type] === undefined) return false;
        return foundOf(type, [tagged]).some((found) => found.id === id);
    });
}
