import type { Count } from "../release/release";

/** For how long a machine may be busy with something else, in seconds: three, and what the looks at its two ends are late by. */
const longestMoment = 3.5;

/** The requests of a part of a time. */
interface Part extends Count {
    readonly seconds: number;
}

/** What is left of a time without its worst moment: without the parts with the most bad requests, wherever they are in it. */
export function withoutWorstMoment(parts: readonly Part[]): Count {
    let left = longestMoment;
    const others = [...parts]
        .sort((one, other) => other.bad - one.bad)
        .filter(({ seconds }) => {
            const isLeftOut = seconds <= left;
            if (isLeftOut) left -= seconds;
            return !isLeftOut;
        });
    return others.reduce((sum, { all, bad }) => ({ all: sum.all + all, bad: sum.bad + bad }), { all: 0, bad: 0 });
}
