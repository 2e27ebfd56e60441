import type { Workspace } from "../../embedded/preview";
import type { Figure } from "../figure";

/** A measurement of the plan of a stack on AWS. */
export interface AwsMeasurement {
    title: string;
    run: (bench: AwsBench) => Promise<Figure[]>;
}

export interface AwsBench {
    /** The stack production, of which nothing is there. */
    workspace: Workspace;
    /** For programs and stack files of the measurement; removed at the end. */
    folder: string;
    /** Replaces the line of the running step. */
    report: (detail: string) => void;
    /** Goes no further after an interrupt. */
    check: () => void;
}
