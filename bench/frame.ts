import * as path from "node:path";

import { cacheRoot } from "../embedded/paths";
import { createProgress, type Progress } from "../embedded/progress";
import { ensureTools } from "../embedded/tools";
import { TestPlatform } from "../test/e2e/platform";
import type { Bench, Figure } from "./figure";
import { Interruption } from "./interruption";
import { machine } from "./machine";
import { measureAll } from "./measure";

/** A bench on a platform of its own. */
export interface Plan<B extends Bench> {
    /** Names the platform. */
    purpose: string;
    /** Brings the platform up. Returns what the measurements need beside it, and what it has measured itself. */
    prepare: (
        platform: TestPlatform,
        progress: Progress,
    ) => Promise<{ more: Omit<B, keyof Bench>; figures?: Figure[] }>;
    measurements: readonly { title: string; run: (bench: B) => Promise<Figure[]> }[];
    /** Told of each measurement as it ends. */
    tell?: (title: string, figures: Figure[], machine: [string, string][]) => void;
}

export interface Measured {
    /** As it was at the start. */
    machine: [string, string][];
    figures: Figure[];
    /** Whether everything could be measured. */
    complete: boolean;
}

/** Brings the platform up, measures, and removes the platform, also after a failure or an interrupt. */
export async function runBench<B extends Bench>({ purpose, prepare, measurements, tell }: Plan<B>): Promise<Measured> {
    const description = machine();
    const progress = createProgress({ timesFile: path.join(cacheRoot(), "bench-times.json") });
    const interruption = new Interruption();
    const platform = await TestPlatform.create(purpose);
    try {
        const k6 = (await ensureTools(["k6"], progress)).get("k6") ?? "";
        const { more, figures = [] } = await prepare(platform, progress);
        const bench = { ...more, platform, k6, folder: platform.stateHome, pause: interruption.pause };
        const measured = await measureAll<B>(
            measurements,
            bench as unknown as Omit<B, "report">,
            progress,
            interruption,
            (title, rows) => tell?.(title, rows, description),
        );
        return { machine: description, figures: [...figures, ...measured.figures], complete: measured.complete };
    } finally {
        await interruption.childrenEnded();
        await progress.step("Removing the platform", () => platform.destroy());
    }
}

/** The end of a bench's program: with 0 unless something could not be measured. */
export function endBench(run: Promise<{ complete: boolean }>): void {
    run.then(({ complete }) => {
        process.exitCode = complete ? 0 : 1;
    }).catch((error: unknown) => {
        console.error(error instanceof Error ? `error: ${error.message}` : error);
        process.exitCode = 1;
    });
}
