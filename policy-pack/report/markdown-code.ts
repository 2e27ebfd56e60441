import { printable, printableLines } from "./words";

/** A text that is longer says nothing more. */
const longestText = 400;

const longestAddress = 2_000;

/**
 * Text that comes from elsewhere, as a span of code: Markdown sees no markup in it, and GitHub no mention, link or emoji. It
 * is fenced by more backticks than it has in a row, stands on one line, and is never empty.
 */
export function code(text: string): string {
    const line = clipped(printable(text));
    if (line.trim() === "") return "` `";
    const fence = fenceOf(line, 1);
    const pad = /^[ `]|[ `]$/.test(line) ? " " : "";
    return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block of code. */
export function codeBlock(text: string, language = ""): string {
    const fence = fenceOf(text, 3);
    return [fence + language, ...printableLines(text), fence].join("\n");
}

/** The label as a link, where the address is one of the web. */
export function linked(label: string, address: string): string {
    if (!URL.canParse(address)) return label;
    const { href, protocol } = new URL(address);
    if (!["http:", "https:"].includes(protocol) || href.length > longestAddress) return label;
    return `[${label}](<${href.replace(/[<>\\`]/g, encodeURIComponent)}>)`;
}

function fenceOf(text: string, least: number): string {
    const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    return "`".repeat(Math.max(least, longest + 1));
}

/** No character is cut in halves. */
function clipped(text: string): string {
    if (text.length <= longestText) return text;
    return `${text.slice(0, longestText - 1).replace(/\p{Surrogate}$/u, "")}…`;
}
