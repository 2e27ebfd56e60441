/** One way to release a version of the app and to take it back. The traffic that it moves is at a host name of its own. */
export interface Way {
    /** In a row. */
    readonly name: string;
    /** The requests' host; absent where it is the stack's own. */
    readonly host?: string;
    /** Makes all that it needs, with the live version on all of the traffic. */
    readonly install: () => Promise<void>;
    /** Leaves nothing of it, also after a failed install. */
    readonly remove: () => Promise<void>;
    /** Starts a version without traffic; a way that can't do that does nothing. */
    readonly deploy: (image: string) => Promise<void>;
    /** Moves all of the traffic to it. */
    readonly promote: (image: string) => Promise<void>;
    /** What the promotion is called, in a row. */
    readonly promoteCommand: string;
    /** Moves all of it to the version before. */
    readonly rollback: () => Promise<void>;
    readonly rollbackCommand: string;
}

/** A way that watches a release and takes it back by itself. */
export interface WatchingWay extends Pick<Way, "name" | "host" | "install" | "remove" | "deploy"> {
    /** How it judges, in a row. */
    readonly judges: string;
    /** Gives the deployed version its canary's share, until the release has ended one way or the other. */
    readonly release: (image: string) => Promise<"taken back" | "kept">;
}
