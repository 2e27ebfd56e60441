import type { Change } from "../../../embedded/rehearsal/events";
import type { Call } from "../../../embedded/rehearsal/moto/calls";
import type { StepResult } from "../../../embedded/rehearsal/rehearse";
import type { Seen } from "../../../embedded/rehearsal/step";
import type { Ran } from "../../../embedded/rehearsal/stack-run";
import type { StateResource } from "../../../embedded/upgrades/state";

export const urnOf = (type: string, name: string) => `urn:pulumi:staging::alchemorsel::${type}::${name}`;

/** What became of one resource; an update unless told otherwise. */
export function change(type: string, name: string, more: Partial<Change> = {}): Change {
    return {
        ...{ urn: urnOf(type, name), type, name, op: "update" },
        ...{ properties: [], started: 100, ended: 101, failed: false },
        ...more,
    };
}

const started = new Date("2026-11-29T08:00:00Z");

/** A call that was answered so many seconds after the sample steps' start, and took so long. */
export function aCall(operation: string, served: Call["served"], after = 1, seconds = 1): Call {
    const at = new Date(started.getTime() + after * 1000).toISOString();
    return { at, service: "ec2", operation, region: "", served, status: 200, ms: seconds * 1000 };
}

export function ran(changes: readonly Change[], more: Partial<Ran> = {}): Ran {
    return { command: "up", ok: true, started, seconds: 61, output: "", errors: [], changes, ...more };
}

export function result(title: string, changes: readonly Change[], more: Partial<StepResult> = {}): StepResult {
    return { title, ran: ran(changes), problems: [], ...more };
}

/** What a step sees that made these changes in a stack of these resources. */
export function seen(changes: readonly Change[], resources: readonly StateResource[] = []): Seen {
    const state = { deployment: { resources } };
    return { ...ran(changes), before: state, after: state, stage: {} as Seen["stage"] };
}
