const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands in HTML, XML and SVG, between tags and in an attribute in double quotes. */
export function escape(text: string): string {
    return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
