import { expect } from "chai";

import type { PlannedResource } from "../../embedded/preview/plan";
import { kinds, TerraformMapping } from "./terraform-mapping";
import { terraformPlan } from "./terraform-plan";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { bool, int, string, list, map, set } = kinds;
const block = (resource: Record<string, { type: number; maxItems?: number; element?: object }>) => ({ resource });

/** A provider with what there is to convert, in the form in which the bridge tells it. */
const mapping = new TerraformMapping({
    provider: {
        resources: {
            aws_lb: {
                name: { type: string },
                internal: { type: bool },
                idle_timeout: { type: int },
                security_groups: { type: set, element: { schema: { type: string } } },
                subnet: { type: set, element: { schema: { type: string } } },
                tags: { type: map, element: { schema: { type: string } } },
                policy: { type: string },
                access_logs: {
                    type: list,
                    maxItems: 1,
                    element: block({ bucket: { type: string }, prefix: { type: string } }),
                },
                subnet_mapping: {
                    type: set,
                    element: block({ subnet_id: { type: string }, ip_address: { type: string } }),
                },
                timeouts: { type: map, element: block({ create_at: { type: string } }) },
                alias: { type: list, maxItems: 1, element: block({ zone_id: { type: string } }) },
            },
            aws_s3_bucket: { bucket: { type: string } },
        },
    },
    resources: {
        aws_lb: {
            tok: "aws:lb/loadBalancer:LoadBalancer",
            fields: {
                alias: { name: "aliases", maxItemsOne: false, element: { fields: { zone_id: { name: "zone" } } } },
            },
        },
        aws_s3_bucket: { tok: "aws:s3/bucket:Bucket" },
    },
});

const bucket: PlannedResource = { urn: "urn:bucket", type: "aws:s3/bucket:Bucket", name: "logs/all", inputs: {} };

function balancer(inputs: Record<string, unknown>, propertyDependencies: Record<string, string[]> = {}) {
    const resource = {
        urn: "urn:lb",
        type: "aws:lb/loadBalancer:LoadBalancer",
        name: "edge",
        inputs,
        propertyDependencies,
    };
    const { planned_values, resource_changes, configuration } = terraformPlan([bucket, resource], mapping);
    return {
        values: (planned_values.root_module.resources[1] as { values: unknown }).values,
        unknown: (resource_changes[1] as { change: { after_unknown: unknown } }).change.after_unknown,
        expressions: (configuration.root_module.resources[1] as { expressions: unknown }).expressions,
    };
}

describe("a Pulumi plan as Terraform tells it", () => {
    it("has Terraform's names, and lists where Pulumi has one thing without its list", () => {
        const { values } = balancer({
            idleTimeout: 60,
            subnets: ["a"],
            securityGroups: [],
            accessLogs: { bucket: "logs" },
            subnetMappings: [{ subnetId: "a", ipAddress: "10.0.0.1" }],
            timeouts: { createAt: "1h" },
            tags: { camelCase: "Stays" },
        });
        expect(values).to.deep.equal({
            idle_timeout: 60,
            subnet: ["a"],
            security_groups: [],
            access_logs: [{ bucket: "logs" }],
            subnet_mapping: [{ subnet_id: "a", ip_address: "10.0.0.1" }],
            timeouts: { create_at: "1h" },
            tags: { camelCase: "Stays" },
        });
    });

    it("has the names and shapes that the provider gives by hand", () => {
        expect(balancer({ aliases: [{ zone: "Z1" }, { zone: "Z2" }] }).values).to.deep.equal({
            alias: [{ zone_id: "Z1" }, { zone_id: "Z2" }],
        });
    });

    it("has values of Terraform's types, and documents as text", () => {
        expect(
            balancer({ internal: "false", idleTimeout: "60", name: 7, policy: { Version: "1" } }).values,
        ).to.deep.equal({
            internal: false,
            idle_timeout: 60,
            name: "7",
            policy: '{"Version":"1"}',
        });
    });

    it("says what is not known yet, and which resources it comes from", () => {
        const plan = balancer(
            { name: unknown, securityGroups: ["sg-1", unknown], tags: { a: unknown, b: "b" }, idleTimeout: 60 },
            { securityGroups: ["urn:bucket"], tags: ["urn:bucket"], idleTimeout: ["urn:bucket"] },
        );
        expect(plan.values).to.deep.equal({ security_groups: ["sg-1", null], tags: { b: "b" }, idle_timeout: 60 });
        expect(plan.unknown).to.deep.equal({ name: true, security_groups: [false, true], tags: { a: true } });
        const from = { references: ["aws_s3_bucket.logs_all"] };
        expect(plan.expressions).to.deep.equal({ security_groups: from, tags: from, idle_timeout: from });
    });

    it("says so where it is in a block", () => {
        const plan = balancer({ accessLogs: { bucket: unknown, prefix: "a" } }, { accessLogs: ["urn:bucket"] });
        expect(plan.values).to.deep.equal({ access_logs: [{ prefix: "a" }] });
        expect(plan.unknown).to.deep.equal({ access_logs: [{ bucket: true }] });
        expect(plan.expressions).to.deep.equal({
            access_logs: [{ bucket: { references: ["aws_s3_bucket.logs_all"] } }],
        });
    });

    it("takes a secret for something that isn't known", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "…" };
        expect(balancer({ name: secret })).to.deep.include({ values: {}, unknown: { name: true } });
    });

    it("leaves out what the engine adds, and what is no resource of Terraform's", () => {
        expect(balancer({ __defaults: ["name"], name: null }).values).to.deep.equal({});
        const component = { urn: "urn:edge", type: "alchemorsel:aws:Edge", name: "edge", inputs: {} };
        expect(terraformPlan([component], mapping).planned_values.root_module.resources).to.deep.equal([]);
    });

    it("gives resources that have one name under different parents two addresses", () => {
        const { planned_values } = terraformPlan([bucket, { ...bucket, urn: "urn:other" }], mapping);
        expect(planned_values.root_module.resources).to.have.nested.property("[1].address", "aws_s3_bucket.logs_all-2");
    });

    it("refuses properties that Terraform doesn't have, all at once", () => {
        expect(() => balancer({ nmae: "edge", accessLogs: { buckets: "logs" } })).to.throw(
            /edge\.nmae\n- edge\.accessLogs\[0\]\.buckets/,
        );
    });
});
