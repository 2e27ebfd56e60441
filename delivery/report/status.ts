import { type ColorName, colors } from "../../components/colors";
import { printable } from "../../policy-pack/report/words";
import { groupFlag } from "./group-words";
import type { NextCommand } from "./next-commands";
import { type GroupJson, type StackState, statusJson } from "./status-json";
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
    const { stack, lock, warnings } = status;
    const page = new Page(options);
    page.row("Stack", stack, "bold");
    page.release(status, now);
    for (const [workload, images] of Object.entries(status.images)) {
        for (const color of colors) page.row(color, `${workload}  ${shortImage(images[color] ?? "no image")}`);
    }
    page.gap();
    page.next(status, now);
    for (const [name, group] of Object.entries(status.groups)) {
        page.gap();
        page.row("Group", `${name}: ${group.workloads.join(", ")}`, "bold");
        page.release(group, now);
        page.next(group, now, name);
    }
    if (lock !== null) page.row("Lock", `held by ${lock.holder} for ${span(lock.seconds)}`, "yellow");
    for (const warning of warnings) page.row("Warning", warning, "yellow");
    return page.text();
}

function phaseOf({ words, since, by }: NonNullable<GroupJson["release"]>, now: Date): string {
    const seconds = (now.getTime() - Date.parse(since)) / 1000;
    const ago = Number.isNaN(seconds) ? "" : `, for ${span(Math.max(0, seconds))}`;
    return `${capitalized(words)} since ${moment(since)}${ago}${by === null ? "" : `, by ${by}`}`;
}

function commandOf({ command, does, until }: NextCommand, now: Date, group: string | undefined): string {
    const end =
        until === undefined
            ? ""
            : `; until ${moment(until)}, ${span((Date.parse(until) - now.getTime()) / 1000)} from now`;
    return `alchemorsel ${command}${groupFlag(group)}: ${does}${end}`;
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

    /** The last release, and where the traffic is. */
    release(state: GroupJson, now: Date): void {
        const { release } = state;
        this.row("Release", release === null ? "none yet" : `${release.id} to ${release.color}`);
        if (release !== null) this.row("Phase", phaseOf(release, now), "bold");
        if (release?.why) this.row("", release.why);
        this.gap();
        for (const color of colors) this.bar(color, state);
        this.gap();
    }

    /** What can be done. */
    next({ next }: GroupJson, now: Date, group?: string): void {
        next.forEach((command, index) => {
            this.row(index === 0 ? "Next" : "", commandOf(command, now, group));
        });
        if (next.length === 0) this.row("Next", "nothing: it goes on by itself");
    }

    bar(color: ColorName, { weights, active }: GroupJson): void {
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
