import { expect } from "chai";

import { trafficOf } from "../../../delivery/stack/stack";

const urn = (type: string, name: string) => `urn:pulumi:local::alchemorsel::${type}::${name}`;
const route = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";

const resources = ["pay", "pay-traffic", "recipes"].flatMap((workload) => {
    const owner = urn("alchemorsel:workload:GatewayTraffic", `alchemorsel-${workload}-traffic`);
    return [
        { urn: owner, type: "alchemorsel:workload:GatewayTraffic" },
        { urn: urn(route, `alchemorsel-${workload}-traffic-route`), type: route, parent: owner },
    ];
});

describe("what moves the traffic", () => {
    it("is the route of each workload of the release, and no other's", () => {
        expect(trafficOf(resources, ["pay"])).to.deep.equal([urn(route, "alchemorsel-pay-traffic-route")]);
        expect(trafficOf(resources, ["recipes", "pay"])).to.have.length(2);
    });
});
