import { expect } from "chai";
import * as fc from "fast-check";
import MarkdownIt from "markdown-it";

import { githubLimit, markdownReport } from "../../../policy-pack/report/markdown";
import type { Report } from "../../../policy-pack/report/report";
import { advisory, empty, exempt, exemption, fault, full, orders, reports, undetermined, violation } from "./sample";

const withFindings = (...findings: Report["findings"]): Report => ({ ...empty, findings });

const many = (number: number) => Array.from({ length: number }, (_, index) => ({ ...violation, path: `a${index}` }));

/** What a reader of the comment sees, but for code. */
function outsideOfCode(markdown: string): string {
    const html = new MarkdownIt({ html: true, linkify: true }).render(markdown);
    return html.replace(/<pre>.*?<\/pre>|<code>.*?<\/code>/gs, "");
}

describe("the report as a comment", () => {
    it("begins with the verdict and the counts", () => {
        expect(markdownReport(full).split("\n").slice(0, 8)).to.deep.equal([
            "## Policies: `shop` `production`",
            "",
            "**The update stops: 1 violation and 1 fault.**",
            "",
            "|  | Violations | Faults | Advisory | Undetermined | Unseen | Exempt |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            "| Found | 1 | 1 | 1 | 1 | 1 | 1 |",
            "",
        ]);
    });

    it("says so where nothing stops the update, where nothing is found, and where nothing is there", () => {
        expect(markdownReport(withFindings(advisory))).to.include(
            "**Nothing stops the update, and 1 advisory to look at.**",
        );
        expect(markdownReport(withFindings(exempt))).to.include("**Nothing stops the update.**");
        expect(markdownReport(empty)).to.include("**Every resource obeys every rule.**").and.not.include("<details>");
        expect(markdownReport({ ...empty, resources: 0 })).to.include("**There are no resources to look at.**");
    });

    it("tells a violation with its rule, its resource and its line, and folds how to fix it", () => {
        const comment = markdownReport(withFindings(violation));
        expect(comment).to.include(
            "- `rds-encrypted`: `orders (aws.rds.Instance)` at `src/data base.ts:42:7`: " +
                "`storageEncrypted is not true: the storage would not be encrypted`",
        );
        expect(comment).to.match(/<summary>How to fix \(1\).*```ts\n {2}new aws\.rds\.Instance\(.*<\/details>/s);
        expect(comment).to.include("[`rds-encrypted`](<https://example.com/rds-encrypted>)");
    });

    it("says who answers for what is exempt, and whom to ask where that has ended", () => {
        expect(markdownReport(withFindings(exempt))).to.include("exempt by `team-shop, through 2027-03-31");
        expect(markdownReport(withFindings({ ...violation, expired: exemption }))).to.include(
            "`the exemption of team-shop ended on 2027-03-31",
        );
    });

    it("shows first what is new since the base, counts it, and folds the rest", () => {
        const fresh = { ...violation, urn: `${orders}-2` };
        const comment = markdownReport(withFindings(violation, fresh, undetermined), {
            base: withFindings(violation, advisory),
        });
        expect(comment).to.include("| Of these new | 1 | 0 | 0 | 1 | 0 | 0 |");
        expect(comment).to.include("### New since the base (2)\n\n- violation: `rds-encrypted`: `orders-2 ");
        expect(comment).to.include("<summary>Gone since the base (1)</summary>\n\n- `k8s-probes`");
        expect(comment).to.include("<summary>Violations (2)</summary>");
    });

    it("folds a long list", () => {
        expect(markdownReport(withFindings(...many(3)))).to.include("### Violations (3)");
        expect(markdownReport(withFindings(...many(30)))).to.include("<details><summary>Violations (30)</summary>");
    });

    it("leaves out the end where it is too long for GitHub, and says how much and where the whole is", () => {
        const report = withFindings(...many(5_000), fault, undetermined);
        const comment = markdownReport(report, { whole: "https://ci.example/run/7" });
        expect(comment.length)
            .to.be.at.most(githubLimit)
            .and.at.least(githubLimit - 1_000);
        expect(comment).to.match(/\*\*\d+ entries are left out here:\*\* a comment has at most 65,536 characters\./);
        expect(comment).to.include("[`https://ci.example/run/7`](<https://ci.example/run/7>)");
        expect(comment.split("<details>")).to.have.length(comment.split("</details>").length);
        const shown = comment.match(/^- /gm)!.length;
        const left = Number(/(\d+) entries/.exec(comment)![1]);
        // One entry more than the findings: how to fix the rule.
        expect(shown + left).to.equal(report.findings.length + 1);
    });

    it("still says in the verdict what it has no room for", () => {
        const comment = markdownReport(withFindings(...many(5_000), { ...fault, message: "short" }), { limit: 20_000 });
        expect(comment.length).to.be.at.most(20_000);
        expect(comment).to.include("**The update stops: 5000 violations and 1 fault.**");
    });

    it("is never longer than the limit, by any way to count", () => {
        fc.assert(
            fc.property(reports(), fc.integer({ min: 8_000, max: 12_000 }), (report, limit) => {
                const findings = Array.from({ length: 40 }, () => report.findings).flat();
                const comment = markdownReport({ ...report, findings }, { base: empty, whole: report.project, limit });
                expect(comment.length).to.be.at.most(limit);
                expect(comment).not.to.match(/\p{Surrogate}/u);
            }),
        );
    });

    it("shows whatever a name or a message has as code: no markup, mention, link or heading comes of it", () => {
        // Each text carries a mark that no word of the comment itself has.
        const marked = reports((text) => text.map((same) => `${same}ZQ${same}`));
        fc.assert(
            fc.property(marked, fc.boolean(), (report, compared) => {
                const comment = markdownReport(report, compared ? { base: empty, whole: report.stack } : {});
                const seen = outsideOfCode(comment);
                expect(seen).not.to.match(/ZQ|@|<!--|<b>|<img|:smile:|\$|&lt;/);
                const links = [...seen.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
                const own = report.rules.flatMap(({ url }) => (URL.canParse(url) ? new URL(url).href : []));
                for (const href of links) expect(own).to.include(decode(href!));
                expect(seen.match(/<details>/g)?.length).to.equal(seen.match(/<\/details>/g)?.length);
                expect(seen.match(/<h[1-6]>/g)).to.have.length.of.at.most(10);
            }),
        );
    });

    it("shows a name of nothing but backticks, of spaces, or of none", () => {
        for (const name of ["`", "a`", "``a```", " ", "", "`\n\n`"]) {
            const seen = outsideOfCode(
                markdownReport({ ...withFindings({ ...violation, message: name }), project: name }),
            );
            expect(seen).to.include("<h2>Policies:").and.not.include("`");
        }
    });
});

function decode(href: string): string {
    return href.replaceAll("&amp;", "&");
}
