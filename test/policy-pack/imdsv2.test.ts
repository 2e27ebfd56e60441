import * as proxy from "@pulumi/policy/proxy";
import { expect } from "chai";

import { imdsv2 } from "../../policy-pack/aws/imdsv2";
import { defaults } from "../../policy-pack/rule";
import { unknown } from "./rule-cases";

/** The SDK has it for tests, and its declarations leave it out. */
const { unknownCheckingProxy } = proxy as unknown as {
    unknownCheckingProxy: (properties: object) => Record<string, unknown>;
};

describe("imdsv2 mends an instance", () => {
    const machine = { ami: "ami-0123456789abcdef0" };
    const mended = (properties: Record<string, unknown>) => {
        const parameters = defaults(imdsv2) as { maximumHops: number };
        const changed = imdsv2.remediate?.(unknownCheckingProxy(properties), "aws:ec2/instance:Instance", parameters);
        return { changed, properties };
    };

    it("that says nothing", () => {
        expect(mended({ ...machine })).to.deep.equal({
            changed: true,
            properties: { ...machine, metadataOptions: { httpTokens: "required" } },
        });
    });

    it("and keeps its other options, also unknown ones", () => {
        const metadataOptions = { httpTokens: "optional", httpPutResponseHopLimit: 1, instanceMetadataTags: unknown };
        expect(mended({ metadataOptions })).to.deep.equal({
            changed: true,
            properties: { metadataOptions: { ...metadataOptions, httpTokens: "required" } },
        });
    });

    for (const [why, properties] of Object.entries({
        "that requires tokens": { metadataOptions: { httpTokens: "required" } },
        "whose metadata are off": { metadataOptions: { httpEndpoint: "disabled" } },
        "whose launch template decides": { launchTemplate: { id: "lt-0123456789abcdef0" } },
        "whose options are no object": { metadataOptions: "required" },
    })) {
        it(`and leaves one alone ${why}`, () => {
            expect(mended(structuredClone(properties))).to.deep.equal({ changed: false, properties });
        });
    }

    it("not where only the update knows the options", () => {
        expect(() => mended({ metadataOptions: unknown })).to.throw("can't be known");
    });
});
