import { expect } from "chai";

import { commentOf, marker } from "../../../embedded/pull-request/comment";
import { planMarkdown } from "../../../embedded/pull-request/plan-markdown";
import type { Report } from "../../../policy-pack/report/report";
import { plan, report } from "./sample";

const result = { stack: "production", plan, policies: report, basePolicies: report };

describe("the comment on a pull request", () => {
    it("begins with what it is found by, and has the plan and the policies of every stack", () => {
        const staging = {
            ...result,
            stack: "staging",
            plan: { ...plan, stack: "staging" },
            policies: { ...report, stack: "staging" },
        };
        const comment = commentOf([staging, result], "Planned at abc.");
        expect(comment.startsWith(`${marker}\nPlanned at abc.\n\n`)).to.be.true;
        expect([...comment.matchAll(/^## .*$/gm)].map(String)).to.deep.equal([
            "## Plan: `staging`",
            "## Policies: `shop` `staging`",
            "## Plan: `production`",
            "## Policies: `shop` `production`",
        ]);
    });

    it("tells how much changes and folds what", () => {
        const comment = planMarkdown(plan, 10_000);
        expect(comment).to.include("**1 created, 1 changed, 0 deleted** against the base; 3 resources in all.");
        expect(comment).to.include(
            "<details><summary>Created (1)</summary>\n\n- `aws:ec2/subnet:Subnet` (1): `private-c`\n\n</details>",
        );
        expect(comment).to.include("- `orders` (`aws:rds/instance:Instance`): `tags.owner`, `multiAz`");
        expect(comment).to.include("<summary>The whole plan by type (3)</summary>\n\n- `aws:ec2/subnet:Subnet`: 2\n");
        expect(comment).to.not.include("Deleted (");
    });

    it("says what is missing", () => {
        expect(commentOf([{ stack: "production" }], "")).to.match(/There is no plan:[^]*The policy pack did not run:/);
        expect(commentOf([{ ...result, basePolicies: undefined }], "")).to.include("There is no report of the base");
        expect(commentOf([{ ...result, plan: { ...plan, base: "failed" } }], "")).to.include(
            "The base itself could not be planned",
        );
        const alone = commentOf([{ ...result, plan: { ...plan, base: "none" }, basePolicies: undefined }], "");
        expect(alone).to.include("**3 resources**, planned from nothing.").and.not.include("the base");
    });

    it("shows what is new since the base", () => {
        expect(commentOf([{ ...result, basePolicies: { ...report, findings: [] } }], "")).to.include(
            "New since the base (1)",
        );
        expect(commentOf([result], "")).to.not.include("New since the base (");
    });

    it("stays within GitHub's limit, and has the worst findings of both stacks all the same", () => {
        const many = Array.from({ length: 2_000 }, (_, index) => ({ type: `t:m:T${index}`, name: `n${index}` }));
        const huge = { ...plan, created: many, types: many.map(({ type }) => ({ type, count: 1 })) };
        const [one] = report.findings;
        const findings = many.map(({ name }) => ({ ...one, path: name })) as Report["findings"];
        const comment = commentOf(
            ["staging", "production"].map((stack) => ({ stack, plan: huge, policies: { ...report, stack, findings } })),
            "",
        );
        expect(comment.length).to.be.at.most(65_536).and.at.least(60_000);
        expect(comment.match(/more lines/g)).to.have.lengthOf.at.least(2);
        expect(comment.match(/entries are left out here/g)).to.have.lengthOf(2);
    });

    it("keeps names from being more than names", () => {
        const hostile = "`</details> @everyone [x](https://evil.example) <!-- \n## Approved";
        const named = { type: hostile, name: hostile };
        const text = planMarkdown({ ...plan, created: [named], changed: [{ ...named, paths: [hostile] }] }, 10_000);
        expect(text.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "")).to.not.match(/everyone|evil|Approved/);
    });
});
