import { expect } from "chai";

import { judge } from "./findings";

const finding = (check: string, resource: string) => ({ check, resource, title: "is encrypted" });

describe("failed checks and their reasons", () => {
    it("need each other, check by check and resource by resource", () => {
        const findings = [
            finding("A", "aws_s3_bucket.edge-logs"),
            finding("A", "aws_s3_bucket.other"),
            finding("B", "aws_s3_bucket.edge-logs"),
        ];
        const reasons = { A: { "aws_s3_bucket.*-logs": "…", "aws_s3_bucket.none": "…" }, C: { "*": "…" } };
        expect(judge(findings, reasons)).to.deep.equal({
            unexplained: ["A aws_s3_bucket.other: is encrypted", "B aws_s3_bucket.edge-logs: is encrypted"],
            unused: ["A aws_s3_bucket.none", "C *"],
            explained: 1,
        });
    });

    it("are about whole names", () => {
        const { unexplained } = judge([finding("A", "aws_s3_bucket.edge-logs-old")], {
            A: { "aws_s3_bucket.*-logs": "…" },
        });
        expect(unexplained).to.have.length(1);
        expect(judge([finding("A", "aws_s3_bucketXlogs")], { A: { "aws_s3_bucket.logs": "…" } }).explained).to.equal(0);
    });
});
