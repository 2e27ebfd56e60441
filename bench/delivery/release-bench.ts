import type { Bench, Figure } from "../figure";

/** Versions of the app, by their faults: none, one request in twenty fails, all are 300 ms slower, an exit after 20 s. */
export const versions = {
    good: {},
    errors: { FAULT: "errors" },
    slow: { FAULT: "slow" },
    "crash-later": { FAULT: "crash-later" },
} satisfies Record<string, Record<string, string>>;

export type ReleaseImages = Readonly<Record<keyof typeof versions, string>>;

export interface DeliveryBench extends Bench {
    readonly images: ReleaseImages;
}

export interface DeliveryMeasurement {
    title: string;
    run: (bench: DeliveryBench) => Promise<Figure[]>;
}

/** Requests a second, half on kept-alive connections. */
export const rate = 500;
