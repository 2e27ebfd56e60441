const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as it stands in HTML, XML and SVG, between tags and in a quoted attribute. */
export function escape(text: string): string {
    return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
