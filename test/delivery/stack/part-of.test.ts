import { expect } from "chai";

import { partOf } from "../../../delivery/stack/stack";

const urn = (type: string, name: string) => `urn:pulumi:local::alchemorsel::${type}::${name}`;
const route = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const colorType = "alchemorsel:workload:Color";

const resources = ["pay", "pay-traffic", "recipes"].flatMap((workload) => {
    const owner = urn("alchemorsel:workload:GatewayTraffic", `alchemorsel-${workload}-traffic`);
    return [
        { urn: owner, type: "alchemorsel:workload:GatewayTraffic" },
        { urn: urn(route, `alchemorsel-${workload}-traffic-route`), type: route, parent: owner },
        ...["blue", "green"].map((color) => ({
            ...{ urn: urn(autoscaler, `alchemorsel-${workload}-${color}-autoscaler`), type: autoscaler },
            parent: urn(colorType, `alchemorsel-${workload}-${color}`),
        })),
    ];
});

describe("what moves the traffic", () => {
    it("is the route of each workload of the release, and no other's", () => {
        expect(partOf(resources, "traffic", ["pay"])).to.deep.equal([urn(route, "alchemorsel-pay-traffic-route")]);
        expect(partOf(resources, "traffic", ["recipes", "pay"])).to.have.length(2);
    });
});

describe("what says how many pods there are", () => {
    it("are the autoscalers of both colors of each workload of the release, and no other's", () => {
        expect(partOf(resources, "size", ["pay"])).to.deep.equal([
            urn(autoscaler, "alchemorsel-pay-blue-autoscaler"),
            urn(autoscaler, "alchemorsel-pay-green-autoscaler"),
        ]);
    });
});
