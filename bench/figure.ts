import type { TestPlatform } from "../test/e2e/platform";

/** One row of the table. */
export interface Figure {
    name: string;
    /** What is to be reached, in words; empty for a row that only informs. */
    target: string;
    measured: string;
    /** Absent where nothing is to be reached, or where the measurement does not decide. */
    met?: boolean;
}

/** A measurement: some rows, or an error that says why there are none. */
export interface Measurement {
    title: string;
    run: (bench: Bench) => Promise<Figure[]>;
}

/** What a measurement works with. */
export interface Bench {
    platform: TestPlatform;
    /** The path of k6. */
    k6: string;
    /** For the load's logs; removed at the end. */
    folder: string;
    /** Replaces the line of the running step. */
    report: (detail: string) => void;
    /** Like a sleep, but ended by an interrupt. */
    pause: (seconds: number) => Promise<void>;
}
