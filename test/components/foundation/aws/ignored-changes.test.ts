import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { ignoredChanges } from "../../../../components/foundation/aws/ignored-changes";

describe("properties that stay as they are in AWS", () => {
    const transform = ignoredChanges({ vpc: ["tags", "tagsAll"] });
    const about = (args: Partial<pulumi.ResourceTransformArgs>) =>
        transform({ custom: true, type: "aws:ec2/vpc:Vpc", name: "vpc", props: { a: 1 }, opts: {}, ...args });

    it("are those of the resource by its name, beside what it ignores itself", () => {
        const opts = { ignoreChanges: ["desiredSize"] };
        expect(about({ opts })).to.deep.equal({
            props: { a: 1 },
            opts: { ignoreChanges: ["desiredSize", "tags", "tagsAll"] },
        });
    });

    it("are no other's, and no component's of the same name", () => {
        expect(about({ name: "subnet" })).to.equal(undefined);
        expect(about({ custom: false })).to.equal(undefined);
    });
});
