import { expect } from "chai";
import * as fc from "fast-check";

import { quantity } from "../../../components/kubernetes/quantity";
import { autoscalerSpec, memoryTarget } from "../../../components/workload/autoscaling";

describe("autoscaling", () => {
    it("adds pods before a pod reaches its memory limit", () => {
        const limit = fc.tuple(fc.integer({ min: 1, max: 4096 }), fc.constantFrom("Mi", "M", "Gi"));
        fc.assert(
            fc.property(limit, ([number, suffix]) => {
                const bytes = quantity(`${number}${suffix}`);
                expect(Number(memoryTarget(`${number}${suffix}`)))
                    .to.be.below(bytes)
                    .and.above(bytes / 2);
            }),
        );
    });

    it("grows at once and shrinks by one pod a minute after five quiet ones", () => {
        const { behavior } = autoscalerSpec("recipes-blue", { min: 2, max: 4 }, "128Mi") as { behavior: unknown };
        expect(behavior).to.deep.include({
            scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: "Min",
                policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
            },
        });
    });

    it("reads Kubernetes quantities", () => {
        expect(["250m", "1", "1.5", "64Mi", "1k"].map(quantity)).to.deep.equal([0.25, 1, 1.5, 64 * 2 ** 20, 1000]);
        expect(quantity("fast")).to.be.NaN;
    });
});
