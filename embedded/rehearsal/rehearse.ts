import type { Progress } from "../progress";
import { counts } from "./events";
import { editConfig } from "./place";
import { quotaProblems } from "./quotas";
import { type Ran, StackRun, type StackPlace, type StackState } from "./stack-run";
import type { ActStep, Cloud, CommandStep, Stage, Step } from "./step";

/** How a step went. */
export interface StepResult {
    readonly title: string;
    readonly ran: Done;
    /** What is wrong; nothing where the step is as it has to be. */
    readonly problems: readonly string[];
}

/** What it did: the engine's command its changes, anything else in words. */
export interface Done extends Pick<Ran, "ok" | "started" | "seconds" | "changes"> {
    readonly said?: string;
}

/**
 * Plays the steps on a stack, one after another, up to the first that doesn't end as it has to: those that follow would tell
 * nothing, and what there is goes with the ground that it stands on. Each is told once it is over, with all of its time.
 */
export async function* rehearse(
    steps: readonly Step[],
    place: StackPlace,
    cloud: Cloud,
    progress: Progress,
): AsyncGenerator<StepResult> {
    const stage = { ...cloud, stack: place.stack, run: new StackRun(place) };
    let before: StackState = { deployment: {} };
    for (const step of steps) {
        const started = new Date();
        const playing = progress.step(step.title, (report) =>
            "act" in step ? act(step, before, report) : play(step, before, { place, stage, report }),
        );
        const { ran, problems, after, thrown } = await playing.catch(notPlayed);
        const seconds = (Date.now() - started.getTime()) / 1000;
        const result = { title: step.title, ran: { ...ran, started, seconds }, problems };
        progress.note(`  ${lineOf(result)}`);
        yield result;
        if (thrown !== undefined) throw thrown;
        if (problems.length > 0) return;
        before = after;
    }
}

interface Where {
    readonly place: StackPlace;
    readonly stage: Stage;
    readonly report: (detail: string) => void;
}

interface Played extends Pick<StepResult, "problems"> {
    readonly ran: Omit<Done, "started" | "seconds">;
    readonly after: StackState;
    readonly thrown?: Error;
}

/** A step that ended in the middle is told before the command ends of it. */
function notPlayed(thrown: Error): Played {
    const problems = [`it could not be played to its end: ${thrown.message}`];
    return { ran: { ok: false, changes: [], said: "ended by an error" }, problems, after: { deployment: {} }, thrown };
}

async function act(step: ActStep, before: StackState, report: (detail: string) => void): Promise<Played> {
    const { said, problems } = await step.act(report);
    return { ran: { ok: true, changes: [], said }, problems, after: before };
}

async function play(step: CommandStep, before: StackState, { place, stage, report }: Where): Promise<Played> {
    if (step.edit !== undefined) editConfig(place, step.edit);
    const wrong = (await step.before?.(stage)) ?? [];
    const ran = await stage.run.command(step.command, step.args?.(before) ?? [], report);
    const after = await stage.run.export();
    const ended = endProblems(step, ran);
    const problems =
        ended.length > 0
            ? ended
            : [...(await step.problems({ ...ran, before, after, stage })), ...quotaProblems(after)];
    return { ran, problems: [...wrong, ...problems], after };
}

/** Whether the command ended as the step wants it, in the engine's own words where it did not. */
function endProblems({ refused }: CommandStep, { ok, errors, output, changes }: Ran): string[] {
    if (refused !== undefined) {
        return !ok && refused.test(output) ? [] : [`it was not refused with ${String(refused)}`, ...errors];
    }
    const failed = changes.filter((change) => change.failed).map(({ op, name }) => `${op} of ${name} failed`);
    return ok ? [] : ["the command failed", ...failed, ...errors];
}

/** What a step did, such as `214 create`; nothing where it changed nothing. */
export function whatHappened({ ok, changes, said }: Done): string {
    if (said !== undefined) return said;
    const made = Object.entries(counts(changes)).map(([op, count]) => `${count} ${op}`);
    return [...(ok ? [] : ["refused"]), ...made].join(", ");
}

/** A step in one line, with what is wrong below it. */
export function lineOf({ ran, problems }: StepResult): string {
    const what = whatHappened(ran) || "no change";
    return problems.length === 0 ? what : [`${what}: NOT as it has to be`, ...problems].join("\n    ");
}
