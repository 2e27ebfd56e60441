import { expect } from "chai";

import { webhookProblems } from "../../../delivery/notify/webhook-problems";

describe("what keeps webhooks from being called", () => {
    it("is told all at once, by the path, without a URL or a key", () => {
        const webhooks = [
            { url: "https://hooks.example/a?token=hush", secretVariable: "THERE" },
            { url: "https://hooks.example/b?token=hush", secretVariable: "MISSING" },
            { url: "https://me:hush@hooks.example/c", secretVariable: "EMPTY" },
            { url: "https://" },
            { url: "https://hooks.example/e" },
        ];
        const problems = webhookProblems({ webhooks }, { THERE: "hush", EMPTY: "" });
        expect(problems.map((problem) => problem.split(":")[0])).to.deep.equal([
            "release.webhooks[1].secretVariable",
            "release.webhooks[2].url",
            "release.webhooks[2].secretVariable",
            "release.webhooks[3].url",
        ]);
        expect(problems[0]).to.include("the environment variable MISSING is not set");
        expect(problems.join()).not.to.include("hush");
    });
});
