import { expect } from "chai";

import { projectFolder } from "../../embedded/platform";
import { packFolder } from "../../embedded/policy/pack-folder";
import { planWithPack } from "../../embedded/policy/run-pack";
import { withWorkspace } from "../../embedded/preview";
import { silentProgress } from "../../embedded/progress";
import { planChange } from "../../embedded/pull-request/plan-change";
import { plan, skipWithoutProvider, variation } from "./plans";

/** On what the real provider plans: it makes up names, which are others in every plan. */
describe("what a pull request changes in the plan of staging", () => {
    before(async function () {
        await skipWithoutProvider(this);
    });

    it("is nothing where nothing differs, be it planned with the policy pack or without", async () => {
        const again = await withWorkspace(projectFolder, "staging", silentProgress, (workspace) =>
            planWithPack(workspace, "staging", packFolder),
        );
        const { created, changed, deleted } = planChange("staging", again.plan, await plan("staging"));
        expect([created, changed, deleted]).to.deep.equal([[], [], []]);
    });

    it("is the input that follows from the stack's file, and nothing else", async () => {
        const other = await variation("staging", (file) => {
            file.setIn(["config", "alchemorsel:aws", "database", "backupRetentionDays"], 14);
        });
        const { created, changed, deleted } = planChange("staging", other, await plan("staging"));
        expect([created, deleted]).to.deep.equal([[], []]);
        expect(changed.map(({ type, paths }) => [type, paths])).to.deep.equal([
            ["aws:rds/instance:Instance", ["backupRetentionPeriod"]],
        ]);
    });
});
