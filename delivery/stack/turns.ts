/** Does each piece of work after the one before, however that ended. */
export function turns(): <T>(work: () => Promise<T>) => Promise<T> {
    let last: Promise<unknown> = Promise.resolve();
    return (work) => {
        const result = last.then(work);
        last = result.catch(() => undefined);
        return result;
    };
}
