import { type ColorName, colors } from "../../components/colors";
import { printable } from "../../policy-pack/report/words";
import type { NextCommand } from "./next-commands";
import { type StackState, statusJson, type StatusJson } from "./status-json";
import { capitalized, moment, shortImage, span } from "./words";

export interface StatusOptions {
    /** Only where a person reads it on a terminal. */
    readonly color: boolean;
    /** Columns of the terminal. */
    readonly width: number;
}

const styles = { blue: "34", green: "32", bold: "1", dim: "2", yellow: "33" };

type Style = keyof typeof styles;

/** Columns of the names on the left. */
const margin = 10;

/** Columns of ` 100 %  active`. */
const afterBar = 14;

/** How a stack stands, for a person on a terminal; `statusJson` has the same for a program. */
export function statusText(state: StackState, now: Date, options: StatusOptions): string {
    const status = statusJson(state, now);
    const { stack, release, next, lock, warnings } = status;
    const page = new Page(options);
    page.row("Stack", stack, "bold");
    page.row("Release", release === null ? "none yet" : `${release.id} to ${release.color}`);
    if (release !== null) page.row("Phase", phaseOf(release, now), "bold");
    if (release?.why) page.row("", release.why);
    page.gap();
    for (const color of colors) page.bar(color, status);
    page.gap();
    for (const [workload, images] of Object.entries(status.images)) {
        for (const color of colors) page.row(color, `${workload}  ${shortImage(images[color] ?? "no image")}`);
    }
    page.gap();
    next.forEach((command, index) => {
        page.row(index === 0 ? "Next" : "", commandOf(command, now));
    });
    if (next.length === 0) page.row("Next", "nothing: it goes on by itself");
    if (lock !== null) page.row("Lock", `held by ${lock.holder} for ${span(lock.seconds)}`, "yellow");
    for (const warning of warnings) page.row("Warning", warning, "yellow");
    return page.text();
}

function phaseOf({ words, since, by }: NonNullable<StatusJson["release"]>, now: Date): string {
    const seconds = (now.getTime() - Date.parse(since)) / 1000;
    const ago = Number.isNaN(seconds) ? "" : `, for ${span(Math.max(0, seconds))}`;
    return `${capitalized(words)} since ${moment(since)}${ago}${by === null ? "" : `, by ${by}`}`;
}

function commandOf({ command, does, until }: NextCommand, now: Date): string {
    const end =
        until === undefined
            ? ""
            : `; until ${moment(until)}, ${span((Date.parse(until) - now.getTime()) / 1000)} from now`;
    return `alchemorsel ${command}: ${does}${end}`;
}

class Page {
    private readonly lines: string[] = [];

    constructor(private readonly options: StatusOptions) {}

    text(): string {
        return `${this.lines.join("\n").trimEnd()}\n`;
    }

    gap(): void {
        if (this.lines.at(-1) !== "") this.lines.push("");
    }

    /** A name, and a text in as many lines as it needs. */
    row(name: string, text: string, style?: Style): void {
        wrap(printable(text), Math.max(20, this.options.width - margin)).forEach((line, index) => {
            const left = (index === 0 ? name : "").padEnd(margin);
            this.lines.push(`${this.paint("dim", left)}${style ? this.paint(style, line) : line}`.trimEnd());
        });
    }

    bar(color: ColorName, { weights, active }: StatusJson): void {
        const columns = Math.min(50, Math.max(10, this.options.width - margin - afterBar));
        const full = Math.round((weights[color] / 100) * columns);
        const drawn = this.paint(color, "█".repeat(full)) + this.paint("dim", "░".repeat(columns - full));
        const share = `${weights[color]} %`.padStart(6);
        this.lines.push(
            `${this.paint("dim", color.padEnd(margin))}${drawn}${share}${color === active ? "  active" : ""}`,
        );
    }

    private paint(style: Style, text: string): string {
        return this.options.color && text.trim() !== "" ? `\x1b[${styles[style]}m${text}\x1b[0m` : text;
    }
}

/** Lines of at most so many columns, broken between words, and within one that is longer. */
function wrap(text: string, columns: number): string[] {
    const lines = [""];
    for (const word of text.split(" ").flatMap((each) => each.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [""])) {
        const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
        if (longer.length <= columns) lines.splice(-1, 1, longer);
        else lines.push(word);
    }
    return lines;
}
