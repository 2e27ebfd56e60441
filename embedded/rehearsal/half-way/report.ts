import type { Copy, KeptCopy } from "../../../delivery/recover/copies";
import { titleOfArn } from "../../../delivery/recover/match";
import type { Recovery } from "../../../delivery/recover/recover";
import { table } from "../../markdown-table";
import { duration } from "../../progress";
import type { Item } from "../moto/inventory";
import type { Ran } from "../stack-run";
import { whatHappened } from "../rehearse";
import type { Injected } from "./failures";
import type { Attempt } from "./half-way";

/** What became of a stack that was made amid failures. */
export interface HalfWayReport {
    readonly stack: string;
    readonly seed: number;
    readonly started: Date;
    readonly attempts: readonly Attempt[];
    readonly injected: readonly Injected[];
    /** The update without failures, and one more after the copies were deleted. */
    readonly last: readonly Ran[];
    /** What was there twice, and what of it could not be deleted. */
    readonly removed: readonly Copy[];
    readonly kept: readonly KeptCopy[];
    /** What AWS has at the end beside the state, and beside what was there before. */
    readonly beside: readonly Item[];
    /** Names that more than one of these, or one of these and one in the state, has. */
    readonly copies: readonly Item[];
}

/** What is wrong, in sentences. */
export function problemsOf({ last, beside, injected }: HalfWayReport): string[] {
    const [final, again] = last;
    return [
        ...(final?.ok === true ? [] : ["the update without failures did not get through", ...(final?.errors ?? [])]),
        ...(again?.ok === true ? [] : ["the second update without failures did not get through"]),
        ...(again?.changes ?? []).map(({ op, type, name }) => `the second update: ${op} of ${type} ${name}`),
        ...beside.map(({ kind, id, name }) => `${kind} ${id} (${name}) is in AWS and not in the state`),
        ...(injected.length >= 40 ? [] : [`${injected.length} failures are fewer than the 40 that count`]),
    ];
}

/** Failures by how they were survived. */
export function sums({ injected, attempts, last, beside }: HalfWayReport) {
    const ended = injected.filter((each) => survival(each, attempts) !== "tried again by the SDK");
    const final = last[0]?.ok === true;
    return {
        injected: injected.length,
        bySdk: injected.length - ended.length,
        byNextUpdate: final ? ended.length : 0,
        lost: final ? 0 : ended.length,
        recoveries: attempts.filter(({ recovery }) => recovery !== undefined).length,
        // Each thing to delete by hand, and an update to get through.
        person: beside.length + (final ? 0 : 1),
    };
}

/** The report in figures, for other programs. */
export function halfWayFigures(report: HalfWayReport) {
    const { stack, seed, attempts, removed, beside, copies } = report;
    const counts = { updates: attempts.length, removed: removed.length, beside: beside.length, copies: copies.length };
    return { stack, seed, ...sums(report), ...counts, problems: problemsOf(report) };
}

function survival({ way, triedAgain, update }: Injected, attempts: readonly Attempt[]): string {
    if (way.startsWith("kill")) return "the update was killed; the next went on from there";
    if (triedAgain) return "tried again by the SDK";
    return attempts[update - 1]?.ran.ok === true
        ? "the update went on"
        : "the update ended; the next went on from there";
}

export function halfWayMarkdown(report: HalfWayReport): string {
    const { stack, seed, started, attempts, injected, last, removed, kept, beside, copies } = report;
    const found = sums(report);
    const problems = problemsOf(report);
    return [
        `# ${stack}, made amid failures`,
        `${started.toISOString().slice(0, 10)}, seed ${seed}: ${problems.length === 0 ? "everything went as it has to" : `${problems.length} things did not go as they have to`}.`,
        table(
            ["figure", "value"],
            [
                ["injected failures", String(found.injected)],
                ["of them tried again by the SDK itself", String(found.bySdk)],
                ["of them survived by the next update", String(found.byNextUpdate)],
                ["not survived", String(found.lost)],
                ["updates until one got through", String(attempts.length)],
                ["`alchemorsel recover` in between", String(found.recoveries)],
                ["second copies that `recover --delete-copies` deleted at the end", String(removed.length)],
                ["resources of AWS beside the state", String(beside.length)],
                ["of them second copies", String(copies.length)],
                ["steps that need a person", String(found.person)],
            ],
        ),
        ...(problems.length === 0 ? [] : ["## What is wrong", problems.map((each) => `- ${each}`).join("\n")]),
        ...(removed.length + kept.length === 0 ? [] : ["## Second copies", copiesInWords(removed, kept)]),
        "## Updates",
        table(["update", "took", "changes", "recovered"], [...attempts.map(row), ...last.map(lastRow)]),
        "## Failures",
        table(
            ["update", "call", "of", "way", "survived"],
            injected.map((each) => [
                String(each.update),
                String(each.call),
                `${each.service} ${each.operation}`,
                each.way,
                survival(each, attempts),
            ]),
        ),
    ]
        .join("\n\n")
        .concat("\n");
}

function copiesInWords(removed: readonly Copy[], kept: readonly KeptCopy[]): string {
    return [
        ...removed.map((copy) => `- ${titleOfArn(copy)} was deleted`),
        ...kept.map(({ copy, why }) => `- ${titleOfArn(copy)} is left: ${why}`),
    ].join("\n");
}

function row({ title, ran, recovery }: Attempt): string[] {
    const recovered = recovery === undefined ? "" : `${recovery.pending.length} pending, ${mendedInWords(recovery)}`;
    return [title, duration(ran.seconds), changesOf(ran), recovered];
}

/** What a recovery changed in the state. */
export function mendedInWords({ reread, adopted }: Recovery): string {
    return `${reread.length} read again, ${adopted.length} taken into the state`;
}

function lastRow(ran: Ran, index: number): string[] {
    return [`without failures${index === 0 ? "" : ", again"}`, duration(ran.seconds), changesOf(ran), ""];
}

function changesOf(ran: Ran): string {
    return `${ran.ok ? "" : "ended: "}${whatHappened({ ...ran, ok: true }) || "none"}`;
}
