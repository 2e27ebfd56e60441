import { UnknownValue } from "../value";

/** Yes, no, or undefined where only the update will know. */
export type Maybe = boolean | undefined;

/** The answer; undefined where it reads a value that only the update will know. */
export function maybe(answer: () => Maybe): Maybe {
    try {
        return answer();
    } catch (error) {
        if (error instanceof UnknownValue) return undefined;
        throw error;
    }
}

/** Whether it is so for one of the items. */
export function any<T>(items: readonly T[], isSo: (item: T) => Maybe): Maybe {
    let answer: Maybe = false;
    for (const item of items) {
        const one = maybe(() => isSo(item));
        if (one === true) return true;
        if (one === undefined) answer = undefined;
    }
    return answer;
}

/** Whether all of the questions are answered with yes. The first no ends it: ask what costs least first. */
export function all(questions: readonly (() => Maybe)[]): Maybe {
    let answer: Maybe = true;
    for (const question of questions) {
        const one = maybe(question);
        if (one === false) return false;
        if (one === undefined) answer = undefined;
    }
    return answer;
}
