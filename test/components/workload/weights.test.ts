import { expect } from "chai";
import * as fc from "fast-check";

import { colors, otherColor } from "../../../components/colors";
import { weightsOfRoute } from "../../../components/workload/gateway-weights";
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

    it("are shares of the route's sum, and 1 where the route names none", () => {
        const backendRefs = [{ name: "recipes-blue" }, { name: "recipes-green", weight: 3 }];
        expect(weightsOfRoute("recipes", { spec: { rules: [{ backendRefs }] } })).to.deep.equal({
            blue: 25,
            green: 75,
        });
        expect(weightsOfRoute("recipes", { spec: {} })).to.deep.equal({ blue: 0, green: 0 });
    });
});
