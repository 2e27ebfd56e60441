import { expect } from "chai";

import { requiredTags } from "../../policy-pack/aws/required-tags";

describe("required-tags, where it writes them", () => {
    const parameters = { tags: ["team", "cost-center"], values: { team: "shop", unasked: "never written" } };
    const remediated = (properties: Record<string, unknown>) => ({
        changed: requiredTags.remediate?.(properties, "aws:sqs/queue:Queue", parameters),
        properties,
    });

    it("writes the tag that is missing and has a value, and no other", () => {
        expect(remediated({ name: "orders" })).to.deep.equal({
            changed: true,
            properties: { name: "orders", tags: { team: "shop" } },
        });
    });

    it("keeps the tags that are there", () => {
        expect(remediated({ tags: { service: "orders", team: "orders" } })).to.deep.equal({
            changed: false,
            properties: { tags: { service: "orders", team: "orders" } },
        });
    });

    it("keeps the provider's default tags", () => {
        const tags = { tags: { service: "orders" }, tagsAll: { service: "orders", team: "platform" } };
        expect(remediated({ ...tags })).to.deep.equal({ changed: false, properties: tags });
    });

    it("keeps in step what the provider has put together", () => {
        expect(remediated({ tags: {}, tagsAll: { service: "orders" } })).to.deep.equal({
            changed: true,
            properties: { tags: { team: "shop" }, tagsAll: { service: "orders", team: "shop" } },
        });
    });
});
