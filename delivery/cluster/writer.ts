import { connect, type Connection } from "../../components/kubernetes/connection";
import type { ClusterAccess } from "../../components/kubernetes/reader";
import { type ApiAnswer, sender, Unreachable } from "../../components/kubernetes/request";
import { type Transient, untilDone } from "../backoff";
import { type Clock, systemClock } from "../clock";
import { ClusterError, clusterError, hasStatus } from "./cluster-error";

/**
 * Reads and changes a cluster's API. Each method takes the moment (milliseconds since 1970) until which it tries again what
 * may go by itself: a connection that fails, no answer within 5 s, 429 and 5xx. Every other refusal is a `ClusterError`.
 *
 * A request whose answer got lost may have been carried out, so a second try can find its own first one: `create` fails with
 * 409 `AlreadyExists` then, and `replace` of a read version with 409 `Conflict`.
 */
export interface ClusterWriter {
    /** The object or list at a path of the API; `undefined` when there is none. */
    get<T>(path: string, until: number): Promise<T | undefined>;
    /** Adds an object to the collection at a path. */
    create<T extends object>(path: string, object: T, until: number): Promise<T>;
    /** Puts an object in the place of the one at a path: of the version in its `metadata.resourceVersion`, or of any. */
    replace<T extends object>(path: string, object: T, until: number): Promise<T>;
    /** Deletes the object at a path; whether there was one. What belongs to it goes in the background. */
    delete(path: string, until: number): Promise<boolean>;
    /** Merges a patch (RFC 7386) into the object at a path. */
    patch<T>(path: string, patch: object, until: number): Promise<T>;
    /**
     * Server-side apply: the manager's part of the object becomes this one. Fields of another manager that it changes are
     * taken over. https://kubernetes.io/docs/reference/using-api/server-side-apply/
     */
    apply<T extends object>(path: string, manager: string, object: T, until: number): Promise<T>;
    /** Any other request with a JSON body. */
    send<T>(request: ClusterRequest, until: number): Promise<T>;
}

export interface ClusterRequest {
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** With its query. */
    path: string;
    body?: object;
    /** Default: `application/json`. */
    contentType?: string;
}

/** Longest wait for one answer; what takes longer is tried again. */
const timeoutMilliseconds = 5_000;

/** A ClusterWriter that finds its cluster by a kubeconfig. */
export function kubeconfigWriter(access: ClusterAccess, clock: Clock = systemClock): ClusterWriter {
    return writerOf(() => connect(access), clock);
}

/** A ClusterWriter that opens its connection at the first request. */
export function writerOf(open: () => Promise<Connection>, clock: Clock = systemClock): ClusterWriter {
    const request = sender(open);
    const once = async <T>({ method, path, body, contentType = "application/json" }: ClusterRequest): Promise<T> => {
        const headers = body === undefined ? {} : { "content-type": contentType };
        const answer = await request({
            method,
            path,
            headers,
            body: body && JSON.stringify(body),
            timeoutMilliseconds,
        });
        return parsed(`${method} ${path}`, answer) as T;
    };
    const send = <T>(sent: ClusterRequest, until: number) => untilDone(clock, until, () => once<T>(sent), transient);
    return {
        send,
        get: <T>(path: string, until: number) => orMissing(send<T>({ method: "GET", path }, until)),
        create: (path, object, until) => send({ method: "POST", path, body: object }, until),
        replace: (path, object, until) => send({ method: "PUT", path, body: object }, until),
        delete: async (path, until) => {
            const body = { propagationPolicy: "Background" };
            return (await orMissing(send<object>({ method: "DELETE", path, body }, until))) !== undefined;
        },
        patch: (path, body, until) =>
            send({ method: "PATCH", path, body, contentType: "application/merge-patch+json" }, until),
        apply: (path, manager, body, until) => {
            const query = new URLSearchParams({ fieldManager: manager, force: "true" });
            const contentType = "application/apply-patch+yaml"; // YAML, of which JSON is a part.
            return send({ method: "PATCH", path: `${path}?${query.toString()}`, body, contentType }, until);
        },
    };
}

function parsed(request: string, { status, body, headers }: ApiAnswer): unknown {
    if (status < 200 || status > 299) {
        throw clusterError(request, { status, body, retryAfter: headers["retry-after"] });
    }
    return JSON.parse(body);
}

function transient(error: unknown): Transient | undefined {
    if (error instanceof ClusterError) {
        const { status, afterMilliseconds } = error;
        return status === 429 || status >= 500 ? { afterMilliseconds } : undefined;
    }
    return error instanceof Unreachable ? {} : undefined;
}

async function orMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (hasStatus(error, 404)) {
            return undefined;
        }
        throw error;
    }
}
