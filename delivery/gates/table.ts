import type { GateResult } from "../release/release";

const head = ["gate", "workload", "result", "detail"];
/** The detail stays wide enough to be read also on a narrow terminal. */
const narrowest = 30;

/** The results for a terminal of this width, and in one last line how many let the release through. */
export function gatesTable(results: readonly GateResult[], width: number): string {
    const rows = results.map(({ gate, workload = "", result, by, detail }) => [
        gate,
        workload,
        result,
        by === undefined ? detail : `by ${by}: ${detail}`,
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
    const indent = widths.reduce((sum, each) => sum + each + 2, 0);
    const lines = [head, ...rows].flatMap((row) => {
        const cells = widths.map((each, column) => (row[column] ?? "").padEnd(each));
        const [first = "", ...further] = wrap(row[3] ?? "", Math.max(width - indent, narrowest));
        return [[...cells, first].join("  "), ...further.map((line) => " ".repeat(indent) + line)];
    });
    return [...lines, "", summary(results)].map((line) => line.trimEnd()).join("\n");
}

function summary(results: readonly GateResult[]): string {
    const count = (result: GateResult["result"]) => results.filter((each) => each.result === result).length;
    return `${results.length} gates: ${count("pass")} pass, ${count("fail")} fail, ${count("waived")} waived`;
}

/** Broken at spaces. What has no space stays whole, to be copied. */
function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
        const last = lines.at(-1);
        if (last === undefined || last.length + 1 + word.length > width) {
            lines.push(word);
        } else {
            lines[lines.length - 1] = `${last} ${word}`;
        }
    }
    return lines;
}
