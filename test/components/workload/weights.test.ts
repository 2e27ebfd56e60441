import { expect } from "chai";
import * as fc from "fast-check";

import { colors, otherColor } from "../../../components/colors";
import { type LiveRouteRule, weightsOfRoute } from "../../../components/workload/gateway-weights";
import { weights } from "../../../components/workload/weights";

describe("weights", () => {
    const color = fc.constantFrom(...colors);
    const percent = fc.integer({ min: 0, max: 100 });

    it("give the idle color the canary's share and the active color the rest", () => {
        fc.assert(
            fc.property(color, percent, (active, canary) => {
                const result = weights(active, canary);
                expect(result[otherColor(active)]).to.equal(canary);
                expect(result.blue + result.green).to.equal(100);
            }),
        );
    });

    it("are read back from the route as they were written", () => {
        fc.assert(
            fc.property(color, percent, (active, canary) => {
                const written = weights(active, canary);
                const backendRefs = colors.map((name) => ({ name: `recipes-${name}`, weight: written[name] }));
                expect(weightsOfRoute("recipes", { spec: { rules: [{ backendRefs }] } })).to.deep.equal(written);
            }),
        );
    });

    it("are read beside a preview, whose rule shares nothing out", () => {
        fc.assert(
            fc.property(color, color, percent, fc.boolean(), (active, previewed, canary, isFirst) => {
                const written = weights(active, canary);
                const weighted = {
                    // As the API fills it in.
                    matches: [{ path: { type: "PathPrefix", value: "/" } }],
                    backendRefs: colors.map((name) => ({ name: `recipes-${name}`, weight: written[name] })),
                };
                const preview = {
                    matches: [{ headers: [{ name: "x-preview", value: "idle" }] }],
                    backendRefs: [{ name: `recipes-${previewed}`, weight: 1 }],
                };
                const rules: LiveRouteRule[] = isFirst ? [preview, weighted] : [weighted, preview];
                expect(weightsOfRoute("recipes", { spec: { rules } })).to.deep.equal(written);
            }),
        );
    });

    it("count too where somebody's own header stands before both colors", () => {
        const matches = [{ headers: [{ name: "x-origin-secret", value: "1" }] }];
        const backendRefs = [
            { name: "recipes-blue", weight: 25 },
            { name: "recipes-green", weight: 75 },
        ];
        expect(weightsOfRoute("recipes", { spec: { rules: [{ matches, backendRefs }] } })).to.deep.equal({
            blue: 25,
            green: 75,
        });
    });

    it("are shares of the route's sum, and 1 where the route names none", () => {
        const backendRefs = [{ name: "recipes-blue" }, { name: "recipes-green", weight: 3 }];
        expect(weightsOfRoute("recipes", { spec: { rules: [{ backendRefs }] } })).to.deep.equal({
            blue: 25,
            green: 75,
        });
        expect(weightsOfRoute("recipes", { spec: {} })).to.deep.equal({ blue: 0, green: 0 });
    });
});
