import { expect } from "chai";
import * as fc from "fast-check";
import { SaxesParser } from "saxes";

import { junitReport } from "../../../policy-pack/report/junit";
import type { Report } from "../../../policy-pack/report/report";
import { document, element } from "../../../policy-pack/report/xml";
import { junitProblems } from "./junit-schema";
import { advisory, empty, exempt, fault, full, reports, text, undetermined, unseen, violation } from "./sample";

interface Element {
    name: string;
    attributes: Record<string, string>;
    text: string;
    children: Element[];
}

/** Reads XML strictly: throws where it isn't well-formed. */
function parsed(xml: string): Element {
    const root: Element = { name: "", attributes: {}, text: "", children: [] };
    const open = [root];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
        throw error;
    });
    parser.on("opentag", ({ name, attributes }) => {
        const opened: Element = { name, attributes: { ...attributes }, text: "", children: [] };
        open.at(-1)!.children.push(opened);
        open.push(opened);
    });
    parser.on("text", (content) => {
        open.at(-1)!.text += content;
    });
    parser.on("closetag", () => {
        open.pop();
    });
    parser.write(xml).close();
    return root.children[0]!;
}

/** Every case by its name. */
function casesOf(report: Report): Record<string, Element> {
    const suites = parsed(junitReport(report)).children;
    return Object.fromEntries(
        suites.flatMap(({ children }) => children.map((one): [string, Element] => [one.attributes.name!, one])),
    );
}

/** Texts of the children with this name. */
const inside = (one: Element | undefined, name: string) =>
    (one === undefined ? [] : one.children).filter((child) => child.name === name).map((child) => child.text);

describe("the report as JUnit's XML", function () {
    // libxml2 starts once for each check.
    this.timeout(60_000);

    it("is as Jenkins' schema wants it, with everything and with nothing in it", async () => {
        const written = [full, empty, { ...empty, resources: 0, rules: [] }].map(junitReport);
        expect(await junitProblems(...written)).to.deep.equal([]);
    });

    it("is so whatever the names and messages are", async () => {
        const written = fc.sample(reports(), { numRuns: 100, seed: 7 }).map(junitReport);
        expect(await junitProblems(...written)).to.deep.equal([]);
    });

    it("is told by the schema from what isn't JUnit's XML", async () => {
        expect(await junitProblems("<testsuites><testsuite/></testsuites>")).not.to.deep.equal([]);
        expect(await junitProblems("<testsuites>\x00</testsuites>")).not.to.deep.equal([]);
    });

    it("is well-formed, and counts what it has", () => {
        fc.assert(
            fc.property(reports(), (report) => {
                for (const counted of [parsed(junitReport(report)), ...parsed(junitReport(report)).children]) {
                    const cases = counted.name === "testsuite" ? [counted] : counted.children;
                    const all = cases.flatMap(({ children }) => children);
                    const having = (name: string) => all.filter((one) => inside(one, name).length > 0).length;
                    expect(counted.attributes.tests).to.equal(String(all.length));
                    expect(counted.attributes.errors).to.equal(String(having("error")));
                    const failed = all.filter((one) => inside(one, "failure").length > 0);
                    const alsoFaulty = failed.filter((one) => inside(one, "error").length > 0);
                    expect(counted.attributes.failures).to.equal(String(failed.length - alsoFaulty.length));
                }
            }),
        );
    });

    it("has a suite for each family of rules, and one for the rules that have none", () => {
        const suites = parsed(junitReport(full)).children;
        expect(
            suites.map(({ attributes, children }) => [attributes.name, children.map((one) => one.attributes.name)]),
        ).to.deep.equal([
            ["rds", ["rds-encrypted", "rds-private"]],
            ["k8s", ["k8s-probes", "k8s-nonroot"]],
            ["other", ["kms-rotation"]],
        ]);
    });

    it("fails a rule that stops the update, with everything that it found", () => {
        const second = { ...violation, path: "kmsKeyId", message: "is missing" };
        const one = casesOf({ ...empty, findings: [violation, second] })["rds-encrypted"];
        expect(inside(one, "failure")).to.have.length(1);
        expect(inside(one, "failure")[0])
            .to.include("orders (aws.rds.Instance): storageEncrypted is not true")
            .and.include("kmsKeyId is missing")
            .and.include("src/data base.ts:42:7")
            .and.include("new aws.rds.Instance(");
    });

    it("makes a rule that failed an error, with its stack", () => {
        expect(inside(casesOf(full)["kms-rotation"], "error")[0]).to.include("at check (kms-rotation.ts:12:7)");
    });

    it("skips a rule that is disabled", () => {
        expect(inside(casesOf(empty)["k8s-nonroot"], "skipped")).to.have.length(1);
        expect(inside(casesOf(empty)["k8s-probes"], "skipped")).to.have.length(0);
    });

    it("passes a rule that is advised of, that waits for the update or is exempt, and says so", () => {
        const cases = casesOf({ ...full, findings: [advisory, undetermined, unseen, exempt] });
        expect(inside(cases["k8s-probes"], "failure")).to.deep.equal([]);
        expect(inside(cases["k8s-probes"], "system-out")[0]).to.match(/^advisory: .+\nundetermined: .+\nunseen: /);
        expect(inside(cases["rds-private"], "system-out")[0])
            .to.include("exempt: ")
            .and.include("team-shop, through 2027-03-31")
            .and.include("unused exemption: ");
    });

    it("leaves nothing out that a rule found of which the report has no more than the name", () => {
        const cases = casesOf({ ...empty, rules: [], findings: [violation, fault] });
        expect(Object.keys(cases)).to.deep.equal(["rds-encrypted", "kms-rotation"]);
    });

    it("gives every text back as it was, but for characters that XML can't have", () => {
        fc.assert(
            fc.property(text, (original) => {
                const read = parsed(document(element("a", { b: original }, original)));
                // eslint-disable-next-line no-control-regex -- these are they
                const possible = original.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD");
                expect(read.attributes.b).to.equal(possible);
                expect(read.text).to.equal(possible);
            }),
        );
    });
});
