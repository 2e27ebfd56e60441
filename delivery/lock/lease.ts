import { UserError } from "../../embedded/errors";
import type { Clock } from "../clock";
import { hasStatus } from "../cluster/cluster-error";
import type { ClusterWriter } from "../cluster/writer";
import { isDead, processId } from "./process-id";

/** https://kubernetes.io/docs/concepts/architecture/leases/ */
interface Lease {
    apiVersion: "coordination.k8s.io/v1";
    kind: "Lease";
    metadata: { name: string; namespace: string; resourceVersion?: string; annotations?: Record<string, string> };
    spec: {
        holderIdentity: string;
        acquireTime: string;
        renewTime: string;
        leaseDurationSeconds: number;
        leaseTransitions: number;
    };
}

/** Who has the lock, what for, and since when. */
export interface Holder {
    readonly who: string;
    readonly verb: string;
    readonly since: string;
}

const name = "alchemorsel-release";
const verbAnnotation = "alchemorsel.dev/verb";
const processAnnotation = "alchemorsel.dev/process";

/** A holder who has not renewed his lease for so long is gone. */
const leaseSeconds = 10;
const renewMilliseconds = 2_000;
const pollMilliseconds = 500;
/** An API server that is away for longer than the lease makes it one that others may take. */
const patienceMilliseconds = leaseSeconds * 1000;

/** Somebody else holds the lock. */
export class Held extends UserError {
    constructor(
        readonly holder: Holder,
        now: number,
    ) {
        const seconds = Math.max(0, Math.round((now - Date.parse(holder.since)) / 1000));
        super(
            `${holder.who} runs alchemorsel ${holder.verb} since ${holder.since} (${seconds} s): one release at a time. ` +
                "See alchemorsel status; alchemorsel rollback and alchemorsel abort take over at any time",
        );
        this.name = "Held";
    }
}

export interface LeaseOptions {
    readonly writer: Pick<ClusterWriter, "get" | "create" | "replace">;
    readonly namespace: string;
    readonly clock: Clock;
    readonly who: string;
    readonly verb: string;
    /** Take it from whoever has it: what they do next fails, and they are told. */
    readonly takeOver?: boolean;
    /** Told while it has to find out whether another holder lives. */
    readonly onWait?: (holder: Holder) => void;
}

/**
 * The lock of a stack's releases: one that its holder renews while he lives, so it ends with him however he ends. Whether a
 * holder lives is seen from his renewals, not from the time that they name: clocks differ.
 */
export class ReleaseLock {
    private readonly loss = new AbortController();
    private timer: NodeJS.Timeout | undefined;
    private renewing: Promise<void> = Promise.resolve();

    private constructor(
        private readonly options: LeaseOptions,
        private lease: Lease,
    ) {}

    /** Takes the lock. Throws `Held` where somebody who lives has it. */
    static async take(options: LeaseOptions): Promise<ReleaseLock> {
        const lock = new ReleaseLock(options, await acquire(options));
        lock.timer = setInterval(() => {
            lock.renewing = lock.renew();
        }, renewMilliseconds).unref();
        return lock;
    }

    /** Ends when somebody has taken the lock over. */
    get lost(): AbortSignal {
        return this.loss.signal;
    }

    /** Throws where somebody has taken the lock over. */
    check(): void {
        this.lost.throwIfAborted();
    }

    /** Asks the cluster whether the lock is still this process's. Throws where somebody has taken it over. */
    async confirm(): Promise<void> {
        await this.renewing;
        await this.renew();
        this.check();
    }

    async release(): Promise<void> {
        clearInterval(this.timer);
        await this.renewing;
        if (this.lost.aborted) return;
        const free: Lease = { ...this.lease, spec: { ...this.lease.spec, holderIdentity: "" } };
        try {
            await this.options.writer.replace(leasePath(this.options), free, this.options.clock.now());
        } catch {
            // It ends by itself after a while.
        }
    }

    private async renew(): Promise<void> {
        const { writer, clock } = this.options;
        const renewed = { ...this.lease, spec: { ...this.lease.spec, renewTime: microTime(clock) } };
        try {
            this.lease = await writer.replace(leasePath(this.options), renewed, clock.now());
        } catch (error) {
            if (hasStatus(error, 409)) await this.look();
            // Otherwise the API server is away; the next renewal tries again.
        }
    }

    /** After a conflict: an answer of ours that got lost, or somebody else. */
    private async look(): Promise<void> {
        const { writer, clock } = this.options;
        const found = await writer.get<Lease>(leasePath(this.options), clock.now()).catch(() => this.lease);
        if (found !== undefined && isOurs(found)) {
            this.lease = found;
            return;
        }
        clearInterval(this.timer);
        const holder = found && holderOf(found);
        const by = holder?.who === undefined ? "somebody" : `${holder.who} (alchemorsel ${holder.verb})`;
        this.loss.abort(new UserError(`${by} has taken this release over: see alchemorsel status`));
    }
}

/** Who has the lock of a stack's releases now, as far as the lease says. */
export async function lockHolder(
    writer: Pick<ClusterWriter, "get">,
    namespace: string,
    clock: Clock,
): Promise<Holder | undefined> {
    const lease = await writer.get<Lease>(leasePath({ namespace }), clock.now() + patienceMilliseconds);
    return lease && !isFree(lease) ? holderOf(lease) : undefined;
}

async function acquire(options: LeaseOptions): Promise<Lease> {
    const { writer, clock, takeOver = false, onWait } = options;
    const path = leasePath(options);
    let seen: { renewTime: string; at: number } | undefined;
    for (;;) {
        const found = await writer.get<Lease>(path, clock.now() + patienceMilliseconds);
        if (found === undefined || isFree(found) || takeOver || isGone(found, seen, clock)) {
            const taken = await tryToTake(options, found);
            if (taken) return taken;
            seen = undefined;
            continue;
        }
        const { renewTime } = found.spec;
        if (seen !== undefined && seen.renewTime !== renewTime) throw new Held(holderOf(found), clock.now());
        if (seen === undefined) {
            onWait?.(holderOf(found));
            seen = { renewTime, at: clock.now() };
        }
        await clock.sleep(pollMilliseconds);
    }
}

function isGone({ spec }: Lease, seen: { renewTime: string; at: number } | undefined, clock: Clock): boolean {
    return seen?.renewTime === spec.renewTime && clock.now() - seen.at >= spec.leaseDurationSeconds * 1000;
}

/** Undefined: somebody was faster. */
async function tryToTake(options: LeaseOptions, found: Lease | undefined): Promise<Lease | undefined> {
    const { writer, namespace, clock } = options;
    const until = clock.now() + patienceMilliseconds;
    const lease = leaseOf(options, found);
    try {
        return found
            ? await writer.replace(leasePath(options), lease, until)
            : await writer.create(`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`, lease, until);
    } catch (error) {
        if (hasStatus(error, 409)) return undefined;
        throw error;
    }
}

function leaseOf({ namespace, clock, who, verb }: LeaseOptions, found: Lease | undefined): Lease {
    const now = microTime(clock);
    return {
        apiVersion: "coordination.k8s.io/v1",
        kind: "Lease",
        metadata: {
            name,
            namespace,
            annotations: { [verbAnnotation]: verb, [processAnnotation]: processId() },
            ...(found && { resourceVersion: found.metadata.resourceVersion }),
        },
        spec: {
            holderIdentity: who,
            acquireTime: now,
            renewTime: now,
            leaseDurationSeconds: leaseSeconds,
            leaseTransitions: (found?.spec.leaseTransitions ?? -1) + 1,
        },
    };
}

/** Nobody has it: it was given back, or its holder was a process of this machine that is no more. */
function isFree({ spec, metadata }: Lease): boolean {
    return spec.holderIdentity === "" || isDead(metadata.annotations?.[processAnnotation] ?? "");
}

function isOurs({ spec, metadata }: Lease): boolean {
    return spec.holderIdentity !== "" && metadata.annotations?.[processAnnotation] === processId();
}

function holderOf({ spec, metadata }: Lease): Holder {
    return {
        who: spec.holderIdentity,
        verb: metadata.annotations?.[verbAnnotation] ?? "",
        since: spec.acquireTime,
    };
}

/** Kubernetes' MicroTime, which a lease wants. */
function microTime(clock: Clock): string {
    return new Date(clock.now()).toISOString().replace("Z", "000Z");
}

function leasePath({ namespace }: { namespace: string }): string {
    return `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${name}`;
}
