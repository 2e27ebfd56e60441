import { duration } from "../progress";
import { table } from "./markdown-table";
import { type StepResult, whatHappened } from "./rehearse";
import { type Report, whoAnswered } from "./reports";

/** The report as Markdown: a line a step, what went wrong, and who answered the calls. */
export function markdownReport({ stack, started, results, calls }: Report): string {
    const failed = results.filter(({ problems }) => problems.length > 0);
    const total = results.reduce((sum, { ran }) => sum + ran.seconds, 0);
    const { moto, extension, nobody, seconds } = whoAnswered(calls);
    return [
        `# The life of ${stack}, rehearsed`,
        `${started.toISOString().slice(0, 10)}, ${duration(total)}: ${failed.length === 0 ? "every step went as it has to" : `${failed.length} steps did not go as they have to`}.`,
        table(["step", "took", "changes", "as it has to be?"], results.map(row)),
        ...failed.flatMap(({ title, problems }) => [`## ${title}`, problems.map((each) => `- ${each}`).join("\n")]),
        "## Who answered",
        `${moto + extension + nobody} calls of AWS: ${moto} were answered by moto, ${extension} by the extension of it in this repository, and ${nobody} by nobody. The answers took ${duration(seconds)} together, of calls side by side.`,
        ...(extension + nobody === 0 ? [] : [table(["operation", "by", "calls"], byOthers(calls))]),
    ]
        .join("\n\n")
        .concat("\n");
}

function row({ title, ran, problems }: StepResult): string[] {
    return [title, duration(ran.seconds), whatHappened(ran) || "none", problems.length === 0 ? "yes" : "**no**"];
}

function byOthers(calls: Report["calls"]): string[][] {
    return calls
        .filter(({ served }) => served !== "moto")
        .map(({ service, operation, served, calls: count }) => [`${service} ${operation}`, served, String(count)]);
}
