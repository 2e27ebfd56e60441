import { expect } from "chai";
import * as fc from "fast-check";

import type { Release } from "../../../delivery/release/release";
import { phases } from "../../../delivery/release/release";
import {
    after,
    Forbidden,
    happenings,
    isAtRest,
    mayHaveTraffic,
    noted,
    noWayBack,
    transitions,
} from "../../../delivery/release/transitions";
import { analysis } from "../analysis-config";

const at = "2026-11-28T05:00:00.000Z";
const cause = { at, by: "ada@desk" };

function release(changes: Partial<Release> = {}): Release {
    return {
        ...{ id: "1", stack: "local", color: "green", images: {}, phase: "deploying", since: at, journal: [] },
        plan: {
            steps: [
                { weight: 10, seconds: 1 },
                { weight: 50, seconds: 1 },
            ],
            bakeSeconds: 1,
            windowSeconds: 60,
            analysis: { ...analysis, waitSeconds: 60 },
        },
        ...changes,
    };
}

/** Everything that can happen to a release, in any order; what is refused leaves it as it is. */
const lives = fc
    .tuple(fc.array(fc.constantFrom(...happenings), { maxLength: 30 }), fc.array(fc.integer({ min: 1, max: 99 })))
    .map(([life, weights]) => {
        const steps = [...weights].sort((a, b) => a - b).map((weight) => ({ weight, seconds: 1 }));
        const { plan } = release();
        const history = [release({ plan: plan && { ...plan, steps } })];
        for (const happening of life) {
            const last = history[history.length - 1] ?? release();
            if (transitions[last.phase][happening] !== undefined) history.push(after(last, happening, cause));
        }
        return history;
    });

describe("the state machine of a release", () => {
    it("goes the way of a good release, step by step", () => {
        const life = ["succeeded", "promote", ...Array<"succeeded">(5).fill("succeeded")] as const;
        const places = life.reduce<Release[]>(
            (history, happening) => [...history, after(history.at(-1) ?? release(), happening, cause)],
            [],
        );
        expect(places.map(({ phase, step }) => (step === undefined ? phase : `${phase} ${step}`))).to.deep.equal([
            "deployed",
            "gating",
            "canary 0",
            "canary 1",
            "promoted",
            "baking",
            "done",
        ]);
    });

    it("promotes at once where there are no steps", () => {
        const { plan } = release();
        const gated = release({ phase: "gating", plan: plan && { ...plan, steps: [] } });
        expect(after(gated, "succeeded", cause).phase).to.equal("promoted");
    });

    it("never gives the new color traffic but through the gates", () => {
        fc.assert(
            fc.property(lives, (history) => {
                history.slice(1).forEach((next, index) => {
                    const before = history[index];
                    if (before && mayHaveTraffic(next) && !mayHaveTraffic(before)) {
                        expect(before.phase).to.equal("gating");
                    }
                });
            }),
        );
    });

    it("leaves the new color's traffic only by taking it back", () => {
        fc.assert(
            fc.property(lives, (history) => {
                history.slice(1).forEach((next, index) => {
                    const before = history[index];
                    if (before && mayHaveTraffic(before) && !mayHaveTraffic(next)) {
                        expect([before.phase, next.phase]).to.deep.equal(["rollingBack", "rolledBack"]);
                    }
                });
            }),
        );
    });

    it("takes steps in their order, each once", () => {
        fc.assert(
            fc.property(lives, (history) => {
                const steps = history.flatMap(({ phase, step }) => (phase === "canary" ? [step] : []));
                expect(steps).to.deep.equal(steps.map((_, index) => index));
            }),
        );
    });

    it("writes down everything that happens, and forgets nothing", () => {
        fc.assert(
            fc.property(lives, (history) => {
                const last = history[history.length - 1];
                const places = history.slice(1).map(({ phase, step }) => ({ phase, step }));
                expect(last?.journal.map(({ phase, step }) => ({ phase, step }))).to.deep.equal(places);
            }),
        );
    });

    it("has a way back from every phase in which the new color may have traffic", () => {
        for (const phase of phases.filter((each) => mayHaveTraffic({ phase: each }) && each !== "rollingBack")) {
            expect(after(release({ phase }), "rollback", cause).phase).to.equal("rollingBack");
        }
    });

    it("ends at rest, wherever it is, once somebody wants it to end", () => {
        for (const phase of phases) {
            let one = release({ phase });
            if (transitions[phase].abort) one = after(one, "abort", cause);
            if (one.phase === "rollingBack") one = after(one, "succeeded", cause);
            expect(isAtRest(one), phase).to.equal(true);
        }
    });

    it("refuses what makes no sense, in words", () => {
        expect(() => after(release({ phase: "aborted" }), "promote", cause)).to.throw(
            Forbidden,
            "a release that is aborted can't promote",
        );
    });

    it("keeps a note where it is", () => {
        const one = noted(release({ phase: "canary", step: 1 }), { ...cause, why: "seen" });
        expect(one.journal).to.deep.equal([{ ...cause, why: "seen", phase: "canary", step: 1 }]);
        expect(one.phase).to.equal("canary");
    });

    describe("the way back", () => {
        const done = release({ phase: "done", promotedAt: at });

        it("is open within the window, and closed after it", () => {
            expect(noWayBack(done, new Date("2026-11-28T05:01:00.000Z"))).to.equal(undefined);
            expect(noWayBack(done, new Date("2026-11-28T05:01:00.001Z"))).to.match(
                /window of 60 s closed at 2026-11-28T05:01:00/,
            );
        });

        it("is closed by a contract migration", () => {
            expect(noWayBack({ ...done, isContracted: true }, new Date(at))).to.match(/contract migration ran/);
        });

        it("is open while the release is under way, whatever the window", () => {
            expect(noWayBack({ ...done, phase: "baking" }, new Date("2027-01-01T00:00:00Z"))).to.equal(undefined);
        });

        it("leads nowhere where no traffic was moved", () => {
            expect(noWayBack(release({ phase: "deployed" }), new Date(at))).to.match(/nothing to take back/);
        });
    });
});
