/** Address of a rule's page. */
export function pageOf(rule: string): string {
    return `https://github.com/alchemorsel/platform/blob/main/docs/policies/${rule}.md`;
}
