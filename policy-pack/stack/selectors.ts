import type { Value } from "../value";
import { Candidates, type Marks, readable } from "./candidates";
import { all, type Maybe, maybe } from "./maybe";

/** Whether a map of labels selects those of a pod. */
export function labelsMatch(selector: Value, labels: Value): Maybe {
    return maybe(() =>
        all(
            selector.entries().map(
                ([key, value]) =>
                    () =>
                        !value.isMissing && labels.at(key).text() === value.text(),
            ),
        ),
    );
}

/** Whether a selector with `matchLabels` and `matchExpressions` selects a pod with these labels. An empty one selects all. */
export function selectorMatches(selector: Value, labels: Value): Maybe {
    return maybe(() => {
        if (selector.isMissing) return false;
        const expressions = selector.at("matchExpressions").list();
        return all([
            () => labelsMatch(selector.at("matchLabels"), labels),
            ...expressions.map((expression) => () => expressionMatches(expression, labels)),
        ]);
    });
}

function expressionMatches(expression: Value, labels: Value): boolean {
    const label = labels.at(expression.at("key").text() ?? "").text();
    const isAmong = label !== undefined && expression.at("values").texts().includes(label);
    switch (expression.at("operator").text()) {
        case "In":
            return isAmong;
        case "NotIn":
            return !isAmong;
        case "Exists":
            return label !== undefined;
        case "DoesNotExist":
            return label === undefined;
        default:
            return false;
    }
}

type Label = readonly [key: string, value: string];

/** What has a selector: where it is, and the labels that pods have which it selects. */
interface Selecting<T> {
    readonly item: T;
    readonly place: Marks;
    readonly labels: readonly Label[];
}

/** Things that select pods, found by where a pod is and by its labels. */
export class Selectors<T> {
    private readonly candidates = new Candidates<T>();

    /** Files each by the one of its labels that fewest others ask for: all apps of a shop are part of the shop. */
    constructor(selecting: readonly Selecting<T>[]) {
        const counts = new Map<string, number>();
        const keyOf = (place: Marks, label: Label) => JSON.stringify([place, label]);
        for (const { place, labels } of selecting) {
            for (const label of labels) counts.set(keyOf(place, label), (counts.get(keyOf(place, label)) ?? 0) + 1);
        }
        for (const { item, place, labels } of selecting) {
            const rarity = (label: Label) => counts.get(keyOf(place, label)) ?? 0;
            const [rarest] = [...labels].sort((one, other) => rarity(one) - rarity(other));
            this.candidates.add(item, place, rarest && [markOf(...rarest), keyMark(rarest[0])]);
        }
    }

    find(beside: Marks, podLabels: Value): T[] {
        return this.candidates.find(beside, marksOfLabels(podLabels));
    }
}

function markOf(key: string, value: string): string {
    return `${key}=${value}`;
}

function keyMark(key: string): string {
    return `${key} is unknown`;
}

function marksOfLabels(labels: Value): Marks {
    return readable(() =>
        labels.entries().flatMap(([key, value]) => {
            if (value.isUnknown) return [keyMark(key)];
            const text = value.text();
            return text === undefined ? [] : [markOf(key, text)];
        }),
    );
}

/** The labels without which `labelsMatch` says no. */
export function labelsNeeded(selector: Value): Label[] {
    const needed: Label[] = [];
    // Up to one that is of a wrong type: what stands behind it is never asked for.
    readable(() => {
        for (const [key, value] of selector.entries()) {
            const text = value.isUnknown ? undefined : value.text();
            if (text !== undefined) needed.push([key, text]);
        }
    });
    return needed;
}

/** The labels without which `selectorMatches` says no. */
export function labelsNeededBy(selector: Value): Label[] {
    const expressions = readable(() => selector.at("matchExpressions").list());
    return expressions === undefined ? [] : labelsNeeded(selector.at("matchLabels"));
}
