import { sign, signatureHeader } from "./sign";

const retries = 5;
const timeoutMilliseconds = 5_000;
const firstWaitSeconds = 0.5;
/** Whoever asks for a longer wait is given up: the release would be over. */
const longestWaitSeconds = 60;

/** What a webhook is called with; tests give their own, so that they don't wait. */
export interface PostTools {
    readonly fetch: typeof fetch;
    readonly sleep: (seconds: number) => Promise<unknown>;
    /** In milliseconds since 1970. */
    readonly now: () => number;
    /** From 0 to 1. */
    readonly random: () => number;
    /** Ends a try that takes too long. */
    readonly newSignal: () => AbortSignal;
}

export const postTools: PostTools = {
    fetch,
    sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    now: Date.now,
    random: Math.random,
    newSignal: () => AbortSignal.timeout(timeoutMilliseconds),
};

export interface Post {
    readonly url: string;
    readonly key?: string;
    readonly body: string;
    /** Whether to try again where that may help. */
    readonly isPatient: boolean;
}

/** What came of a try. `waitSeconds`: how long the receiver asks to be left alone. */
interface Outcome {
    readonly failure?: string;
    readonly mayPass?: boolean;
    readonly waitSeconds?: number;
}

/** Sends a message; why it did not arrive, or `undefined`. Never throws, and never tells the URL or the key. */
export async function post(message: Post, tools: PostTools): Promise<string | undefined> {
    for (let tried = 1; ; tried++) {
        const { failure, mayPass = false, waitSeconds = 0 } = await tryOnce(message, tools);
        if (failure === undefined) {
            return undefined;
        }
        if (waitSeconds > longestWaitSeconds) {
            return `${failure} and asked to be left alone for ${Math.ceil(waitSeconds)} s`;
        }
        if (!mayPass || !message.isPatient || tried > retries) {
            return tried === 1 ? failure : `${failure}, at the last of ${tried} tries`;
        }
        await tools.sleep(Math.max(waitSeconds, backoff(tried, tools.random())));
    }
}

/** Doubled with each try; half of it by chance, so that many who failed together don't come back together. */
function backoff(tried: number, chance: number): number {
    return firstWaitSeconds * 2 ** (tried - 1) * (0.5 + chance / 2);
}

async function tryOnce({ url, key, body }: Post, tools: PostTools): Promise<Outcome> {
    const headers: Record<string, string> = { "content-type": "application/json", "user-agent": "alchemorsel" };
    if (key !== undefined) {
        // Anew for each try: the receiver refuses what is old.
        headers[signatureHeader] = sign(key, body, Math.floor(tools.now() / 1000));
    }
    try {
        // To follow a redirect would carry the message to where nobody configured it to go.
        const signal = tools.newSignal();
        const response = await tools.fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
        // What it says is of no use, and must not keep the connection.
        await response.body?.cancel();
        return response.ok ? {} : refused(response, tools.now());
    } catch (error) {
        return { failure: reasonOf(error), mayPass: true };
    }
}

function refused({ status, headers }: Response, now: number): Outcome {
    const mayPass = status === 429 || status >= 500;
    const waitSeconds = mayPass ? retryAfter(headers.get("retry-after"), now) : undefined;
    return { failure: `it answered ${status}`, mayPass, waitSeconds };
}

/** Seconds, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(value: string | null, now: number): number | undefined {
    if (value === null) {
        return undefined;
    }
    const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
    return Number.isNaN(seconds) ? undefined : seconds;
}

/** `fetch` hides the reason in the cause, and may have the whole URL in its own message. */
function reasonOf(error: unknown): string {
    if (error instanceof Error && error.name === "TimeoutError") {
        return "it did not answer in time";
    }
    const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
    return `it could not be reached${cause?.code === undefined ? "" : ` (${cause.code})`}`;
}
