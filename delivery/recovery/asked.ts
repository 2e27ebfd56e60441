import { UserError } from "../../embedded/errors";
import { reasonOf } from "../reason-of";

/** What AWS answers; where it refuses, in its own words after ours. */
export async function asked<T>(what: string, call: Promise<T>): Promise<T> {
    try {
        return await call;
    } catch (cause) {
        throw new UserError(`AWS does not ${what}: ${reasonOf(cause)}`, { cause });
    }
}

/** The same; nothing where AWS has no such thing, which it says by this code. */
export async function askedIfThere<T>(code: string, what: string, call: Promise<T>): Promise<T | undefined> {
    // The SDK calls it by its shape, which ends with Fault where the answer's code does not.
    const isMissing = (cause: unknown) => cause instanceof Error && [code, `${code}Fault`].includes(cause.name);
    const answer = call.catch((cause: unknown) => {
        if (isMissing(cause)) return undefined;
        throw cause;
    });
    return asked(what, answer);
}
