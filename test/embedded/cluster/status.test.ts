import { expect } from "chai";

import { age, statusTable } from "../../../embedded/cluster/status";

describe("status of the node", () => {
    it("is one line a part, with what each waits for", () => {
        const table = statusTable(
            {
                phase: "starting",
                parts: [
                    { name: "etcd", state: "ready", pid: 7, since: 1_000, restarts: 0 },
                    { name: "kube-apiserver", state: "waiting", since: 31_000, restarts: 2, waitsFor: "etcd" },
                ],
            },
            61_000,
        );
        expect(table.split("\n").map((line) => line.split(/\s{2,}/))).to.deep.equal([
            ["PART", "STATE", "PID", "RESTARTS", "SINCE", "WAITS FOR"],
            ["etcd", "ready", "7", "0", "60s"],
            ["kube-apiserver", "waiting", "-", "2", "30s", "etcd"],
        ]);
    });

    it("tells ages in the unit that a reader wants", () => {
        expect([0, 119_000, 120_000, 7_200_000].map(age)).to.deep.equal(["0s", "119s", "2m", "2h"]);
    });
});
