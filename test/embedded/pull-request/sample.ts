import type { PlanChange } from "../../../embedded/pull-request/plan-change";
import type { PlannedResource } from "../../../embedded/preview";
import type { Report } from "../../../policy-pack/report/report";

export function planned(type: string, name: string, inputs: Record<string, unknown> = {}): PlannedResource {
    return { urn: `urn:pulumi:production::shop::${type}::${name}`, type, name, custom: true, inputs };
}

export const plan: PlanChange = {
    version: 1,
    stack: "production",
    base: "compared",
    types: [
        { type: "aws:ec2/subnet:Subnet", count: 2 },
        { type: "aws:rds/instance:Instance", count: 1 },
    ],
    created: [{ type: "aws:ec2/subnet:Subnet", name: "private-c" }],
    changed: [{ type: "aws:rds/instance:Instance", name: "orders", paths: ["tags.owner", "multiAz"] }],
    deleted: [],
};

export const report: Report = {
    version: 1,
    project: "shop",
    stack: "production",
    time: "2026-11-28T01:20:00Z",
    resources: 3,
    rules: [
        {
            id: "rds-encrypted",
            level: "mandatory",
            severity: "high",
            what: "Databases are encrypted at rest.",
            why: "Who gets hold of the storage reads the data.",
            fix: "storageEncrypted: true",
            controls: [],
            url: "https://example.com/rds-encrypted",
        },
    ],
    findings: [
        {
            kind: "violation",
            level: "mandatory",
            rule: "rds-encrypted",
            urn: "urn:pulumi:production::shop::aws:rds/instance:Instance::orders",
            path: "storageEncrypted",
            message: "is not true: the storage would not be encrypted",
        },
    ],
    remediations: [],
    unusedExemptions: [],
};
