/** Address of a rule's page: its own, or one of this pack's. */
export function pageOf({ id, url }: { readonly id: string; readonly url?: string }): string {
    return url ?? `https://github.com/alchemorsel/platform/blob/main/docs/policies/${id}.md`;
}
