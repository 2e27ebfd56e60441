import { expect } from "chai";

import { defaultRetentionDays, retentionProblem } from "../../../../components/foundation/aws/log-retention";

describe("the time for which a log group keeps logs", () => {
    it("is one that CloudWatch knows, and 30 days at least", () => {
        expect(retentionProblem(defaultRetentionDays)).to.equal(undefined);
        expect(retentionProblem(14)).to.match(/^must be 30 at least; it is 14/);
        expect(retentionProblem(100)).to.match(/^must be one of 30, 60, .*; it is 100$/);
    });
});
