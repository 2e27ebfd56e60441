import { suggestion } from "../../components/suggestion";
import { UserError } from "../../embedded/errors";

/** Checks that a stack has the group that `--group` names. Its config has more to say, and takes an engine to be read. */
export function checkGroup(group: string | undefined, groups: readonly string[], stack: string): void {
    if (group === undefined || groups.includes(group)) return;
    throw new UserError(
        groups.length === 0
            ? `--group ${group}: the stack ${stack} has no groups: leave --group out, or add groups.${group} to its config`
            : `--group ${group}: the stack ${stack} has no such group${suggestion(group, groups)}`,
    );
}
