import type { Measurement } from "../figure";

/** What a measurement of the policy pack works with. */
export interface PolicyBench {
    /** For what it writes; removed at the end. */
    readonly folder: string;
    /** Replaces the line of the running step. */
    readonly report: (detail: string) => void;
    /** Throws where the user has interrupted. */
    readonly check: () => void;
}

export interface PolicyMeasurement {
    readonly title: string;
    readonly run: (bench: PolicyBench) => ReturnType<Measurement["run"]>;
}
