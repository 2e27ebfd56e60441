import type { Get } from "../analysis/prometheus";
import type { Requester } from "../gates/smoke";

const timeoutMilliseconds = 5_000;

/** Reads paths of the local foundation's Prometheus, through the API server. `newSignal` says when one has taken too long. */
export function prometheusGet(
    request: Requester,
    namespace: string,
    newSignal = () => AbortSignal.timeout(timeoutMilliseconds),
): Get {
    const service = `/api/v1/namespaces/${namespace}/services/prometheus:9090/proxy`;
    return async (path) => {
        const signal = newSignal();
        const { status, body } = await request(service + path, signal).catch((error: unknown) => {
            if (!signal.aborted) throw error;
            const seconds = timeoutMilliseconds / 1000;
            throw new Error(`Prometheus did not answer through the API server within ${seconds} s`, { cause: error });
        });
        if (status === 404) return undefined;
        try {
            return JSON.parse(body) as unknown;
        } catch {
            throw new Error(`Prometheus is not there: ${status} ${body.trim().slice(0, 200)}`);
        }
    };
}
