import { table } from "../markdown-table";
import { duration } from "../progress";
import { sumCalls } from "./moto/calls";
import { type StepResult, whatHappened } from "./rehearse";
import { type Report, whoAnswered } from "./reports";
import { sharesOf } from "./shares";

/** The report as Markdown: a line a step, what went wrong, and who answered the calls. */
export function markdownReport({ stack, started, results, calls }: Report): string {
    const failed = results.filter(({ problems }) => problems.length > 0);
    const total = results.reduce((sum, { ran }) => sum + ran.seconds, 0);
    const { moto, extension, nobody } = whoAnswered(calls);
    return [
        `# The life of ${stack}, rehearsed`,
        `${started.toISOString().slice(0, 10)}, ${duration(total)}: ${failed.length === 0 ? "every step went as it has to" : `${failed.length} steps did not go as they have to`}.`,
        table(
            ["step", "took", "AWS answering", "the provider waiting", "changes", "as it has to be?"],
            results.map((result) => row(result, calls)),
        ),
        `"AWS answering" is the time in which a call was open; "the provider waiting" that in which none was though a resource of AWS was being changed, so that the provider waited by itself.`,
        ...failed.flatMap(({ title, problems }) => [`## ${title}`, problems.map((each) => `- ${each}`).join("\n")]),
        "## Who answered",
        `${moto + extension + nobody} calls of AWS: ${moto} were answered by moto, ${extension} by the extension of it in this repository, and ${nobody} by nobody.`,
        ...(extension + nobody === 0 ? [] : [table(["operation", "by", "calls"], byOthers(calls))]),
    ]
        .join("\n\n")
        .concat("\n");
}

function row({ title, ran, problems }: StepResult, calls: Report["calls"]): string[] {
    const { answers, waits } = sharesOf(ran, calls);
    return [
        ...[title, duration(ran.seconds), duration(answers), duration(waits)],
        ...[whatHappened(ran) || "none", problems.length === 0 ? "yes" : "**no**"],
    ];
}

function byOthers(calls: Report["calls"]): string[][] {
    return sumCalls(calls)
        .filter(({ served }) => served !== "moto")
        .map(({ service, operation, served, calls: count }) => [`${service} ${operation}`, served, String(count)]);
}
