import { expect } from "chai";

import { given, refersTo } from "../../policy-pack/resource";
import { type CaseResource, toResource, unknown } from "./rule-cases";

const bucketType = "aws:s3/bucket:Bucket";
const urnOf = (name: string, type = bucketType) => toResource({ type, name, properties: {} }).urn;

const bucket = (properties: Record<string, unknown>, name = "uploads") =>
    toResource({ type: bucketType, name, properties });

function block(named: unknown, ...sources: string[]) {
    const type = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    const resource = toResource({ type, name: "block", properties: { bucket: named } });
    return { ...resource, dependenciesOf: () => sources };
}

describe("a property that names another resource", () => {
    const created = bucket({ id: "uploads-1a2b", bucket: "uploads-1a2b" });
    const planned = bucket({ id: unknown, bucket: unknown });

    it("names it by a value that both have", () => {
        expect(refersTo(block("uploads-1a2b"), "bucket", created)).to.equal(true);
        expect(refersTo(block("other"), "bucket", created)).to.equal(false);
    });

    it("goes by the values, not by where they come from, where both are known", () => {
        expect(refersTo(block("other", created.urn), "bucket", created)).to.equal(false);
    });

    it("goes by one of several names", () => {
        expect(
            refersTo(block("uploads"), "bucket", bucket({ id: unknown, bucket: "uploads" }), ["id", "bucket"]),
        ).to.equal(true);
    });

    it("names what its unknown value comes from", () => {
        expect(refersTo(block(unknown, planned.urn), "bucket", planned)).to.equal(true);
        expect(refersTo(block(unknown, urnOf("others")), "bucket", planned)).to.equal(false);
    });

    it("may name either of two that its unknown value comes from", () => {
        expect(refersTo(block(unknown, planned.urn, urnOf("others")), "bucket", planned)).to.equal(undefined);
    });

    it("names one of its type, whatever else its unknown value comes from", () => {
        const sources = [planned.urn, urnOf("key", "aws:kms/key:Key")];
        expect(refersTo(block(unknown, ...sources), "bucket", planned)).to.equal(true);
    });

    it("may name anything by a value that comes from a resource between them, or from nowhere", () => {
        const between = urnOf("policy", "aws:s3/bucketPolicy:BucketPolicy");
        expect(refersTo(block(unknown, between), "bucket", planned)).to.equal(undefined);
        expect(refersTo(block(unknown), "bucket", planned)).to.equal(undefined);
    });

    it("names nothing where it is missing, also not what has no name yet", () => {
        expect(refersTo(block(undefined), "bucket", bucket({}))).to.equal(false);
    });

    it("names what is yet to get a name by where a known value comes from", () => {
        expect(refersTo(block("uploads", planned.urn), "bucket", planned)).to.equal(true);
        expect(refersTo(block("uploads"), "bucket", planned)).to.equal(false);
    });

    it("may stand deep, as the name of an object of Kubernetes", () => {
        const deployment = toResource({
            type: "kubernetes:apps/v1:Deployment",
            name: "web",
            properties: { metadata: { name: "web" } },
        });
        const autoscaler: CaseResource = {
            type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
            name: "web-autoscaler",
            properties: { spec: { scaleTargetRef: { kind: "Deployment", name: "web" } } },
        };
        const keys = ["spec", "scaleTargetRef", "name"];
        expect(refersTo(toResource(autoscaler), keys, deployment, ["metadata.name"])).to.equal(true);
    });

    it("finds the type of a resource that has parents", () => {
        const child = {
            ...planned,
            urn: `urn:pulumi:production::shop::alchemorsel:aws:Edge$${bucketType}::logs`,
        };
        expect(refersTo(block(unknown, child.urn), "bucket", child)).to.equal(true);
    });
});

describe("what a program gave for a property", () => {
    it("is what is known of it", () => {
        expect(given(bucket({ acl: "private" }), "acl").raw()).to.equal("private");
    });

    it("is missing where the provider computes it", () => {
        expect(given(bucket({ versioning: unknown }), "versioning").isMissing).to.equal(true);
    });

    it("is unknown where it comes from another resource", () => {
        const from = {
            ...bucket({ versioning: unknown }),
            dependenciesOf: () => [urnOf("switch", "random:index:Bool")],
        };
        expect(given(from, "versioning").isUnknown).to.equal(true);
    });
});
