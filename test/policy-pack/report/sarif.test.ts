import { expect } from "chai";
import * as fc from "fast-check";

import type { Report } from "../../../policy-pack/report/report";
import { sarifReport } from "../../../policy-pack/report/sarif";
import { advisory, empty, exempt, fault, full, reports, undetermined, unseen, violation, web } from "./sample";
import { sarifProblems } from "./sarif-schema";

interface Result {
    ruleId: string;
    ruleIndex: number;
    kind: string;
    level: string;
    message: { text: string };
    locations: {
        physicalLocation: { artifactLocation: { uri: string }; region: object };
        logicalLocations?: { fullyQualifiedName: string }[];
    }[];
    partialFingerprints: { primaryLocationLineHash: string };
    suppressions?: { kind: string; justification: string }[];
}

interface Run {
    tool: { driver: { rules: { id: string; help: { markdown: string }; properties: Record<string, unknown> }[] } };
    automationDetails: { id: string };
    invocations: {
        executionSuccessful: boolean;
        toolExecutionNotifications: { level: string; exception?: { message: string } }[];
        toolConfigurationNotifications: { level: string }[];
    }[];
    results: Result[];
}

function runOf(report: Report, onlyAlerts = false): Run {
    return (JSON.parse(sarifReport(report, { onlyAlerts })) as { runs: Run[] }).runs[0]!;
}

const resultsOf = (...findings: Report["findings"]) => runOf({ ...empty, findings }).results;

const fingerprints = (...findings: Report["findings"]) =>
    resultsOf(...findings).map(({ message, partialFingerprints }) => [
        message.text,
        partialFingerprints.primaryLocationLineHash,
    ]);

describe("the report as SARIF", function () {
    // The schema is large.
    this.timeout(60_000);
    let problems: (log: unknown) => string[];

    before(() => {
        problems = sarifProblems();
    });

    it("is as the schema of the standard wants it, with everything and with nothing in it", () => {
        for (const report of [full, empty, { ...empty, resources: 0, rules: [] }]) {
            expect(problems(JSON.parse(sarifReport(report)))).to.deep.equal([]);
        }
    });

    it("is so whatever the names and messages are", () => {
        fc.assert(
            fc.property(reports(), (report) => {
                expect(problems(JSON.parse(sarifReport(report)))).to.deep.equal([]);
            }),
        );
    });

    it("is told by the schema from what isn't SARIF", () => {
        const log = JSON.parse(sarifReport(full)) as { runs: Run[] };
        log.runs[0]!.results[0]!.level = "mandatory";
        log.runs[0]!.results[0]!.locations[0]!.physicalLocation.region = { startColumn: 1 };
        expect(problems(log)).to.have.length.of.at.least(2);
    });

    it("makes a mandatory violation an error, an advisory one a warning", () => {
        expect(resultsOf(violation, advisory).map(({ kind, level }) => [kind, level])).to.deep.equal([
            ["fail", "error"],
            ["fail", "warning"],
        ]);
    });

    it("keeps what could not be decided open, and what nobody saw for review", () => {
        expect(resultsOf(undetermined, unseen).map(({ kind, level }) => [kind, level])).to.deep.equal([
            ["open", "none"],
            ["review", "none"],
        ]);
    });

    it("suppresses what is exempt, and says who answers for it until when", () => {
        const [result] = resultsOf(exempt);
        expect(result!.suppressions!.map(({ kind }) => kind)).to.deep.equal(["external"]);
        expect(result!.suppressions![0]!.justification)
            .to.include("moves into the VPC with version 2")
            .and.include("team-shop")
            .and.include("2027-03-31");
        expect(resultsOf(violation)[0]).not.to.have.property("suppressions");
    });

    it("can leave out what is no problem now, for readers that take every result for one", () => {
        expect(runOf(full, true).results.map(({ ruleId }) => ruleId)).to.have.members(["rds-encrypted", "k8s-probes"]);
    });

    it("points to where the program registers the resource, or to the file of the stack", () => {
        const [known, unknown] = resultsOf(violation, advisory);
        expect(known!.locations[0]!.physicalLocation).to.deep.equal({
            artifactLocation: { uri: "src/data%20base.ts" },
            region: { startLine: 42, startColumn: 7 },
        });
        expect(unknown!.locations[0]!.physicalLocation).to.deep.equal({
            artifactLocation: { uri: "Pulumi.production.yaml" },
            region: { startLine: 1 },
        });
        expect(unknown!.locations[0]!.logicalLocations![0]!.fullyQualifiedName).to.equal(web);
    });

    it("gives a finding the same fingerprint in each run, though its line, its message or its neighbors change", () => {
        const [[, first]] = fingerprints(violation) as [[string, string]];
        const moved = { ...violation, source: { file: "index.ts", line: 1 }, message: "is not true" };
        expect(fingerprints(moved).map(([, print]) => print)).to.deep.equal([first]);
        expect(fingerprints(advisory, violation)).to.deep.include(fingerprints(violation)[0]);
        expect(fingerprints({ ...violation, urn: web })[0]![1]).not.to.equal(first);
        expect(fingerprints({ ...violation, path: "kmsKeyId" })[0]![1]).not.to.equal(first);
    });

    it("tells several findings at one place apart, in whatever order they come", () => {
        const second = { ...violation, message: "is text" };
        const prints = fingerprints(violation, second);
        expect(new Set(prints.map(([, print]) => print))).to.have.property("size", 2);
        expect(fingerprints(second, violation)).to.have.deep.members(prints);
    });

    it("tells a rule's help, its controls and its severity as GitHub reads them", () => {
        const [rule] = runOf(full).tool.driver.rules;
        expect(rule!.properties).to.deep.equal({
            tags: ["security", "AWS Security Hub RDS.3", "Checkov CKV_AWS_16"],
            "security-severity": "8.0",
        });
        expect(rule!.help.markdown).to.include("```ts\nnew aws.rds.Instance(").and.include("rds-encrypted>)");
        const { rules } = runOf(full).tool.driver;
        for (const { ruleId, ruleIndex } of runOf(full).results) expect(rules[ruleIndex]!.id).to.equal(ruleId);
    });

    it("tells a rule that failed as a failure of the tool, with its stack, and no result", () => {
        const run = runOf({ ...empty, findings: [fault] });
        expect(run.results).to.deep.equal([]);
        expect(run.invocations[0]!.executionSuccessful).to.equal(false);
        expect(run.invocations[0]!.toolExecutionNotifications.map(({ level }) => level)).to.deep.equal(["error"]);
        expect(run.invocations[0]!.toolExecutionNotifications[0]!.exception!.message).to.equal(fault.message);
        expect(runOf(empty).invocations[0]!.executionSuccessful).to.equal(true);
    });

    it("tells an unused exemption and a remediated property", () => {
        const [invocation] = runOf({ ...full, findings: [] }).invocations;
        expect(invocation!.toolConfigurationNotifications.map(({ level }) => level)).to.deep.equal(["warning"]);
        expect(invocation!.toolExecutionNotifications.map(({ level }) => level)).to.deep.equal(["note"]);
    });

    it("is an analysis of its own for each stack", () => {
        expect(runOf(full).automationDetails.id).to.equal("policy/shop/production/");
    });

    it("keeps braces and brackets of a message from being read as a placeholder or a link", () => {
        const [result] = resultsOf({ ...violation, message: "wants {0} and [a](https://b.example)" });
        expect(result!.message.text).to.include("{{0}}").and.not.include("](");
    });
});
