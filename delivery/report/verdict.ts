import { printable } from "../../policy-pack/report/words";
import type { Entry, GateResult, Phase, Release } from "../release/release";
import { clip } from "./fit";
import { capitalized, phaseInWords, plannedShare } from "./words";

/** What a release has come to, and why. */
export interface Verdict {
    readonly tone: "good" | "bad" | "ended" | "running";
    /** As in `Rolled back`. */
    readonly title: string;
    readonly reason: string;
}

export function verdictOf(release: Release): Verdict {
    const { phase, step, color } = release;
    const reason = (otherwise: string) => clip(printable(reasonOf(release) ?? otherwise));
    switch (phase) {
        case "done":
            return { tone: "good", title: "Released", reason: reason(`${color} carries all of the traffic.`) };
        case "rollingBack":
        case "rolledBack":
            return {
                tone: "bad",
                title: capitalized(phaseInWords(phase)),
                reason: reason("No reason is written down."),
            };
        case "aborted": {
            const failed = lastGates(release).filter(({ result }) => result === "fail");
            return {
                tone: failed.length > 0 ? "bad" : "ended",
                title: failed.length > 0 ? "Stopped by a gate" : "Aborted",
                reason: reason("No reason is written down."),
            };
        }
        default: {
            const words = phaseInWords(phase, plannedShare(release, step));
            return { tone: "running", title: `Under way: ${words}`, reason: reason(`${color} is to get the traffic.`) };
        }
    }
}

/** The results of the gates as they were last checked, what failed first. */
export function lastGates({ journal }: Release): readonly GateResult[] {
    const last = journal.findLast(({ gates }) => gates !== undefined)?.gates ?? [];
    const order = ["fail", "waived", "pass"];
    return last.toSorted((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
}

/** Why traffic was taken back is said where that begins; of what ended otherwise the last word counts. */
function reasonOf({ phase, journal }: Release): string | undefined {
    const said =
        (which: Phase) =>
        ({ phase: of, why }: Entry) =>
            of === which && why !== undefined;
    if (phase === "rolledBack") return (journal.find(said("rollingBack")) ?? journal.find(said("rolledBack")))?.why;
    return journal.findLast(said(phase))?.why;
}
