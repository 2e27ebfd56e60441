/** Text of a rule as Markdown: nothing in it is markup, but what stands between backticks. */
export function prose(text: string): string {
    return text
        .split(/(`[^`]*`)/)
        .map((part) => (part.startsWith("`") ? part : part.replaceAll(/[\\*<[\]]/g, "\\$&")))
        .join("");
}

export function fenced(language: string, code: string): string {
    return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}

/** `1 rule`, `2 rules`. */
export function count(number: number, one: string, many = `${one}s`): string {
    return `${number} ${number === 1 ? one : many}`;
}

/** Links to the pages of rules. */
export function ruleLinks(ids: readonly string[]): string {
    return ids.map((id) => `[${id}](${id}.md)`).join(", ");
}
