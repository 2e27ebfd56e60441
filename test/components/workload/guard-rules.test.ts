import { expect } from "chai";
import * as fc from "fast-check";

import { colors, type ColorName, perColor } from "../../../components/colors";
import {
    carrier,
    judgeGains,
    judgeLosses,
    judgeSwitch,
    type Live,
    type Plan,
} from "../../../components/workload/guard-rules";
import { weights } from "../../../components/workload/weights";

const replicas = { min: 2, max: 4 };
const [oldImage, newImage] = ["app@sha256:old", "app@sha256:new"];

function plan(active: ColorName, changes: Partial<Plan["colors"]> = {}, canaryWeight = 0): Plan {
    const states = { ...perColor(() => ({ image: oldImage, replicas })), ...changes };
    return { workload: "recipes", weights: weights(active, canaryWeight), colors: states };
}

function live(active: ColorName | undefined, ready: { blue: number; green: number }, canaryWeight = 0): Live {
    return {
        weights: active && weights(active, canaryWeight),
        colors: perColor((color) => ({ image: oldImage, replicas, readyEndpoints: ready[color] })),
    };
}

describe("the guard's rules", () => {
    it("let traffic move to a color with as many ready endpoints as carry it now", () => {
        const verdict = judgeGains(plan("green"), live("blue", { blue: 2, green: 2 }));
        expect(verdict).to.deep.equal({ refused: [], waiting: [] });
    });

    it("refuse a color without an image, and say how to deploy it", () => {
        const { refused } = judgeGains(plan("green", { green: {} }), live("blue", { blue: 2, green: 0 }));
        expect(refused).to.have.length(1);
        expect(refused[0]).to.match(/recipes-green has no image; blue carries the traffic with 2 ready endpoints/);
        expect(refused[0]).to.include("pulumi config set --path 'workloads.recipes.image.green' ");
    });

    it("refuse a color that is smaller than what carries the traffic, and say how to make it as large", () => {
        const { refused } = judgeGains(plan("green"), live("blue", { blue: 4, green: 2 }));
        expect(refused[0]).to.match(/has 2 ready endpoints and needs 4/);
        expect(refused[0]).to.include("pulumi config set --path 'workloads.recipes.replicas.min' 4 && pulumi up");
    });

    it("wait for pods that the color's own minimum will bring", () => {
        const { refused, waiting } = judgeGains(plan("green"), live("blue", { blue: 2, green: 1 }));
        expect(refused).to.be.empty;
        expect(waiting[0]).to.match(/recipes-green has 1 ready endpoints and needs 2/);
    });

    it("wait for a rollout, whose pods of before may be ready as well", () => {
        const now = live("blue", { blue: 2, green: 2 });
        now.colors.green.waitsFor = "1 of 2 pods are of the last change";
        const { refused, waiting } = judgeGains(plan("green"), now);
        expect(refused).to.be.empty;
        expect(waiting).to.have.length(1);
        expect(waiting[0]).to.match(
            /^recipes-green is not rolled out: 1 of 2 pods are of the last change; blue carries/,
        );
    });

    it("hold for a canary step too", () => {
        const { refused } = judgeGains(plan("blue", { green: {} }, 5), live("blue", { blue: 2, green: 0 }));
        expect(refused).to.have.length(1);
    });

    it("let a canary be taken back although it has more pods than the color that carries the traffic", () => {
        const verdict = judgeGains(plan("blue"), live("blue", { blue: 2, green: 4 }, 10));
        expect(verdict).to.deep.equal({ refused: [], waiting: [] });
    });

    it("take the larger of two colors that carry the same", () => {
        expect(carrier(live("blue", { blue: 2, green: 3 }, 50))).to.equal("green");
        expect(carrier(live(undefined, { blue: 2, green: 3 }))).to.equal(undefined);
    });

    it("refuse to re-image the color that loses traffic, and say how to leave it as it is", () => {
        const reasons = judgeLosses(
            plan("green", { blue: { image: newImage, replicas } }),
            live("blue", { blue: 2, green: 2 }),
        );
        expect(reasons).to.have.length(1);
        expect(reasons[0]).to.match(/recipes-blue carries traffic now.*change its image/);
        expect(reasons[0]).to.include(`pulumi config set --path 'workloads.recipes.image.blue' ${oldImage}`);
    });

    it("refuse to remove the color that loses traffic", () => {
        const reasons = judgeLosses(plan("green", { blue: { replicas } }), live("blue", { blue: 2, green: 2 }));
        expect(reasons).to.have.length(1);
        expect(reasons[0]).to.match(/remove its pods/);
    });

    it("refuse to shrink the color that loses traffic", () => {
        const smaller = { blue: { image: oldImage, replicas: { min: 1, max: 3 } } };
        const reasons = judgeLosses(plan("green", smaller), live("blue", { blue: 2, green: 2 }));
        expect(reasons.join("\n")).to.match(/replicas\.min from 2 to 1[^]*replicas\.max from 4 to 3/);
    });

    it("let a color that keeps or gains traffic be re-imaged, and an idle one be removed", () => {
        const reimaged = { blue: { image: newImage, replicas } };
        expect(judgeLosses(plan("blue", reimaged), live("blue", { blue: 2, green: 2 }))).to.be.empty;
        expect(judgeLosses(plan("blue", { green: {} }), live("blue", { blue: 2, green: 2 }))).to.be.empty;
    });

    describe("of a workload whose switch goes alone", () => {
        const alone = (given: Plan): Plan => ({ ...given, switchesAlone: true });
        const ready = { blue: 2, green: 2 };
        const newGreen = { green: { image: newImage, replicas } };
        const newBlue = { blue: { image: newImage, replicas } };

        it("refuse to change the active color together with either image", () => {
            const gaining = judgeSwitch(alone(plan("green", newGreen)), live("blue", ready));
            expect(gaining).to.have.length(1);
            expect(gaining[0]).to.match(/recipes-green becomes the active color.*pulumi config set activeColor blue/);
            const losing = judgeLosses(alone(plan("green", newBlue)), live("blue", ready));
            expect(losing).to.have.length(1);
        });

        it("refuse it for a color that isn't deployed yet", () => {
            const now = live("blue", { blue: 2, green: 0 });
            now.colors.green.image = undefined;
            expect(judgeSwitch(alone(plan("green")), now)).to.have.length(1);
        });

        it("let a mere switch, a mere deploy and a canary step pass", () => {
            expect(judgeSwitch(alone(plan("green")), live("blue", ready))).to.be.empty;
            expect(judgeSwitch(alone(plan("blue", newGreen)), live("blue", ready))).to.be.empty;
            expect(judgeSwitch(alone(plan("blue", {}, 50)), live("blue", ready))).to.be.empty;
            expect(judgeSwitch(alone(plan("blue", newBlue)), live(undefined, ready))).to.be.empty;
        });

        it("leave every other workload alone", () => {
            expect(judgeSwitch(plan("green", newGreen), live("blue", ready))).to.be.empty;
        });
    });

    describe("for every plan and every cluster", () => {
        const color = fc.constantFrom(...colors);
        const percent = fc.integer({ min: 0, max: 100 });
        const state = fc.record({
            image: fc.option(fc.constantFrom(oldImage, newImage), { nil: undefined }),
            replicas: fc.record({ min: fc.integer({ min: 1, max: 5 }), max: fc.integer({ min: 5, max: 9 }) }),
        });
        const plans: fc.Arbitrary<Plan> = fc
            .tuple(color, percent, state, state)
            .map(([active, canary, blue, green]) => ({
                workload: "recipes",
                weights: weights(active, canary),
                colors: { blue, green },
            }));
        const liveState = fc
            .tuple(state, fc.integer({ min: 0, max: 5 }))
            .map(([rest, readyEndpoints]) => ({ ...rest, readyEndpoints }));
        const lives: fc.Arbitrary<Live> = fc
            .tuple(fc.option(fc.tuple(color, percent), { nil: undefined }), liveState, liveState)
            .map(([traffic, blue, green]) => ({
                weights: traffic && weights(...traffic),
                colors: { blue, green },
            }));
        const passes = (given: Plan, now: Live) => {
            const { refused, waiting } = judgeGains(given, now);
            return refused.length + waiting.length + judgeLosses(given, now).length === 0;
        };

        it("no color gains traffic without an image or with fewer ready endpoints than the color that carries it", () => {
            fc.assert(
                fc.property(plans, lives, (given, now) => {
                    fc.pre(passes(given, now));
                    const carrying = carrier(now);
                    const needed = carrying === undefined ? 1 : now.colors[carrying].readyEndpoints;
                    for (const name of colors.filter((c) => given.weights[c] > (now.weights?.[c] ?? 0))) {
                        expect(given.colors[name].image).to.not.equal(undefined);
                        expect(now.colors[name].readyEndpoints).to.be.at.least(Math.max(1, needed));
                    }
                }),
            );
        });

        it("no color loses traffic and its image or its size at once", () => {
            fc.assert(
                fc.property(plans, lives, (given, now) => {
                    fc.pre(passes(given, now));
                    for (const name of colors.filter((c) => given.weights[c] < (now.weights?.[c] ?? 0))) {
                        const [before, after] = [now.colors[name], given.colors[name]];
                        fc.pre(before.image !== undefined);
                        expect(after.image).to.equal(before.image);
                        expect(after.replicas!.min).to.be.at.least(before.replicas!.min);
                        expect(after.replicas!.max).to.be.at.least(before.replicas!.max);
                    }
                }),
            );
        });

        it("an update that moves no traffic is none of its business", () => {
            fc.assert(
                fc.property(plans, lives, (given, now) => {
                    expect(passes(given, { ...now, weights: given.weights })).to.be.true;
                }),
            );
        });
    });
});
