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

/** Whether one of the answers is yes. */
export function any(answers: readonly Maybe[]): Maybe {
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
}

/** Whether all of the answers are yes. */
export function all(answers: readonly Maybe[]): Maybe {
    if (answers.includes(false)) return false;
    return answers.includes(undefined) ? undefined : true;
}
