import type { Progress } from "../../embedded/progress";
import type { Bench, Figure } from "../figure";

/** Versions of the app, by their faults: none, one request in twenty fails, all are 300 ms slower, an exit after 20 s. */
export const versions = {
    good: {},
    better: {},
    errors: { FAULT: "errors" },
    slow: { FAULT: "slow" },
    "crash-later": { FAULT: "crash-later" },
} satisfies Record<string, Record<string, string>>;

export type Version = keyof typeof versions;

/** What is worse about a version, and by how much. */
export const effects = {
    errors: "5 % of its requests fail",
    slow: "its requests take 300 ms longer",
    "crash-later": "its pods exit 20 s after their first request",
} satisfies Partial<Record<Version, string>>;

export type Fault = keyof typeof effects;

export const faults = Object.keys(effects) as Fault[];

export interface DeliveryBench extends Bench {
    readonly images: Readonly<Record<Version, string>>;
    /** The image that the stack came up with: what the others' releases start from. */
    readonly live: string;
    readonly progress: Progress;
    /** Requests a second, half on kept-alive connections. */
    readonly rate: number;
    /** Fewer turns than the figure asks for, to see whether all of it runs. */
    readonly count?: number;
}

export interface DeliveryMeasurement {
    title: string;
    run: (bench: DeliveryBench) => Promise<Figure[]>;
}
