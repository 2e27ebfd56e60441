import { expect } from "chai";

import { eventually } from "../e2e/processes";
import { clockToSetBack } from "./clock";
import type { Fault } from "./faults";
import { statusOf } from "../e2e/release-state";
import type { Stage } from "./stage";

/** What people and their machines do in the middle of a release. Edited weights are in test/e2e/release.test.ts. */
export const people: readonly Fault[] = [
    {
        name: "somebody else promotes, and is told who does",
        ...{ at: "gating", happens: promoteToo, ends: ["done"] },
    },
    {
        name: "somebody types pulumi up",
        ...{ at: "canary", happens: ({ platform }) => platform.mustUp(), ends: ["done"] },
    },
    {
        name: "somebody types pulumi up while the traffic is being moved",
        ...{ at: "promoted", happens: ({ platform }) => platform.up(), ends: ["done"] },
    },
    {
        name: "somebody edits the stack's file",
        ...{ at: "canary", happens: ({ platform }) => platform.config(["activeColor", "green"]) },
        ...{ ends: ["rolledBack"], why: /somebody has edited the stack's config/ },
    },
    {
        name: "the clock is set back by a minute",
        ...{ at: "canary", env: clockToSetBack, ends: ["done"] },
        happens: ({ verb }) => {
            verb.send("SIGUSR2");
            return Promise.resolve();
        },
    },
    {
        name: "the state backend is gone: the traffic is back first, and status says what is not yet",
        ...{ at: "rollingBack", happens: withoutBackend, ends: ["rolledBack"] },
    },
];

async function promoteToo({ platform }: Stage): Promise<void> {
    const second = await platform.alchemorsel("promote");
    expect(second.code, second.output).to.equal(3);
    expect(second.output).to.match(/runs alchemorsel promote since .*: one release at a time/);
}

async function withoutBackend(stage: Stage): Promise<void> {
    await stage.remove("pulumi/.pulumi", async () => {
        await eventually("the traffic is blue's again", 20, async () => {
            const { weights } = await statusOf(stage.platform);
            return weights.blue === 100;
        });
        const { release, warnings } = await statusOf(stage.platform);
        expect(release?.phase).to.equal("rollingBack");
        expect(warnings.join("\n")).to.match(/the stack's config can't be read/);
    });
}
