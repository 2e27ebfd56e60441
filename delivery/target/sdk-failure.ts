import type { Transient } from "../backoff";

const throttled =
    /^(Throttling|ThrottlingException|ThrottledException|TooManyRequests|TooManyRequestsException|RequestLimitExceeded)$/;
const lost = /^(TimeoutError|NetworkingError|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN)$/;

/** What an SDK says of an error: its name, the code of a connection's, and the answer that it made it of. */
interface SdkError {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: Record<string, string> };
}

/** Whether a call to AWS failed in a way that may go by itself: throttled, or failed on the other side or on the way. */
export function transient(error: unknown): Transient | undefined {
    const { name = "", code = "", $metadata, $response } = error as SdkError;
    const status = $metadata?.httpStatusCode ?? 0;
    if (!throttled.test(name) && !lost.test(name) && !lost.test(code) && status !== 429 && status < 500) {
        return undefined;
    }
    const seconds = Number($response?.headers?.["retry-after"]);
    return Number.isFinite(seconds) ? { afterMilliseconds: seconds * 1000 } : {};
}
