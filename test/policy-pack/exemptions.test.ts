import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { type Exemption, Exemptions, readExemptions } from "../../policy-pack/exemptions";
import type { Finding } from "../../policy-pack/finding";
import { rules } from "../../policy-pack/rules";

const today = "2026-11-28";
const urn = "urn:pulumi:production::shop::aws:rds/instance:Instance::orders";

describe("the exemptions of a stack", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "exemptions-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function read(text: string) {
        const file = path.join(folder, "policy-exemptions.production.yaml");
        fs.writeFileSync(file, text);
        return readExemptions(file, rules, today);
    }

    const valid = `version: 1
exemptions:
  - rule: rds-encrypted
    urn: "urn:pulumi:production::*::aws:rds/instance:Instance::orders"
    reason: moved to an encrypted one in January
    owner: data@example.com
    expires: 2027-01-31
`;

    it("are none where there is no file, or an empty one", () => {
        const none = { exemptions: [], problems: [] };
        expect(readExemptions(path.join(folder, "none.yaml"), rules, today)).to.deep.equal(none);
        expect(read("")).to.deep.equal(none);
        expect(read("version: 1\nexemptions:\n")).to.deep.equal(none);
    });

    it("are lines with an owner and a last day", () => {
        const { exemptions, problems } = read(valid);
        expect(problems).to.deep.equal([]);
        expect(exemptions).to.deep.equal([
            {
                rule: "rds-encrypted",
                urn: "urn:pulumi:production::*::aws:rds/instance:Instance::orders",
                reason: "moved to an encrypted one in January",
                owner: "data@example.com",
                expires: "2027-01-31",
                line: 3,
            },
        ]);
    });

    for (const [what, text, ...problems] of [
        ["broken YAML", "version: 1\nexemptions: [\n", /^policy-exemptions\.production\.yaml:3:1: .*flow/i],
        ["a list in place of a mapping", "- 1\n", /:1:1: the file is a mapping, with version: 1 on top/],
        ["no version", "exemptions: []\n", /:1:1: version is missing: this pack reads version 1/],
        ["another version", "version: 2\n", /:1:10: version is 2: this pack reads version 1/],
        ["a mapping in place of a list", "version: 1\nexemptions: {}\n", /:2:13: exemptions is a list/],
        [
            "an exemption that is a word",
            "version: 1\nexemptions:\n  - all\n",
            /:3:5: an exemption is a mapping with rule/,
        ],
        [
            "neither reason nor owner",
            valid.replace(/ {4}(reason|owner).*\n/g, ""),
            /:3:5: the exemption has no reason/,
            /:3:5: the exemption has no owner/,
        ],
        ["an empty reason", valid.replace(/reason:.*/, 'reason: " "'), /:5:13: reason is some text/],
        [
            "a word that is none",
            valid.replace("expires", "expire"),
            /:7:5: an exemption has no expire: did you mean expires/,
            /no expires/,
        ],
        [
            "a rule that is none",
            valid.replace("rds-encrypted", "rds-encryptd"),
            /:3:11: there is no rule rds-encryptd: did you mean rds-encrypted\?/,
        ],
        [
            "a pattern for everything",
            valid.replace(/urn: .*/, 'urn: "*"'),
            /:4:10: the urn is a pattern that begins with/,
        ],
        [
            "a date that is none",
            valid.replace("2027-01-31", "2027-02-30"),
            /:7:14: expires is a day such as 2027-03-31/,
        ],
        ["a date in words", valid.replace("2027-01-31", "next spring"), /:7:14: expires is a day/],
        [
            "a day too far ahead",
            valid.replace("2027-01-31", "2027-05-28"),
            /:7:14: expires is 181 days ahead: it is at most 180, 2027-05-27 as of today/,
        ],
        [
            "the same twice",
            valid + valid.split("\n").slice(2).join("\n"),
            /:8:5: the rule and the urn are those of line 3: keep one of the two/,
        ],
    ] as [string, string, ...RegExp[]][]) {
        it(`say where they are wrong: ${what}`, () => {
            const { problems: told } = read(text);
            expect(told).to.have.length(problems.length);
            problems.forEach((problem, index) => {
                expect(told[index]).to.match(problem);
            });
        });
    }

    describe("on a day", () => {
        const exemption = (more: Partial<Exemption>): Exemption => ({
            ...{ rule: "rds-encrypted", urn, reason: "moved", owner: "data", expires: "2026-12-31", line: 3 },
            ...more,
        });
        const finding: Finding = { kind: "violation", rule: "rds-encrypted", urn, path: "", message: "is off" };
        const judge = (list: Exemption[], one = finding) => new Exemptions(list, today).judge(one);

        it("hold up to and on their last day, and are told with who to ask after it", () => {
            const lastDay = exemption({ expires: today });
            const over = exemption({ expires: "2026-11-27" });
            expect(judge([lastDay])).to.deep.equal({ exemption: lastDay });
            expect(judge([over])).to.deep.equal({ expired: over });
        });

        it("hold for the rule and the resources of their pattern, and for no others", () => {
            const held = exemption({ urn: "urn:pulumi:production::*::orders" });
            expect(judge([held])).to.deep.equal({ exemption: held });
            expect(judge([exemption({ rule: "k8s-no-escalation" })])).to.deep.equal({});
            expect(judge([exemption({ urn: urn.replace("orders", "order") })])).to.deep.equal({});
            expect(judge([exemption({ urn: urn.replace("orders", "*s2") })])).to.deep.equal({});
            expect(judge([exemption({ urn: urn.replace("rds/", "r.s/") })]), "a dot is a dot").to.deep.equal({});
        });

        it("may overlap: the one that holds longest does, and both are needed", () => {
            const [short, long] = [exemption({ expires: "2026-12-01" }), exemption({ urn: "urn:pulumi:*", line: 9 })];
            const exemptions = new Exemptions([short, long], today);
            expect(exemptions.judge(finding)).to.deep.equal({ exemption: long });
            expect(exemptions.unused).to.deep.equal([]);
        });

        it("never hold for a rule's own fault, nor for what is unseen", () => {
            expect(judge([exemption({})], { ...finding, kind: "fault" })).to.deep.equal({});
            expect(judge([exemption({})], { ...finding, kind: "unseen" })).to.deep.equal({});
        });

        it("hold for a stack as a whole by its name", () => {
            const whole = exemption({ urn: "stack" });
            expect(judge([whole], { ...finding, urn: undefined })).to.deep.equal({ exemption: whole });
        });

        it("are unused where nothing needed them", () => {
            const unused = exemption({ rule: "k8s-no-escalation" });
            const exemptions = new Exemptions([exemption({}), unused], today);
            exemptions.judge(finding);
            expect(exemptions.unused).to.deep.equal([unused]);
        });
    });
});
