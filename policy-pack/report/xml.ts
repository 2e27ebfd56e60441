/** A piece of XML, escaped already. */
export interface Xml {
    readonly xml: string;
}

/** An element. Attributes that are undefined are left out; texts are escaped. */
export function element(
    name: string,
    attributes: Readonly<Record<string, string | number | undefined>>,
    ...children: readonly (Xml | string)[]
): Xml {
    const written = Object.entries(attributes)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
        .join("");
    const inner = children.map((child) => (typeof child === "string" ? escapeText(child) : `\n${child.xml}`)).join("");
    return { xml: inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>` };
}

/** A document with this root. */
export function document(root: Xml): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}\n`;
}

/** XML 1.0 has no way to write these, not even escaped. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const names: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A bare carriage return would be read as a line feed. */
function escapeText(text: string): string {
    return text
        .replace(forbidden, "\uFFFD")
        .replace(/[&<>]/g, (character) => names[character] ?? character)
        .replaceAll("\r", "&#13;");
}

/** A bare tab or line feed would be read as a space. */
function escapeAttribute(text: string): string {
    return escapeText(text)
        .replaceAll('"', "&quot;")
        .replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
