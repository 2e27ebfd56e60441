import { suggestion } from "../../components/suggestion";
import { UserError } from "../../embedded/errors";
import type { Options } from "../options";

/** Verbs that go by the journal alone: a group that somebody has taken out of the stack's file can be taken back all the same. */
const waysBack = ["rollback", "abort"];

/** Checks `--group` before anything else, but for a way back, which looks for a journal first. */
export function checkGroupOption({ verb, group, stack }: Options, groups: readonly string[]): void {
    if (!waysBack.includes(verb)) checkGroup(group, groups, stack);
}

/** Checks that a stack has the group that `--group` names. Its config has more to say, and takes an engine to be read. */
export function checkGroup(group: string | undefined, groups: readonly string[], stack: string): void {
    if (group === undefined || groups.includes(group)) return;
    throw new UserError(
        groups.length === 0
            ? `--group ${group}: the stack ${stack} has no groups: leave --group out, or add groups.${group} to its config`
            : `--group ${group}: the stack ${stack} has no such group${suggestion(group, groups)}`,
    );
}
