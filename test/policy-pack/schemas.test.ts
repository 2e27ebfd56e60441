import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import Ajv from "ajv";
import { expect } from "chai";
import { parse } from "yaml";

import { readConfiguration } from "../../policy-pack/configuration";
import { readExemptions } from "../../policy-pack/exemptions";
import { rules } from "../../policy-pack/rules";
import { configSchema, exemptionsSchema } from "../../policy-pack/schemas";

const today = "2026-11-28";

/** Text of a file, and whether it is right. */
type Files = Readonly<Record<string, boolean>>;

const configs: Files = {
    "": true,
    "version: 1": true,
    "version: 1\nrules:": true,
    "version: 1\nrules: {}": true,
    "version: 1\nrules: { rds-encrypted: advisory }": true,
    "version: 1\nrules: { rds-encrypted: { level: disabled } }": true,
    "version: 1\nrules: { rds-encrypted: {} }": true,
    "version: 1\nrules: { required-tags: { level: remediate, tags: [team], values: { team: shop } } }": true,
    "version: 1\nrules: { log-retention: { minimumDays: 30 } }": true,
    "rules: { rds-encrypted: advisory }": false,
    "version: 2": false,
    "version: '1'": false,
    "- version": false,
    "version: 1\nrules: [rds-encrypted]": false,
    "version: 1\nrules: strict": false,
    "version: 1\nrules: { rds-encryptd: advisory }": false,
    "version: 1\nrules: { rds-encrypted: strict }": false,
    "version: 1\nrules: { rds-encrypted: }": false,
    "version: 1\nrules: { rds-encrypted: [advisory] }": false,
    "version: 1\nrules: { rds-encrypted: true }": false,
    "version: 1\nrules: { rds-encrypted: remediate }": false,
    "version: 1\nrules: { rds-encrypted: { level: remediate } }": false,
    "version: 1\nrules: { rds-encrypted: { level: } }": false,
    "version: 1\nrules: { rds-encrypted: { minimumDays: 3 } }": false,
    "version: 1\nrules: { log-retention: { minimumDay: 30 } }": false,
    "version: 1\nrules: { log-retention: { minimumDays: 0 } }": false,
    "version: 1\nrules: { log-retention: { minimumDays: many } }": false,
    "version: 1\nrules: { log-retention: { minimumDays: } }": false,
    "version: 1\nrules: { required-tags: { tags: team } }": false,
    "version: 1\nrules: { required-tags: { tags: [1] } }": false,
};

const entry = (changes: Readonly<Record<string, string>>, ...without: readonly string[]) => {
    const urn = '"urn:pulumi:production::*::orders"';
    const all = { rule: "rds-encrypted", urn, reason: "moved in January", owner: "data", expires: "2027-01-31" };
    const fields = Object.entries({ ...all, ...changes }).filter(([name]) => !without.includes(name));
    return `version: 1\nexemptions:\n  - { ${fields.map(([name, value]) => `${name}: ${value}`).join(", ")} }`;
};

const exemptions: Files = {
    "": true,
    "version: 1": true,
    "version: 1\nexemptions:": true,
    "version: 1\nexemptions: []": true,
    [entry({})]: true,
    [entry({ urn: "stack" })]: true,
    [entry({ reason: '" moved "', expires: '" 2027-01-31 "' })]: true,
    "exemptions: []": false,
    "version: 1\nexemptions: { rule: rds-encrypted }": false,
    "version: 1\nexemptions: [rds-encrypted]": false,
    [entry({}, "rule")]: false,
    [entry({}, "urn")]: false,
    [entry({}, "reason")]: false,
    [entry({}, "owner")]: false,
    [entry({}, "expires")]: false,
    [entry({ ticket: "SHOP-1" })]: false,
    [entry({ rule: "rds-encryptd" })]: false,
    [entry({ urn: "orders" })]: false,
    [entry({ urn: '"urn:pulumi:"' })]: false,
    [entry({ urn: "stacks" })]: false,
    [entry({ reason: '" "' })]: false,
    [entry({ reason: "7" })]: false,
    [entry({ owner: "[data]" })]: false,
    [entry({ expires: "soon" })]: false,
    [entry({ expires: "2027-13-01" })]: false,
    [entry({ expires: "2027-1-31" })]: false,
    [entry({ expires: "2027" })]: false,
};

describe("the schemas of a stack's policy files", () => {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const kinds = [
        {
            name: "config",
            schema: configSchema(rules),
            files: configs,
            read: (file: string) => readConfiguration(file, rules).problems,
        },
        {
            name: "exemptions",
            schema: exemptionsSchema(rules),
            files: exemptions,
            read: (file: string) => readExemptions(file, rules, today).problems,
        },
    ];

    for (const { name, schema, files, read } of kinds) {
        it(`are what the rules say, for ${name}: run make docs`, () => {
            const file = path.join(__dirname, `../../policy-pack/${name}.schema.json`);
            expect(JSON.parse(fs.readFileSync(file, "utf8"))).to.deep.equal(JSON.parse(JSON.stringify(schema)));
        });

        it(`accept and refuse what the pack does, for ${name}`, () => {
            const isValid = ajv.compile(schema);
            const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-schemas-"));
            try {
                for (const [text, isRight] of Object.entries(files)) {
                    const file = path.join(folder, `policy-${name}.production.yaml`);
                    fs.writeFileSync(file, text);
                    expect(read(file).length === 0, `the pack: ${text}`).to.equal(isRight);
                    expect(isValid(parse(text)), `the schema: ${text}`).to.equal(isRight);
                }
            } finally {
                fs.rmSync(folder, { recursive: true });
            }
        });
    }

    it("are editors' warning of a misspelled key at the top", () => {
        expect(ajv.validate(configSchema(rules), { version: 1, rule: {} })).to.be.false;
        expect(ajv.validate(exemptionsSchema(rules), { version: 1, exemption: [] })).to.be.false;
    });
});
