import { expect } from "chai";

import { htmlReport } from "../../../embedded/rehearsal/html-report";
import { figuresOf } from "../../../embedded/rehearsal/json-report";
import { markdownReport } from "../../../embedded/rehearsal/markdown-report";
import type { Report } from "../../../embedded/rehearsal/reports";
import { aCall, change, result } from "./sample";

const hostile = `<script>alert("x")</script>|`;

const report: Report = {
    stack: "staging",
    started: new Date("2026-11-29T08:00:00Z"),
    results: [
        result("up", [
            change("aws:ec2/vpc:Vpc", "network", { op: "create", started: 100, ended: 104 }),
            change("aws:rds/instance:Instance", hostile, { op: "create", started: 104, ended: 190 }),
        ]),
        result("up again", [change("aws:kms/key:Key", "key")], { problems: ["update of the key"] }),
    ],
    calls: [
        ...Array.from({ length: 640 }, () => aCall("CreateVpc", "moto")),
        ...Array.from({ length: 5 }, () => aCall("CreateAddon", "extension")),
        aCall("Nonsense", "nobody"),
    ],
};

describe("the report of a rehearsal", () => {
    it("as Markdown has a line a step, what went wrong, and who answered the calls", () => {
        const text = markdownReport(report);
        expect(text).to.contain("| up | 1 min 1 s | 1.0 s | 0.0 s | 2 create | yes |");
        expect(text).to.contain("| up again | 1 min 1 s | 1.0 s | 0.0 s | 1 update | **no** |");
        expect(text).to.contain("1 steps did not go as they have to");
        expect(text).to.contain("- update of the key");
        expect(text).to.contain(
            "646 calls of AWS: 640 were answered by moto, 5 by the extension of it in this repository, and 1 by nobody.",
        );
        expect(text).to.contain("| ec2 CreateAddon | extension | 5 |");
        expect(text).to.contain("| ec2 Nonsense | nobody | 1 |");
        expect(text).not.to.contain("CreateVpc");
    });

    it("in figures has what a step changed, what its time went to, and what was wrong", () => {
        const { steps, calls } = figuresOf(report);
        expect(calls).to.deep.equal({ moto: 640, extension: 5, nobody: 1 });
        expect(steps.map(({ title, changes, problems }) => [title, changes, problems])).to.deep.equal([
            ["up", { create: 2 }, []],
            ["up again", { update: 1 }, ["update of the key"]],
        ]);
        expect(steps[0]).to.include({ seconds: 61, answers: 1 });
    });

    it("says so where every step went as it has to", () => {
        const { results } = report;
        expect(markdownReport({ ...report, results: results.slice(0, 1) })).to.contain("every step went as it has to");
        expect(htmlReport({ ...report, results: results.slice(0, 1) })).to.contain("Every step went as it has to");
    });

    it("as HTML has a bar for each resource, as long as it took, and runs nothing", () => {
        const html = htmlReport(report);
        const widths = [...html.matchAll(/<rect class="create" [^>]*width="([\d.]+)"/g)].map(([, width]) =>
            Number(width),
        );
        expect(widths).to.have.length(2);
        expect(widths[1]! / widths[0]!).to.be.closeTo(86 / 4, 0.1);
        expect(html).to.contain("<title>aws:ec2/vpc:Vpc network: create, 4 s</title>");
        expect(html).not.to.contain("<script");
        expect(html).to.contain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
    });
});
