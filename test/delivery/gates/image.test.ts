import { expect } from "chai";

import { image } from "../../../delivery/gates/image";
import type { GatedWorkload } from "../../../delivery/gates/gate";
import { fakeReader } from "../../components/fake-reader";
import { answers, type InCluster, inputs, newImage, oldImage, workload } from "./inputs";

function look(own: GatedWorkload, green?: InCluster, others: { each: GatedWorkload; green?: InCluster }[] = []) {
    const all = [{ each: own, green }, ...others];
    const reader = fakeReader(
        Object.assign({}, ...all.map((one) => answers(one.each.name, one.green && { green: one.green }))) as Record<
            string,
            unknown
        >,
    );
    return image(own, inputs({ workloads: all.map(({ each }) => each), reader }));
}

describe("the gate of images", () => {
    it("passes an image by digest that the Deployment and all pods run", async () => {
        expect(await look(workload("recipes"))).to.deep.equal({ passes: true, detail: newImage });
    });

    it("refuses an image that a tag names alone", async () => {
        const { passes, detail } = await look(workload("recipes", { image: "registry.example/recipes:1.2" }));
        expect(passes).to.be.false;
        expect(detail).to.include("registry.example/recipes:1.2 has no digest");
    });

    it("names each pod that runs something else", async () => {
        const green = { image: newImage, ready: 2, podImages: [oldImage, newImage] };
        const { passes, detail } = await look(workload("recipes"), green);
        expect(passes).to.be.false;
        expect(detail).to.include(`recipes-green is to run ${newImage}, but pod recipes-green-0 runs ${oldImage};`);
        expect(detail).not.to.include("recipes-green-1");
    });

    it("refuses a release that would change nothing, also from another repository", async () => {
        const same = oldImage.replace("registry", "mirror");
        const { passes, detail } = await look(workload("recipes", { image: same }), { image: same, ready: 2 });
        expect(passes).to.be.false;
        expect(detail).to.include("there is nothing to release");
    });

    it("lets a workload come along unchanged where another one changes", async () => {
        const unchanged = workload("recipes", { image: oldImage });
        const green = { image: oldImage, ready: 2 };
        const { passes, detail } = await look(unchanged, green, [{ each: workload("search") }]);
        expect(passes).to.be.true;
        expect(detail).to.include("unchanged");
        const both = await look(unchanged, green, [{ each: workload("search", { image: oldImage }), green }]);
        expect(both.passes).to.be.false;
    });
});
