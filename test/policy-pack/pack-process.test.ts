import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { expect } from "chai";

import { PackProcess } from "../../bench/policy/pack-process";
import { rules } from "../../policy-pack/rules";

const database = { type: "aws:rds/instance:Instance", properties: { storageEncrypted: false } };

describe("the pack as Pulumi starts it", () => {
    let folder: string;
    let pack: PackProcess;

    before(async function () {
        this.timeout(60_000);
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-pack-"));
        fs.writeFileSync(
            path.join(folder, "policy-config.test.yaml"),
            "version: 1\nrules:\n  rds-backup: { minimumDays: 30 }\n  rds-encrypted: advisory\n",
        );
        pack = await PackProcess.start(path.join(__dirname, "../../policy-pack"), {
            ALCHEMORSEL_POLICY_FOLDER: folder,
            PULUMI_NODEJS_STACK: "test",
            TMPDIR: folder,
        });
    });

    after(async () => {
        await pack.stop();
        fs.rmSync(folder, { recursive: true });
    });

    it("serves every rule", () => {
        expect(pack.policies).to.include.members(rules.map(({ id }) => id));
    });

    it("checks no types first: a pack that is edited starts as fast as one that is not", () => {
        // There ts-node keeps what it has compiled.
        const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
        const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
        expect(files).to.deep.equal(["policy-config.test.yaml"]);
    });

    it("finds what it does at the levels of the stack's config, and of the rule where that has none", async () => {
        const found = await pack.analyze(database);
        const isMandatory = (rule: string) =>
            found.filter(({ policy }) => policy === rule).map((one) => one.isMandatory);
        expect(isMandatory("rds-encrypted")).to.deep.equal([false]);
        expect(isMandatory("rds-backup")).to.deep.equal([true]);
    });

    it("looks at a stack as a whole", async () => {
        const found = await pack.analyzeStack([database]);
        expect(found.map(({ policy }) => policy)).to.include("multi-az");
    });
});
