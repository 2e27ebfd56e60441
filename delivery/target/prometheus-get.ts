import type { Get } from "../analysis/prometheus";
import type { Requester } from "../gates/smoke";

const timeoutMilliseconds = 5_000;

/** Reads paths of the local foundation's Prometheus, through the API server. */
export function prometheusGet(request: Requester, namespace: string): Get {
    const service = `/api/v1/namespaces/${namespace}/services/prometheus:9090/proxy`;
    return async (path) => {
        const { status, body } = await request(service + path, AbortSignal.timeout(timeoutMilliseconds));
        if (status === 404) return undefined;
        try {
            return JSON.parse(body) as unknown;
        } catch {
            throw new Error(`Prometheus is not there: ${status} ${body.trim().slice(0, 200)}`);
        }
    };
}
