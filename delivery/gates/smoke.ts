import type { WorkloadReleaseConfig } from "../../components/release-config";
import { colorObjectName } from "../../components/kubernetes/names";
import { appPort } from "../../components/workload/pod";
import { fail, type GatedWorkload, pass, type WorkloadGate } from "./gate";
import { reasonOf } from "../reason-of";

/** Asks at a path of the API server; it ends when the signal does, and keeps the beginning of a long body alone. */
export type Requester = (path: string, signal: AbortSignal) => Promise<Answer>;

interface Answer {
    readonly status: number;
    readonly body: string;
    /** When it was given, as who gave it says: an HTTP date. */
    readonly date?: string;
}

type SmokeRequest = WorkloadReleaseConfig["smoke"][number];

const timeoutMilliseconds = 10_000;
const atATime = 3;
/** Characters of a body that are told. */
const shown = 200;

/** The new color's Service answers the workload's requests as declared. `newSignal` says when one has taken too long. */
export function smoke(newSignal = () => AbortSignal.timeout(timeoutMilliseconds)): WorkloadGate {
    return async (workload, { color, request }) => {
        const problems: (string | undefined)[] = [];
        const queue = workload.smoke.entries();
        const work = async () => {
            for (const [index, each] of queue) {
                const path = proxyPath(workload, color, each.path);
                problems[index] = await problemOf(each, () => bounded(newSignal(), (signal) => request(path, signal)));
            }
        };
        await Promise.all(Array.from({ length: atATime }, work));
        const told = problems.filter((problem) => problem !== undefined);
        if (told.length > 0) {
            return fail(told.join("; "));
        }
        return pass(problems.length === 0 ? "no requests are declared" : `${problems.length} answered as expected`);
    };
}

/** Through the API server, so that it is the same wherever the cluster is and no traffic has to reach the color for it. */
function proxyPath({ name, namespace }: GatedWorkload, color: string, path: string): string {
    // Dots in the path must not lead out of the Service, to other paths of the API server.
    const { pathname, search } = new URL(`http://service${path}`);
    const service = `http:${colorObjectName(name, color)}:${appPort}`;
    return `/api/v1/namespaces/${namespace}/services/${service}/proxy${pathname}${search}`;
}

async function problemOf(
    { path, status, contains }: SmokeRequest,
    ask: () => ReturnType<Requester>,
): Promise<string | undefined> {
    const expected = `GET ${path}: expected ${status}${contains === undefined ? "" : ` with ${JSON.stringify(contains)}`}`;
    try {
        const got = await ask();
        const isExpected = got.status === status && (contains === undefined || got.body.includes(contains));
        return isExpected ? undefined : `${expected}, got ${got.status} with ${excerpt(got.body)}`;
    } catch (error) {
        return `${expected}, got no answer: ${reasonOf(error)}`;
    }
}

/** Rejects when the signal does, even where what was asked does not heed it. */
async function bounded<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
        });
    });
    return Promise.race([work(signal), aborted]);
}

/** The beginning of a body in one line, without what a terminal would obey. */
function excerpt(body: string): string {
    const line = body.trim().replace(/\s+/g, " ").replace(/\p{C}/gu, "\uFFFD");
    const cut = line.length > shown ? `${line.slice(0, shown)}…` : line;
    return cut === "" ? "an empty body" : `"${cut}"`;
}
