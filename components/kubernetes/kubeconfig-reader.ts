import { connect, type Connection } from "./connection";
import type { ClusterAccess, ClusterReader } from "./reader";
import { sender } from "./request";

/** Longest wait for an answer; an API server that takes longer is as good as unreachable. */
const timeoutMilliseconds = 10_000;

/** A ClusterReader that finds its cluster by a kubeconfig. */
export function kubeconfigReader(access: ClusterAccess): ClusterReader {
    return readerOf(() => connect(access));
}

/** A ClusterReader that opens its connection at the first read. */
export function readerOf(open: () => Promise<Connection>): ClusterReader {
    const send = sender(open);
    const text = async (path: string) => {
        const { status, body } = await send({ path, timeoutMilliseconds });
        if (status === 200) {
            return body;
        }
        if (status === 404) {
            return undefined;
        }
        throw new Error(`the API server answered ${status} to ${path}: ${body.trim()}`);
    };
    return {
        text,
        get: async <T>(path: string) => {
            const body = await text(path);
            return body === undefined ? undefined : (JSON.parse(body) as T);
        },
    };
}
