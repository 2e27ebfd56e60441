import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { readConfiguration } from "../../policy-pack/configuration";
import { resourceRule, type Rule } from "../../policy-pack/rule";
import { policiesOf } from "../../policy-pack/start-pack";

const described = {
    level: "advisory" as const,
    severity: "low" as const,
    ...{ what: "", why: "", fix: "", controls: [], source: "", types: [], check: () => undefined },
};
const rules: Rule[] = [
    resourceRule({ ...described, id: "rds-encrypted" }),
    resourceRule<{ tags: string[]; minimumDays: number }>({
        ...described,
        id: "required-tags",
        parameters: {
            tags: { description: "Keys.", type: "array", items: { type: "string" }, default: [] },
            minimumDays: { description: "Days.", type: "integer", minimum: 1, default: 30 },
        },
        remediate: () => false,
    }),
];

describe("the policy config of a stack", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-config-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    function read(text: string) {
        const file = path.join(folder, "policy-config.production.yaml");
        fs.writeFileSync(file, text);
        return readConfiguration(file, rules);
    }

    it("is empty where there is no file, or nothing in it", () => {
        for (const text of ["", "version: 1\n", "version: 1\nrules:\n"]) {
            const { configuration, problems } = read(text);
            expect([configuration.size, ...problems]).to.deep.equal([0]);
        }
    });

    it("gives rules a level, and parameters", () => {
        const { configuration, problems } = read(`version: 1
rules:
  rds-encrypted: disabled
  required-tags:
    level: remediate
    tags: [team]
    minimumDays: 7
`);
        expect(problems).to.deep.equal([]);
        expect(Object.fromEntries(configuration)).to.deep.equal({
            "rds-encrypted": { level: "disabled", parameters: {} },
            "required-tags": { level: "remediate", parameters: { tags: ["team"], minimumDays: 7 } },
        });
    });

    it("leaves a rule its level where it gives it parameters alone", () => {
        fs.writeFileSync(
            path.join(folder, "policy-config.production.yaml"),
            "version: 1\nrules: { strict: { minimumDays: 7 } }\n",
        );
        const minimumDays = { description: "Days.", type: "integer" as const, default: 30 };
        const strict = resourceRule({ ...described, id: "strict", level: "mandatory", parameters: { minimumDays } });
        const { config } = policiesOf({ folder, rules: [strict], stack: "production" });
        expect(config).to.deep.equal({ strict: { minimumDays: 7, enforcementLevel: "mandatory" } });
    });

    it("says all that is wrong, where, and what was meant", () => {
        const { problems } = read(`version: 1
rules:
  rds-encryptd: mandatory
  rds-encrypted: strict
  required-tags:
    tag: [team]
    minimumDays: 0
    tags: [1]
`);
        expect(problems).to.deep.equal(
            [
                "3:3: there is no rule rds-encryptd: did you mean rds-encrypted?",
                "4:18: the level of rds-encrypted is one of mandatory, advisory, remediate, disabled",
                "6:5: required-tags has no parameter tag: did you mean tags?",
                "7:18: required-tags.minimumDays must be >= 1",
                "8:11: required-tags.tags /0 must be string",
            ].map((problem) => `policy-config.production.yaml:${problem}`),
        );
    });

    it("lets only those rules mend that can", () => {
        const { problems } = read("version: 1\nrules:\n  rds-encrypted: remediate\n");
        expect(problems.join()).to.match(
            /3:18: rds-encrypted has no one way to be mended: its level can't be remediate/,
        );
    });

    it("is for one version, and a mapping", () => {
        expect(read("version: 1\nrule: {}\n").problems.join()).to.match(
            /2:1: there is no rule here: did you mean rules\?/,
        );
        expect(read("version: 3\n").problems.join()).to.match(/1:10: version is 3: this pack reads version 1/);
        expect(read("version: 1\nrules: [a]\n").problems.join()).to.match(/2:8: rules is a mapping/);
        expect(read("version: 1\nrules:\n\t- a\n").problems.join()).to.match(/policy-config\.production\.yaml:3:\d+: /);
    });
});
