/** Reads a cluster's API. What the guard and the requirements look at; they change nothing. */
export interface ClusterReader {
    /** The object or list at a path of the API, `undefined` when there is none (404). */
    get<T>(path: string): Promise<T | undefined>;
    /** The same for a path that answers plain text, such as a pod's log. */
    text(path: string): Promise<string | undefined>;
}

/** Where the cluster is: the same two values that the Kubernetes provider gets. */
export interface ClusterAccess {
    /** Path of a kubeconfig file. Default: the files that kubectl would use. */
    kubeconfig?: string;
    /** Context in it. Default: its current one. */
    context?: string;
}
