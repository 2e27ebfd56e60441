import type { ClusterReader } from "../../components/kubernetes/reader";
import type { Live } from "../../components/workload/guard-rules";
import type { Weights } from "../../components/workload/weights";
import type { ClusterWriter } from "../cluster/writer";

/** Where a stack's workloads run, and what moves their traffic without the engine. */
export interface Target {
    readonly namespace: string;
    readonly reader: ClusterReader;
    readonly writer: ClusterWriter;
    /** A workload as it is now. */
    live(workload: string): Promise<Live>;
    /** Comes back once the weights are read back; throws where they aren't by then (milliseconds since 1970). */
    writeWeights(workload: string, weights: Weights, until: number): Promise<void>;
}
