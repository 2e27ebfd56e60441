/** The error with which a promise fails. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
    return promise.then(
        () => new Error("nothing failed"),
        (error: unknown) => error as Error,
    );
}
