/** The part of a page with this id, as the server writes it into its answer. */
export function partOf(page: string, id: string): Element | undefined {
    return new DOMParser().parseFromString(page, "text/html").getElementById(id) ?? undefined;
}

/**
 * Puts the part of the answer in the place of the one in this page. False where the answer has no such part: it is another
 * page, and the browser should go there.
 */
export function swap(page: string, id: string): boolean {
    const part = partOf(page, id);
    const old = document.getElementById(id);
    if (!part || !old) {
        return false;
    }
    old.replaceChildren(...part.childNodes);
    return true;
}
