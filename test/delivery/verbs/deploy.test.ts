import { expect } from "chai";

import { deploy } from "../../../delivery/verbs/deploy";
import { image } from "../../components/example";
import { fakeContext } from "./fake-context";

describe("alchemorsel deploy", () => {
    it("is to the color that is idle once it has the lock, whatever was idle before", async () => {
        const { context, stack, objects } = fakeContext({ verb: "deploy", images: [image("c")] });
        objects.after = () => {
            stack.values = { activeColor: "green" };
        };
        const { release } = await deploy(context);
        expect(release?.color).to.equal("blue");
        expect(stack.written).to.deep.equal([{ "workloads.recipes.image.blue": image("c") }]);
    });
});
