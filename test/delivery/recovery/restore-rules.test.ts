import { expect } from "chai";

import {
    moment,
    nameProblems,
    type Restorable,
    restoredTo,
    restoreProblems,
    wantedOf,
} from "../../../delivery/recovery/restore-rules";

const database = "shop-database";
const window = { EarliestTime: new Date("2026-11-01T00:00:00Z"), LatestTime: new Date("2026-11-29T11:55:00Z") };
const snapshot = {
    ...{ DBInstanceIdentifier: database, Status: "available" },
    SnapshotCreateTime: new Date("2026-11-20T02:10:00Z"),
};
const sound: Restorable = { source: { DBInstanceIdentifier: database }, window, snapshot, isTaken: false };

describe("what a database can be restored to", () => {
    for (const [what, to, found, reasons] of [
        ["the latest moment", wantedOf(undefined, undefined), sound, []],
        ["the first second", wantedOf("2026-11-01T00:00:00Z", undefined), sound, []],
        [
            "a second before",
            wantedOf("2026-10-31T23:59:59Z", undefined),
            sound,
            [/from 2026-11-01T00:00:00Z to 2026-11-29T11:55:00Z/],
        ],
        [
            "a moment that is not in the backup yet",
            wantedOf("2026-11-29T12:56:00+01:00", undefined),
            sound,
            [/not to 2026-11-29T11:56:00Z/],
        ],
        ["no backup yet", wantedOf(undefined, undefined), { ...sound, window: undefined }, [/has no backup yet/]],
        ["a snapshot, whatever the window", wantedOf(undefined, "x"), { ...sound, window: undefined }, []],
        [
            "a snapshot that is being made",
            wantedOf(undefined, "x"),
            { ...sound, snapshot: { ...snapshot, Status: "creating" } },
            [/x is creating/],
        ],
        [
            "no database, and a name that is taken",
            wantedOf(undefined, undefined),
            { isTaken: true },
            [/there is no database shop-database/, /there is a database drill already/],
        ],
    ] as const) {
        it(what, () => {
            const problems = restoreProblems(database, "drill", to, found);
            expect(problems).to.have.lengthOf(reasons.length);
            reasons.forEach((reason, index) => expect(problems[index]).to.match(reason));
        });
    }

    it("is as of the moment that was asked for, of the snapshot, or the latest", () => {
        const asOf = (to?: string, id?: string) => moment(restoredTo(wantedOf(to, id), sound)!);
        expect(asOf()).to.equal("2026-11-29T11:55:00Z");
        expect(asOf("2026-11-28T14:00:00+01:00")).to.equal("2026-11-28T13:00:00Z");
        expect(asOf(undefined, "x")).to.equal("2026-11-20T02:10:00Z");
    });

    it("has a name that RDS takes", () => {
        expect(nameProblems("drill-2")).to.deep.equal([]);
        for (const name of ["", "2", "a--b", "a-", "Drill", "a".repeat(64)])
            expect(nameProblems(name), name).to.have.lengthOf(1);
    });
});
