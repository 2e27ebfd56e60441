import type { halfWayFigures } from "../../embedded/rehearsal/half-way/report";
import type { RehearsalFigures } from "../../embedded/rehearsal/json-report";
import { duration } from "../../embedded/progress";
import type { Figure } from "../figure";

export type FailureFigures = ReturnType<typeof halfWayFigures>;

const minutes = 20;
const fewest = 40;

/** The rows of a rehearsed life. */
export function lifeFigures({ stack, steps }: RehearsalFigures): Figure[] {
    const sum = (of: "seconds" | "answers" | "waits" | "others") => steps.reduce((total, each) => total + each[of], 0);
    const wrong = steps.filter(({ problems }) => problems.length > 0).map(({ title }) => title);
    const shares = `AWS answering ${duration(sum("answers"))}, the provider waiting by itself ${duration(sum("waits"))}, the rest ${duration(sum("others"))}`;
    const failed = wrong.length === 0 ? "" : `; NOT as it has to be: ${wrong.join(", ")}`;
    return [
        {
            name: `rehearsal of ${stack}, all ${steps.length} steps`,
            target: `≤ ${minutes} min`,
            measured: `${duration(sum("seconds"))}: ${shares}${failed}`,
            met: wrong.length === 0 && sum("seconds") <= minutes * 60,
        },
        exactly("resources left after destroy", "0", leftOf(steps)),
        exactly("second up, second refresh", "0 changes", changesOf(steps)),
    ];
}

/** The rows of a stack that was made amid failures. */
export function failureFigures({
    injected,
    lost,
    bySdk,
    byNextUpdate,
    recoveries,
    ...found
}: FailureFigures): Figure[] {
    const { stack, seed, updates, removed, beside, copies } = found;
    return [
        {
            name: `injected failures survived by the next \`up\` of ${stack} (seed ${seed})`,
            target: `100 % of ≥ ${fewest}`,
            measured: `${injected - lost} of ${injected}: ${bySdk} tried again by the SDK, ${byNextUpdate} by the next of ${updates} updates, with \`alchemorsel recover\` ${recoveries} times`,
            met: lost === 0 && injected >= fewest,
        },
        exactly(
            "orphans and second copies after them",
            "0",
            beside,
            `${beside}, of them second copies ${copies}; \`alchemorsel recover --delete-copies\` deleted ${removed}`,
        ),
    ];
}

/** Both are commands that nobody could answer: their standard input is closed. */
export function personFigure(life: RehearsalFigures, failures: FailureFigures): Figure {
    return exactly(
        "steps that need a person",
        "0",
        failures.person,
        `${failures.person} of ${life.steps.length + failures.updates}`,
    );
}

function exactly(name: string, target: string, count: number | undefined, measured = String(count)): Figure {
    return { name, target, measured: count === undefined ? "not reached" : measured, met: count === 0 };
}

function leftOf(steps: RehearsalFigures["steps"]): number | undefined {
    return steps.find(({ title }) => title === "destroy")?.problems.length;
}

function changesOf(steps: RehearsalFigures["steps"]): number | undefined {
    const again = steps.filter(({ title }) => title === "up again" || title === "refresh");
    if (again.length < 2) return undefined;
    return again.flatMap(({ changes }) => Object.values(changes)).reduce((total, each) => total + each, 0);
}
