import { expect } from "chai";

import type { Answer } from "../../../embedded/load/load";
import { switchUnderRequests, told } from "../../../embedded/rehearsal/local-switch";
import { markdownReport } from "../../../embedded/rehearsal/markdown-report";
import { removeTemporaryFolders, temporaryFolder, withEnvironment } from "../tools/fixture";
import { result } from "./sample";

const answer = (more: Partial<Answer> = {}): Answer => ({
    ...{ at: 1, kind: "kept", status: 200, color: "blue", version: "one", duration: 2 },
    ...more,
});

describe("the traffic of the local stack, in a rehearsal", () => {
    after(removeTemporaryFolders);

    it("is not moved where no local stack is up, and the report says so", async () => {
        const { said, problems } = await withEnvironment({ XDG_STATE_HOME: temporaryFolder() }, () =>
            switchUnderRequests(() => undefined),
        );
        expect(said).to.equal("played without requests: no local stack is up; `make up` first");
        expect(problems).to.deep.equal([]);
        const ran = { ok: true, started: new Date(), seconds: 0, changes: [], said };
        const report = { stack: "staging", started: new Date(), results: [result("it", [], { ran })], calls: [] };
        expect(markdownReport(report)).to.contain(`| ${said} | yes |`);
    });

    it("says how many requests there were, and which failed", () => {
        const well = [answer(), answer({ color: "green" }), answer({ kind: "fresh" })];
        expect(told(well, "blue", [])).to.deep.equal({
            said: "3 requests, 0 failed, from blue to green and back",
            problems: [],
        });
        const failed = [answer({ status: 502 }), answer({ status: 502 }), answer({ status: 1211, error: "no route" })];
        expect(told([...well, ...failed], "green", ["green does not answer"])).to.deep.equal({
            said: "6 requests, 3 failed, from green to blue and back",
            problems: [
                "green does not answer",
                "a request on a kept connection: 502",
                "a request on a kept connection: no route",
            ],
        });
    });
});
