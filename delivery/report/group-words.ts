/** What to add to a command that is for a group. */
export function groupFlag(group: string | undefined): string {
    return group === undefined ? "" : ` --group ${group}`;
}
