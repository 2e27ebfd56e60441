import { escape } from "../../embedded/markup";
import { printable } from "../../policy-pack/report/words";

/** A piece of HTML, escaped already. */
export interface Html {
    readonly html: string;
}

type Value = string | number | undefined | Html | readonly Html[];

/** Markup with values in it: every text is escaped, so that none can be forgotten. What sets lines in is left out. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
    return { html: parts.map((part, index) => part.replace(/\n\s+/g, "\n") + written(values[index])).join("") };
}

function written(value: Value): string {
    if (value === undefined) return "";
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return escape(printable(value));
    return "html" in value ? value.html : value.map((each) => each.html).join("");
}
