import { expect } from "chai";
import MarkdownIt from "markdown-it";

import { summary, summaryLimit } from "../../../delivery/report/summary";
import { gateFailed, good, hostile, long, rolledBack } from "../releases";

const rendered = (markdown: string) => new MarkdownIt({ html: true, linkify: true }).render(markdown);

describe("the summary of a release", () => {
    it("says first how it ended and why", () => {
        expect(summary(rolledBack).split("\n").slice(0, 5)).to.deep.equal([
            "## Release of `production` to green",
            "",
            "**Rolled back:** `recipes: 27 of 270 requests failed at green against 2 of 2104 at blue: more than one in a hundred, at odds of 1 in 1000.`",
            "",
            "Began 2026-11-28 04:43:17 UTC, took 3 min 12 s.",
        ]);
    });

    it("tells images, and each step with its times and figures", () => {
        const text = summary(rolledBack);
        expect(text).to.match(/\| `recipes` \| `docker.io\/alchemorsel\/app@sha256:b{8}\w{56}` \|/);
        expect(text).to.include(
            "| Canary 25 % | 04:45:29 | 52 s | 25 % | `recipes` | 0.095 % → 10 % | 19 ms → 40 ms | 270 |",
        );
    });

    it("tells what failed first, and folds the journal", () => {
        expect(summary(gateFailed)).to.match(
            /### Gates\n\n- ❌ fail: `smoke` of `orders`: `+ ?GET \/orders answered 500/,
        );
        expect(summary(good)).to.match(/<details><summary>Journal \(\d+\)<\/summary>[^]*04:50:33[^]*<\/details>\n$/);
    });

    it("keeps hostile texts in code, and in their cell", () => {
        const html = rendered(summary(hostile));
        expect(html.match(/<\/details>/g)).to.have.length(1);
        expect(html.replace(/<code>.*?<\/code>/gs, "")).to.not.match(/<script|<img|<a |@here|alert|<h1/);
        for (const row of html.match(/<tr>.*?<\/tr>/gs) ?? []) expect(row.match(/<t[dh]/g)?.length).to.be.oneOf([3, 8]);
    });

    it("stays within its limit, and keeps the end of the journal", () => {
        const text = summary(long({ seconds: 86_400, count: 5_000, workloads: 40 }));
        expect(text.length).to.be.at.most(summaryLimit);
        expect(text)
            .to.match(/- \d+ earlier entries\n/)
            .and.to.match(/ done by `alchemorsel`\n\n<\/details>\n$/);
    });
});
