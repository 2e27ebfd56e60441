import { expect } from "chai";

import type { Verdict } from "../../../embedded/upgrades/check";
import { markdownReport, terminalReport } from "../../../embedded/upgrades/report";

const fine: Verdict = { release: "0.1.0", stack: "staging", findings: [], operations: { same: 3 }, unplanned: [] };
const bad: Verdict = {
    ...fine,
    stack: "production",
    operations: { create: 1, same: 2 },
    unplanned: ["the Helm releases"],
    findings: [
        {
            ...{ kind: "replaced", type: "aws:rds/instance:Instance", name: "orders", isProtected: true },
            properties: [{ path: "engine", from: '"a"', to: '"<b>|c"', because: [] }],
            ...{ cause: "the provider cannot change engine", place: "index.ts:7" },
            loses: { loses: "its data", source: "https://example.com/docs" },
        },
        {
            kind: "renamed",
            type: "t:t:T",
            name: "x",
            properties: [],
            cause: "moved",
            alias: 'aliases: [{ name: "y" }]',
        },
    ],
};

describe("the report of upgrades", () => {
    it("has resource, cause, property, loss, line and alias of each finding, and what was not planned", () => {
        expect(terminalReport([fine, bad]).split("\n")).to.deep.equal([
            "staging of 0.1.0: nothing is lost (3 same)",
            "production of 0.1.0: 2 found (1 create, 2 same)",
            "  ✗ aws:rds/instance:Instance orders would be replaced",
            "      cause: the provider cannot change engine",
            '      property engine: "a" → "<b>|c"',
            "      loses its data (https://example.com/docs)",
            "      Pulumi refuses it: the resource is protected",
            "      at index.ts:7",
            "  ✗ t:t:T x is renamed without an alias",
            "      cause: moved",
            '      keeps it: aliases: [{ name: "y" }]',
            "  not planned, for it asks what isn't there (docs/upgrades.md): the Helm releases",
        ]);
    });

    it("has the same as Markdown, where no value is markup", () => {
        const text = markdownReport([fine, bad]);
        expect(text).to.include("## staging of 0.1.0: nothing is lost (3 same)");
        expect(text).to.include("- **aws:rds/instance:Instance orders** would be replaced");
        expect(text).to.include('property engine: "a" → "\\<b\\>\\|c"');
        expect(text).to.include("not planned");
    });
});
