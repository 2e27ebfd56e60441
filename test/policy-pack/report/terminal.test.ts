import { expect } from "chai";
import * as fc from "fast-check";

import type { Report } from "../../../policy-pack/report/report";
import { terminalReport } from "../../../policy-pack/report/terminal";
import { advisory, empty, exempt, exemption, fault, full, orders, reports, undetermined, violation } from "./sample";

const plain = (report: Report, width = 120) => terminalReport(report, { color: false, width });

const withFindings = (...findings: Report["findings"]): Report => ({ ...empty, findings });

describe("the report in the terminal", () => {
    it("has what stops the update first and everything else in the order in which it matters", () => {
        const titles = plain(full)
            .split("\n")
            .filter((line) => /^\w/.test(line))
            .map((line) => line.split(":")[0]);
        expect(titles).to.deep.equal([
            "Violations",
            "Advisory",
            "Undetermined",
            "Unseen",
            "Faults",
            "Exempt",
            "Unused exemptions",
            "Changed by the rules",
            "How to fix",
            "281 resources, 4 rules (1 more disabled)",
        ]);
    });

    it("tells a violation by its resource, with the line that registers it, and how to fix it", () => {
        expect(plain(withFindings(violation))).to.equal(
            [
                "Violations: they stop the update",
                "  orders (aws.rds.Instance), src/data base.ts:42:7",
                "    rds-encrypted: storageEncrypted is not true: the storage would not be encrypted",
                "",
                "How to fix",
                "  rds-encrypted (high; AWS Security Hub RDS.3; Checkov CKV_AWS_16)",
                "    Databases are encrypted at rest. Who gets hold of the storage reads the data.",
                `    new aws.rds.Instance("orders", { storageEncrypted: true });`,
                "    https://example.com/rds-encrypted",
                "",
                "281 resources, 4 rules (1 more disabled): 1 violation, 0 advisory, 0 undetermined, 0 exempt",
                "",
            ].join("\n"),
        );
    });

    it("tells the fix of a rule once, however often the rule is broken", () => {
        const many = withFindings(violation, { ...violation, urn: `${orders}-2` }, { ...violation, path: "other" });
        expect(plain(many).split("new aws.rds.Instance")).to.have.length(2);
    });

    it("tells the URN only where two resources have the same name and type", () => {
        const twin = orders.replace("::aws:", "::alchemorsel:index:Shop$aws:");
        expect(plain(withFindings(violation))).not.to.include("urn:pulumi");
        const both = plain(withFindings(violation, { ...violation, urn: twin }));
        expect(both).to.include(orders).and.include(twin);
    });

    it("counts what is undetermined where there is much of it, and tells it where there is little", () => {
        const many = Array.from({ length: 41 }, (_, index) => ({ ...undetermined, path: `containers[${index}]` }));
        expect(plain(withFindings(...many))).to.include("k8s-probes: 41 places in 1 resource\n");
        expect(plain(withFindings(undetermined)))
            .to.include("web (kubernetes.apps/v1.Deployment): spec.template")
            .and.include("is known only after the update");
    });

    it("says who answers for what is exempt, why and until when", () => {
        expect(plain(withFindings(exempt)))
            .to.include("rds-private: publiclyAccessible is true")
            .and.include(
                "team-shop, through 2027-03-31: moves into the VPC with version 2 (Pulumi.production.yaml:12)",
            );
    });

    it("says whom to ask where an exemption has ended", () => {
        expect(plain(withFindings({ ...violation, expired: exemption }))).to.include(
            "the exemption of team-shop ended on 2027-03-31",
        );
    });

    it("has the stack of a rule that failed as it is", () => {
        expect(plain(withFindings(fault))).to.include(
            "    TypeError: nothing there\n        at check (kms-rotation.ts:12:7)\n",
        );
    });

    it("ends with one line of all counts, whatever the width", () => {
        expect(plain(full, 40).trimEnd().split("\n").at(-1)).to.equal(
            "281 resources, 4 rules (1 more disabled): 1 violation, 1 advisory, 1 undetermined, 1 exempt, " +
                "1 fault, 1 unseen, 1 unused exemption, 1 remediated",
        );
        const one = { ...empty, resources: 1, rules: empty.rules.slice(0, 1) };
        expect(plain(one)).to.include("1 resource, 1 rule: 0 violations, 0 advisory, 0 undetermined, 0 exempt\n");
    });

    it("reads well where nothing is found, and where nothing is there", () => {
        expect(plain(empty).split("\n")[0]).to.equal("Every resource obeys every rule.");
        expect(plain({ ...empty, resources: 0 }).split("\n")[0]).to.equal(
            "No resources: there was nothing to look at.",
        );
    });

    it("is no wider than the terminal where there is a space to break at", () => {
        const wordy = withFindings({
            ...advisory,
            path: "",
            message: "is too long a message for it ".repeat(9).trim(),
        });
        for (const line of plain(wordy, 60).split("\n").slice(0, -2)) {
            if (!line.includes("new aws.rds.Instance")) expect(line).to.have.length.of.at.most(60);
        }
    });

    it("has colors where they are wanted, and the same words", () => {
        const painted = terminalReport(full, { color: true, width: 120 });
        expect(painted).to.include("\x1b[31mViolations");
        // eslint-disable-next-line no-control-regex -- these are the colors
        expect(painted.replace(/\x1b\[\d+m/g, "")).to.equal(plain(full));
    });

    it("never hands a terminal a control character that came with a name or a message", () => {
        fc.assert(
            fc.property(reports(), fc.integer({ min: 0, max: 200 }), (report, width) => {
                expect(plain(report, width)).not.to.match(/[^\P{Cc}\n]|\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]/u);
            }),
        );
    });
});
