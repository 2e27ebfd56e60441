/** The part of Kubernetes' `Status` that says why. */
interface Status {
    reason?: string;
    message?: string;
}

/** An API server refused a request. `status` 409 is a conflict: with another writer, or with what is there already. */
export class ClusterError extends Error {
    constructor(
        message: string,
        readonly status: number,
        /** Kubernetes' word for it, as in `AlreadyExists` or `Conflict`. */
        readonly reason?: string,
        /** How long the API server asks to wait. */
        readonly afterMilliseconds?: number,
    ) {
        super(message);
        this.name = "ClusterError";
    }
}

/** Whether a request failed with this status, as in `hasStatus(error, 409)`. */
export function hasStatus(error: unknown, status: number): boolean {
    return error instanceof ClusterError && error.status === status;
}

/** The error of an answer that is none of success. */
export function clusterError(
    request: string,
    { status, body, retryAfter }: { status: number; body: string; retryAfter?: string },
): ClusterError {
    const { reason, message } = statusOf(body);
    const seconds = Number(retryAfter);
    return new ClusterError(
        `the API server answered ${status} to ${request}: ${message ?? body.trim()}`,
        status,
        reason,
        seconds > 0 ? seconds * 1000 : undefined,
    );
}

function statusOf(body: string): Status {
    try {
        return (JSON.parse(body) ?? {}) as Status;
    } catch {
        // A proxy in between answers in its own words.
        return {};
    }
}
