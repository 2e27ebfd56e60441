import type { ClusterReader } from "../../components/kubernetes/reader";

/** A reader of a cluster that consists of these answers by path; an Error is thrown, what is not there is a 404. */
export function fakeReader(answers: Record<string, unknown>): ClusterReader {
    const answer = (path: string) => {
        const given = answers[path];
        return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
    };
    return {
        get: (path) => answer(path) as Promise<never>,
        text: (path) => answer(path) as Promise<string | undefined>,
    };
}
