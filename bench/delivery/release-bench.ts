import { outcome, type Outcome, succeeded, type TestPlatform } from "../../test/e2e/platform";
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

/** Runs a verb of `alchemorsel`, as a user does. */
export async function alchemorsel(platform: TestPlatform, ...args: string[]): Promise<Outcome> {
    return outcome("npx", ["alchemorsel", ...args], await platform.stackEnv(), platform.checkout);
}

export async function must(platform: TestPlatform, ...args: string[]): Promise<Outcome> {
    return succeeded(`alchemorsel ${args.join(" ")}`, await alchemorsel(platform, ...args));
}
