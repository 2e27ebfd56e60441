import type { Server } from "../../app/dev/program";
import type { Stores } from "../../app/dev/stores";
import type { Measurement } from "../figure";

/** What a measurement of the app alone works with. */
export interface AppBench {
    /** The app as it is built, on these stores, with the recipes that come with it. */
    readonly program: string;
    readonly stores: Stores;
    readonly server: Server;
    /** For what it writes; removed at the end. */
    readonly folder: string;
    /** Replaces the line of the running step. */
    readonly report: (detail: string) => void;
    /** Like a sleep, but ended by an interrupt. */
    readonly pause: (seconds: number) => Promise<void>;
}

export interface AppMeasurement {
    readonly title: string;
    readonly run: (bench: AppBench) => ReturnType<Measurement["run"]>;
}

/** The address of the first recipe that home shows. */
export async function aRecipe({ address }: Server): Promise<string> {
    const home = await (await fetch(address)).text();
    const [, recipe] = /<h3><a href="([^"]+)">/.exec(home) ?? [];
    if (recipe === undefined) {
        throw new Error("home shows no recipe");
    }
    return address + recipe;
}
