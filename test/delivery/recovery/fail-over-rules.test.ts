import { expect } from "chai";

import {
    backupFor,
    fileProblems,
    type Found,
    foundProblems,
    lossInWords,
} from "../../../delivery/recovery/fail-over-rules";
import { readRegionStack, type RegionStack } from "../../../delivery/recovery/region-stack";
import { projectFolder } from "../../../embedded/platform";

const from: RegionStack = {
    ...{ stack: "production", file: "Pulumi.production.yaml", accountId: "111122223333", zoneId: "Z1", weight: 100 },
    place: { region: "eu-central-1", name: "shop-production", shortName: "shop" },
    ...{ domains: ["shop.example", "www.shop.example"], copiesTo: "eu-west-1", images: [] },
};
const to: RegionStack = {
    ...{ stack: "recovery", file: "Pulumi.recovery.yaml", accountId: "111122223333", zoneId: "Z1", weight: 0 },
    place: { region: "eu-west-1", name: "shop-recovery", shortName: "shop-rec" },
    ...{
        domains: ["www.shop.example", "shop.example"],
        images: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:1"],
    },
};
const backups = {
    ...{ DBInstanceAutomatedBackupsArn: "arn:backups", KmsKeyId: "arn:key", Region: "eu-central-1" },
    RestoreWindow: { EarliestTime: new Date("2026-11-01T00:00:00Z"), LatestTime: new Date("2026-11-29T11:55:30.900Z") },
};
const record = (Name: string) => ({ Name, Type: "A" as const, SetIdentifier: "shop-production", Weight: 100 });
const found: Found = { backups, records: [record("shop.example."), record("www.shop.example.")] };
const restoreFrom = { backupsArn: "arn:backups", kmsKeyArn: "arn:key", time: "2026-11-29T11:40:00Z" };
const database = { DBInstanceIdentifier: "shop-recovery-database" };

function expectProblems(problems: readonly string[], reasons: readonly RegExp[]): void {
    expect(problems, problems.join("\n")).to.have.lengthOf(reasons.length);
    reasons.forEach((reason, index) => expect(problems[index]).to.match(reason));
}

describe("whether a stack can take over from another", () => {
    for (const [what, changes, ...reasons] of [
        ["their files agree", {}],
        [
            "the same region",
            { place: { ...to.place, region: "eu-central-1" }, images: [] },
            /are both in eu-central-1/,
            /aws\.recovery\.region is eu-west-1: nothing is copied to eu-central-1/,
        ],
        ["the same name", { place: { ...to.place, name: "shop-production" } }, /are both named shop-production/],
        [
            "another region than that of the copies",
            { place: { ...to.place, region: "eu-north-1" } },
            /nothing is copied to eu-north-1/,
        ],
        ["another account", { accountId: "444455556666" }, /aws\.accountId is 444455556666, and 111122223333/],
        [
            "another zone, and a domain fewer",
            { zoneId: "Z2", domains: ["shop.example"] },
            /zone\.id is Z2/,
            /list of domains/,
        ],
        ["no weight", { weight: undefined }, /^Pulumi\.recovery\.yaml: aws\.edge\.weight is missing/],
        [
            "an image that is lost with the region",
            { images: ["1.dkr.ecr.eu-central-1.amazonaws.com/shop@sha256:1"] },
            /is in eu-central-1, which may be lost/,
        ],
    ] as const) {
        it(what, () => {
            expectProblems(fileProblems({ from, to: { ...to, ...changes } }), reasons);
        });
    }

    for (const [what, changes, successor, ...reasons] of [
        ["backups and records are there", {}, {}],
        [
            "nothing was copied",
            { backups: undefined },
            {},
            /there are no backups of shop-production-database in eu-west-1/,
        ],
        [
            "the first copy is under way",
            { backups: { ...backups, RestoreWindow: undefined } },
            {},
            /there are no backups/,
        ],
        [
            "a domain has no weight yet",
            { records: [record("shop.example.")] },
            {},
            /^www\.shop\.example has no record of shop-production/,
        ],
        ["its database is of a run that was interrupted", { database }, { restoreFrom }],
        [
            "its database is of a drill",
            { database },
            { restoreFrom: { ...restoreFrom, time: "2026-11-28T11:00:00Z" } },
            /a drill's/,
        ],
        ["its database is of nothing", { database }, {}, /made of no backup/],
    ] as const) {
        it(what, () => {
            expectProblems(foundProblems({ from, to: { ...to, ...successor } }, { ...found, ...changes }), reasons);
        });
    }

    it("this project's own files agree", () => {
        const read = (stack: string) => readRegionStack(projectFolder, stack);
        expect(fileProblems({ from: read("production"), to: read("recovery") })).to.deep.equal([]);
    });

    it("loses what was written after the latest moment that was copied", () => {
        const backup = backupFor({ from, to }, found);
        expect(backup).to.deep.equal({ backupsArn: "arn:backups", kmsKeyArn: "arn:key", time: "2026-11-29T11:55:30Z" });
        expect(lossInWords(backup, new Date("2026-11-29T12:00:35Z"))).to.equal(
            "what was written after 2026-11-29T11:55:30Z, 5 min 5 s before 2026-11-29T12:00:35Z",
        );
    });

    it("loses what was written after the moment of the database that it has already", () => {
        const again = { from, to: { ...to, restoreFrom } };
        expect(backupFor(again, { ...found, database })).to.deep.equal(restoreFrom);
        // Of a drill that is gone nothing is left but the file.
        expect(backupFor(again, found).time).to.equal("2026-11-29T11:55:30Z");
    });
});
