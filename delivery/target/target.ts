import type { PerColor } from "../../components/colors";
import type { MigrationRole } from "../../components/foundation/foundation";
import type { ClusterReader } from "../../components/kubernetes/reader";
import type { Live } from "../../components/workload/guard-rules";
import type { Weights } from "../../components/workload/weights";
import type { MetricsSource } from "../analysis/metrics-source";
import type { ClusterWriter } from "../cluster/writer";
import type { MigrationStatus } from "../migrations/status";
import type { Requester } from "../gates/smoke";

/** Where a stack's workloads run, and what moves their traffic without the engine. */
export interface Target {
    readonly namespace: string;
    readonly reader: ClusterReader;
    readonly writer: ClusterWriter;
    /** Asks at a path of the API server. */
    readonly request: Requester;
    /** The figures of requests, from nothing: a source of its own for each span of time that is looked at. */
    metrics(): MetricsSource;
    /** How often a release is looked at: as often as there are new figures, if reading the weights is free. */
    readonly lookMilliseconds: number;
    /** Whom migrations sign in to the stores as, where that isn't the app. */
    readonly migrationRoles: readonly MigrationRole[];
    readonly firingAlarms: () => Promise<readonly string[]>;
    /** How far the Job is that expands the database's schema for an image. */
    findMigration(workload: string, image: string): Promise<MigrationStatus>;
    /** The weights of a workload, `undefined` where nothing sends it traffic. */
    weights(workload: string): Promise<Weights | undefined>;
    /** How many pods of each color a load balancer finds healthy that checks them itself. Without it Kubernetes says. */
    readonly healthy?: (workload: string) => Promise<PerColor<number> | undefined>;
    /** A workload as it is now. */
    live(workload: string): Promise<Live>;
    /** Comes back once the weights are read back; throws where they aren't by then (milliseconds since 1970). */
    writeWeights(workload: string, weights: Weights, until: number): Promise<void>;
}
