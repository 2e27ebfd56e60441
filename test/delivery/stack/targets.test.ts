import { expect } from "chai";

import { localFoundation } from "../../../components/foundation/local/from-config";
import { Platform } from "../../../components/platform";
import { type Part, targetsOf } from "../../../delivery/stack/targets";
import { image, localConfig } from "../../components/example";
import { type Registered, registered } from "../../components/mocks";
import { isTarget } from "./is-target";

describe("what an update of a part of some workloads is of", () => {
    const names = ["pay", "pay-traffic", "recipes"];
    let resources: Registered[];

    before(async () => {
        const images = { blue: image("a"), green: image("b") };
        const workloads = Object.fromEntries(
            names.map((name) => [name, { image: images, host: `${name}.example.com` }]),
        );
        const config = localConfig({ workloads: JSON.stringify(workloads) });
        const foundation = await localFoundation(config, "/nowhere/kubeconfig");
        resources = await registered(() => new Platform("alchemorsel", { ...config, foundation }));
    });

    const targeted = (part: Part, workloads: string[]) =>
        resources.filter((each) => isTarget(targetsOf("local", part, workloads), each)).map(({ name }) => name);

    it("is what moves their traffic, and no other's", () => {
        expect(targeted("traffic", ["pay"])).to.deep.equal(["alchemorsel-pay-traffic-route"]);
        expect(targeted("traffic", names)).to.have.members(names.map((name) => `alchemorsel-${name}-traffic-route`));
    });

    it("is what says how many pods they have, of both colors, and no other's", () => {
        expect(targeted("size", ["pay"])).to.have.members([
            "alchemorsel-pay-blue-autoscaler",
            "alchemorsel-pay-green-autoscaler",
        ]);
    });
});
