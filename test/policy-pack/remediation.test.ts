import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { expect } from "chai";

import { Exemptions } from "../../policy-pack/exemptions";
import type { LogEntry } from "../../policy-pack/findings-log";
import { Inputs } from "../../policy-pack/inputs";
import { policyOf } from "../../policy-pack/policies";
import { changedPaths } from "../../policy-pack/remediation";
import { rules } from "../../policy-pack/rules";

describe("remediation", () => {
    function remediate(id: string, type: string, props: Record<string, unknown>) {
        const log: LogEntry[] = [];
        const run = {
            ...{ configuration: new Map(), exemptions: new Exemptions([], "2026-11-28"), inputs: new Inputs() },
            log: (entry: LogEntry) => log.push(entry),
        };
        const rule = rules.find((one) => one.id === id)!;
        const { remediateResource } = policyOf(rule, run) as ResourceValidationPolicy;
        const args = { urn: "urn:pulumi:dev::shop::x::y", type, props, getConfig: () => ({}) };
        const mended = remediateResource!(args as unknown as ResourceValidationArgs);
        return { mended: mended as Record<string, unknown> | undefined, log };
    }

    it("is shown as a change of each property that it wrote", () => {
        const { mended, log } = remediate("imdsv2", "aws:ec2/instance:Instance", { ami: "ami-1" });
        expect(mended).to.deep.include({ ami: "ami-1" });
        const remediations = log.map((entry) => ("remediation" in entry ? entry.remediation : undefined));
        expect(remediations).to.deep.equal([
            { rule: "imdsv2", urn: "urn:pulumi:dev::shop::x::y", path: "metadataOptions" },
        ]);
    });

    it("leaves alone what obeys, and what the rule is not about", () => {
        const obeys = remediate("imdsv2", "aws:ec2/instance:Instance", {
            metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        });
        expect([obeys.mended, ...obeys.log]).to.deep.equal([undefined]);
        const other = remediate("imdsv2", "aws:s3/bucket:Bucket", {});
        expect([other.mended, ...other.log]).to.deep.equal([undefined]);
    });

    it("is off unless the stack's config asks for it", () => {
        const mending = rules.filter((rule) => "remediate" in rule);
        expect(mending.map(({ id }) => id)).to.include.members([
            "required-tags",
            "imdsv2",
            "ebs-encrypted",
            "k8s-caps",
            "k8s-seccomp",
        ]);
        expect(mending.map(({ level }) => level as string)).not.to.include("remediate");
    });

    it("tells the deepest values that differ", () => {
        const before = { a: { b: [1, { c: 2 }], same: 1 }, gone: 1 };
        const after = { a: { b: [1, { c: 3 }], same: 1 }, added: { d: 1 } };
        expect(changedPaths(before, after)).to.have.members(["a.b[1].c", "gone", "added"]);
        expect(changedPaths(before, structuredClone(before))).to.deep.equal([]);
    });
});
