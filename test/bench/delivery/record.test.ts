import { expect } from "chai";

import { withSection } from "../../../bench/delivery/record";

const machine: [string, string][] = [["date", "2026-11-28"]];
const figure = (measured: string) => [{ name: "failed", target: "0", measured, met: true }];

describe("the record of make bench-delivery", () => {
    it("has what was measured, with the machine and the date", () => {
        const record = withSection("", "Good", machine, figure("0 of 7"));
        expect(record).to.match(/^# Figures\n/);
        expect(record).to.contain("## Good\n\ndate: 2026-11-28\n");
        expect(record).to.contain("| failed | 0 | 0 of 7 | yes |");
    });

    it("keeps the other parts where one is measured again", () => {
        const first = withSection(withSection("", "Good", machine, figure("1")), "Bad", machine, figure("2"));
        const again = withSection(first, "Good", machine, figure("3"));
        expect(again).to.equal(first.replace("| 1 |", "| 3 |"));
        expect(again.indexOf("## Good")).to.be.below(again.indexOf("## Bad"));
    });

    it("takes no part for another whose name begins with its own", () => {
        const first = withSection("", "Good releases", machine, figure("1"));
        expect(withSection(first, "Good", machine, figure("2"))).to.contain("| 1 |");
    });
});
