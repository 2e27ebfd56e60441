import { printable } from "../../policy-pack/report/words";
import type { Entry, GateResult, Look, Release } from "../release/release";
import { figuresInWords, figuresOf } from "./figures";
import { clock, phaseInWords, plannedShare } from "./words";

/** Wider than the widest phase, so that what follows stands in a column. */
const phaseWidth = 14;

/**
 * One line for what happened to a release, for a terminal or the log of a pipeline:
 * `04:43:17  canary 10 %   errors 0.1 % → 0.2 %, p95 21 ms → 23 ms, 512 requests`
 */
export function progressLine(entry: Entry, release: Pick<Release, "color" | "plan">): string {
    const { at, phase, step, weights, why, gates = [], looks = [] } = entry;
    const share = plannedShare(release, step) ?? weights?.[release.color];
    // Gates that fail are the reason, and are named one by one.
    const said = [gates.length > 0 ? gatesInWords(gates) : (why ?? ""), looksInWords(looks, release)]
        .filter((part) => part !== "")
        .join("; ");
    const moved = said === "" && weights !== undefined ? `${release.color} gets ${weights[release.color]} %` : said;
    const phaseColumn = phaseInWords(phase, share).padEnd(phaseWidth);
    return `${printable(clock(at))}  ${phaseColumn}${printable(moved)}`.trimEnd();
}

/** What failed or was waived, one by one; of what holds the number. */
function gatesInWords(gates: readonly GateResult[]): string {
    const named = gates
        .filter(({ result }) => result !== "pass")
        .toSorted((a, b) => a.result.localeCompare(b.result))
        .map(({ gate, workload, result, detail, by }) => {
            const where = workload === undefined ? "" : ` of ${workload}`;
            return `${result === "fail" ? "FAILED" : `waived by ${by ?? "nobody named"}`} ${gate}${where}: ${detail.replace(/\.$/, "")}`;
        });
    const passed = gates.length - named.length;
    return [...named, ...(passed > 0 ? [`${passed} of ${gates.length} gates passed`] : [])].join("; ");
}

/** The figures of each workload, and what is not well in them. */
function looksInWords(looks: readonly Look[], { color }: Pick<Release, "color">): string {
    const figures = figuresOf(looks, color).map((each) => ({ workload: each.workload, text: figuresInWords(each) }));
    const named = figures
        .filter(({ text }) => text !== "")
        .map(({ workload, text }) => (figures.length > 1 ? `${workload} ${text}` : text));
    const odd = looks
        .filter(({ verdict }) => verdict !== "well")
        .map(({ workload, measure, verdict, why }) => `${verdict.toUpperCase()} ${workload} ${measure}: ${why}`);
    return [...named, ...odd].join("; ");
}
