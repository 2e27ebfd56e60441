import { expect } from "chai";

import { progressLine } from "../../../delivery/report/progress-lines";
import { milliseconds, percent, span } from "../../../delivery/report/words";
import type { Entry } from "../../../delivery/release/release";
import { gateFailed, hostile, look, rolledBack } from "../releases";

const linesOf = (release: typeof rolledBack) => release.journal.map((entry) => progressLine(entry, release));

describe("the lines of a release", () => {
    it("tell the figures of both colors from the old to the new one", () => {
        const one = look(0);
        const entry: Entry = {
            at: "2026-11-28T04:43:17.000Z",
            phase: "canary",
            step: 0,
            by: "alchemorsel",
            looks: [
                {
                    ...one,
                    old: { bad: 1, all: 1000 },
                    new: { bad: 1, all: 512 },
                    latency: { blue: { p95: 21 }, green: { p95: 23 } },
                },
            ],
        };
        expect(progressLine(entry, rolledBack)).to.equal(
            "04:43:17  canary 10 %   errors 0.1 % → 0.2 %, p95 21 ms → 23 ms, 512 requests",
        );
    });

    it("say why, and what breaks the release", () => {
        const lines = linesOf(rolledBack);
        expect(lines[0]).to.equal("04:43:17  deploying     Deployed from revision 8fff9a1.");
        expect(lines[3]).to.equal("04:44:29  canary 10 %   green gets 10 %");
        expect(lines.at(-3)).to.include("; BREACH recipes errors: 27 of 270 requests failed against 2 of 2104");
        expect(lines.at(-2)).to.match(/^04:46:21 {2}rolling back {2}recipes: 27 of 270/);
    });

    it("name what failed first, and count what holds", () => {
        expect(linesOf(gateFailed)[2]).to.match(
            /gates {9}FAILED smoke of orders: .*; waived by mira@ci-4 rules: .*; 4 of 6 gates passed$/,
        );
    });

    it("are one line each, whatever a journal says, and steer no terminal", () => {
        for (const line of linesOf(hostile)) expect(line).to.not.match(/\p{Cc}|\u202e/u);
    });

    it("write numbers as people do", () => {
        expect([0, 0.001, 0.0123, 0.5, 1].map(percent)).to.deep.equal(["0 %", "0.1 %", "1.2 %", "50 %", "100 %"]);
        expect([0.4, 9.96, 21.4, 999.7, 1300].map(milliseconds)).to.deep.equal([
            "0.4 ms",
            "10 ms",
            "21 ms",
            "1 s",
            "1.3 s",
        ]);
        expect([0, 4.2, 59.6, 185, 3600, 130_000].map(span)).to.deep.equal([
            "0 s",
            "4.2 s",
            "1 min",
            "3 min 5 s",
            "1 h",
            "1 d 12 h",
        ]);
    });
});
