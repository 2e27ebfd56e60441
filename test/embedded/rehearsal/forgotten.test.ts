import { expect } from "chai";

import type { Change } from "../../../embedded/rehearsal/events";
import { isForgotten } from "../../../embedded/rehearsal/forgotten";

const list = [{ type: "aws:eks/cluster:Cluster", property: "zonalShiftConfig.*", reason: "…" }];
const change = (op: string, properties: string[], type = "aws:eks/cluster:Cluster"): Change => ({
    ...{ urn: "", name: "cluster", started: 0, ended: 0, failed: false },
    ...{ op, properties, type },
});

describe("what moto forgets", () => {
    it("is a change of the properties on the list, and of no others", () => {
        expect(isForgotten(change("update", ["zonalShiftConfig.enabled"]), list)).to.equal(true);
        expect(isForgotten(change("update", ["zonalShiftConfig.enabled", "version"]), list)).to.equal(false);
        expect(isForgotten(change("update", ["zonalShiftConfigs.enabled"]), list)).to.equal(false);
    });

    it("is no deletion, no replacement, no other type, and no change that names no property", () => {
        expect(isForgotten(change("delete", ["zonalShiftConfig.enabled"]), list)).to.equal(false);
        expect(isForgotten(change("replace", ["zonalShiftConfig.enabled"]), list)).to.equal(false);
        expect(isForgotten(change("update", ["zonalShiftConfig.enabled"], "aws:ec2/vpc:Vpc"), list)).to.equal(false);
        expect(isForgotten(change("update", []), list)).to.equal(false);
    });
});
