import type { Progress } from "../embedded/progress";
import type { Figure } from "./figure";
import type { Interruption } from "./interruption";

/**
 * Makes the measurements one after another. One that fails is told among the figures, and the others are made all the
 * same; an interrupt ends them all. Each is told of as it ends.
 */
export async function measureAll<Bench extends { report: (detail: string) => void }>(
    measurements: readonly { title: string; run: (bench: Bench) => Promise<Figure[]> }[],
    bench: Omit<Bench, "report">,
    progress: Progress,
    interruption: Interruption,
    tell: (title: string, figures: Figure[]) => void = () => undefined,
): Promise<{ figures: Figure[]; complete: boolean }> {
    const figures: Figure[] = [];
    let complete = true;
    for (const { title, run } of measurements) {
        interruption.check();
        try {
            const step = (report: Bench["report"]) => run({ ...bench, report } as Bench);
            const measured = await progress.step(title, step);
            figures.push(...measured);
            tell(title, measured);
        } catch (error) {
            interruption.check();
            complete = false;
            const [reason = ""] = String(error).split("\n");
            console.error(error);
            const failed = { name: title, target: "", measured: `not measured: ${reason}`, met: false };
            figures.push(failed);
            tell(title, [failed]);
        }
    }
    return { figures, complete };
}
