import { createHash } from "node:crypto";

import type { Entry, GateResult, Look, Phase, Release } from "../release/release";

type Attributes = Record<string, string | number | undefined>;

/** One span, as OpenTelemetry has it. */
export interface SpanOf {
    /** 16 hexadecimal digits; the same span of the same release has the same on every machine. */
    readonly id: string;
    readonly parent?: string;
    readonly name: string;
    readonly start: Date;
    readonly end: Date;
    readonly attributes: Attributes;
    readonly events: readonly { readonly name: string; readonly at: Date; readonly attributes: Attributes }[];
    /** Why it counts as failed. */
    readonly failure?: string;
}

/** A phase, or one step of the canary: consecutive entries. */
interface Segment {
    readonly index: number;
    readonly entries: readonly [Entry, ...Entry[]];
}

const ends: readonly Phase[] = ["done", "rolledBack", "aborted"];

/** The trace of a release: whoever goes on with it goes on in the same one. 32 hexadecimal digits. */
export function traceId(release: Release): string {
    return hash(release.id, 32);
}

/**
 * The spans that the last change of phase or step has finished: those of the phase before, its gates among them, and
 * where the release has ended the one of the release. A release that is taken back later ends anew.
 */
export function finishedSpans(release: Release): SpanOf[] {
    const segments = segmentsOf(release.journal);
    const [before, now] = [segments.at(-2), segments.at(-1)];
    if (now === undefined) {
        return [];
    }
    const spans = before && !isEnd(before) ? phaseSpans(release, before, dateOf(now.entries[0])) : [];
    return isEnd(now) ? [...spans, releaseSpan(release, segments, now)] : spans;
}

function segmentsOf(journal: readonly Entry[]): Segment[] {
    const groups: [Entry, ...Entry[]][] = [];
    for (const entry of journal) {
        const last = groups.at(-1);
        if (last?.[0].phase === entry.phase && last[0].step === entry.step) {
            last.push(entry);
        } else {
            groups.push([entry]);
        }
    }
    return groups.map((entries, index) => ({ index, entries }));
}

function isEnd({ entries }: Segment): boolean {
    return ends.includes(entries[0].phase);
}

function releaseSpan(release: Release, segments: readonly Segment[], last: Segment): SpanOf {
    const [first, final] = [segments[0]?.entries[0] ?? last.entries[0], last.entries[0]];
    const images = Object.entries(release.images).map(([workload, { new: image }]) => [`image.${workload}`, image]);
    return {
        id: rootId(release),
        name: "release",
        start: dateOf(first),
        end: dateOf(final),
        attributes: { ...attributesOf(release), outcome: final.phase, ...(Object.fromEntries(images) as Attributes) },
        events: segments.filter(isEnd).flatMap(({ entries }) => entries.map(entryEvent)),
        failure: final.phase === "done" ? undefined : (final.why ?? final.phase),
    };
}

function phaseSpans(release: Release, { index, entries }: Segment, end: Date): SpanOf[] {
    const [{ phase, step }] = entries;
    const id = hash(`${release.id}/${index}`, 16);
    const start = dateOf(entries[0]);
    const gates = entries.flatMap((entry) => (entry.gates ?? []).map((gate) => ({ gate, at: dateOf(entry) })));
    const looks = entries.flatMap((entry) => entry.looks ?? []);
    const failures = [
        ...gates.filter(({ gate }) => gate.result === "fail").map(({ gate }) => `gate ${gate.gate}: ${gate.detail}`),
        ...looks.filter(({ verdict }) => verdict === "breach").map(({ measure, why }) => `${measure}: ${why}`),
    ];
    const span: SpanOf = {
        id,
        parent: rootId(release),
        name: phase,
        start,
        end,
        attributes: { ...attributesOf(release), phase, step },
        events: [...entries.map(entryEvent), ...looks.map(lookEvent)],
        failure: failures.length > 0 ? failures.join("; ") : undefined,
    };
    return [
        span,
        ...gates.map(({ gate, at }, number) => gateSpan(release, gate, { parent: id, number, start, end: at })),
    ];
}

function gateSpan(
    release: Release,
    { gate, workload, result, detail, by }: GateResult,
    { parent, number, start, end }: { parent: string; number: number; start: Date; end: Date },
): SpanOf {
    return {
        id: hash(`${parent}/${number}`, 16),
        parent,
        name: `gate ${gate}`,
        start,
        end,
        attributes: { ...attributesOf(release), gate, workload, result, detail, by },
        events: [],
        failure: result === "fail" ? detail : undefined,
    };
}

function entryEvent(entry: Entry) {
    const { blue, green } = entry.weights ?? {};
    const attributes = { by: entry.by, why: entry.why, "weight.blue": blue, "weight.green": green };
    return { name: "entry", at: dateOf(entry), attributes };
}

function lookEvent({ at, workload, measure, verdict, why, value }: Look) {
    return { name: "look", at: new Date(at), attributes: { workload, measure, verdict, why, value } };
}

function attributesOf({ id, stack, color }: Release): Attributes {
    return { release: id, stack, color };
}

function rootId(release: Release): string {
    return hash(`${release.id}/release`, 16);
}

function dateOf({ at }: Entry): Date {
    return new Date(at);
}

function hash(text: string, digits: number): string {
    return createHash("sha256").update(text).digest("hex").slice(0, digits);
}
