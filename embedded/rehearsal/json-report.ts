import { counts } from "./events";
import { type Report, whoAnswered } from "./reports";
import { type Shares, sharesOf } from "./shares";

/** A rehearsal in figures, for other programs. */
export interface RehearsalFigures {
    readonly stack: string;
    readonly started: string;
    readonly steps: readonly StepFigures[];
    /** How many calls of AWS each side answered. */
    readonly calls: Readonly<Record<"moto" | "extension" | "nobody", number>>;
}

interface StepFigures extends Shares {
    readonly title: string;
    readonly seconds: number;
    /** How many resources there were for each word of the engine's. */
    readonly changes: Readonly<Record<string, number>>;
    /** What was not as it has to be. */
    readonly problems: readonly string[];
}

export function figuresOf({ stack, started, results, calls }: Report): RehearsalFigures {
    return {
        ...{ stack, started: started.toISOString(), calls: whoAnswered(calls) },
        steps: results.map(({ title, ran, problems }) => ({
            ...{ title, seconds: ran.seconds, changes: counts(ran.changes), problems },
            ...sharesOf(ran, calls),
        })),
    };
}
