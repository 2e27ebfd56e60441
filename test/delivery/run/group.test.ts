import { expect } from "chai";

import type { Release } from "../../../delivery/release/release";
import { isAtRest } from "../../../delivery/release/transitions";
import { begin, happen, run } from "../../../delivery/run/runner";
import { Killed } from "./fake-world";
import { GroupWorld, groupRelease, members } from "./group-world";

async function promoted(world: GroupWorld): Promise<Release> {
    return happen(world, await begin(world, groupRelease()), "promote");
}

/** The new color's share of each member, in their order. */
const shares = ({ routes }: GroupWorld) => members.map((name) => routes[name]?.green);

/** What a user does after a failure: goes on with what the journal has, or begins anew, and promotes once. */
async function resumed(world: GroupWorld): Promise<Release> {
    const start = world.saved ?? (await begin(world, groupRelease()));
    const rested = isAtRest(start) ? start : await run(world, start);
    return rested.phase === "deployed" ? happen(world, rested, "promote") : rested;
}

function expectTogether(world: GroupWorld, end: Release, after: string): void {
    expect(isAtRest(end), after).to.equal(true);
    const share = end.phase === "done" ? 100 : 0;
    expect(shares(world), `${after}: ${end.phase}`).to.deep.equal(members.map(() => share));
    expect(world.file, after).to.include({
        "groups.checkout.activeColor": share === 100 ? "green" : "blue",
        "groups.checkout.canaryWeight": "0",
    });
    expect(world.routes.recipes, after).to.deep.equal({ blue: 100, green: 0 });
    expect(world.file, after).to.include({ activeColor: "blue", canaryWeight: "0" });
}

/** Everything that a whole life does: forward through its steps, and back. */
async function wholeLife(): Promise<GroupWorld> {
    const world = new GroupWorld();
    await happen(world, await promoted(world), "rollback");
    return world;
}

describe("a release of a group", () => {
    it("moves its workloads, and those of nobody else", async () => {
        const world = new GroupWorld();
        const end = await promoted(world);
        expect(end.phase).to.equal("done");
        expectTogether(world, end, "promoted");
        const configured = world.log.filter((line) => line.startsWith("config"));
        expect(configured.at(-1)).to.equal(
            'config {"groups.checkout.activeColor":"green","groups.checkout.canaryWeight":"0"}',
        );
    });

    it("is watched once the last of its routes has moved, and taken back as a whole while the update goes on", async () => {
        const world = new GroupWorld();
        const watched: unknown[] = [];
        world.lookAt = ({ phase, step }) => {
            if (phase !== "canary" || step !== 0) return [];
            watched.push(shares(world));
            return [{ at: "", workload: "pay", measure: "errors", verdict: "breach", why: "12 of 240" }];
        };
        let back: () => void = () => undefined;
        const isBack = new Promise<void>((resolve) => (back = resolve));
        world.afterUpdate = async (what) => {
            if (what !== "traffic") return;
            world.afterUpdate = () => Promise.resolve();
            await isBack;
        };
        world.before = (action) => {
            if (action.startsWith("write cart 100/0")) back();
        };
        const end = await promoted(world);
        expect(watched).to.deep.equal([[10, 10, 10]]);
        expect(end.phase).to.equal("rolledBack");
        expectTogether(world, end, "taken back");
    });

    it("never gives a workload more of the new color than what comes before it, forward and back", async () => {
        const world = new GroupWorld();
        let moves = 0;
        world.afterMove = () => {
            moves++;
            const now = shares(world) as number[];
            expect(now, now.join(", ")).to.deep.equal(now.toSorted((a, b) => b - a));
        };
        const back = await happen(world, await promoted(world), "rollback");
        expectTogether(world, back, "rolled back");
        expect(moves).to.be.above(members.length * 4);
        const written = world.log.filter((line) => line.startsWith("write"));
        expect(written).to.deep.equal(["write mail 100/0", "write pay 100/0", "write cart 100/0"]);
    });

    it("that is killed before anything that it does is never left half promoted once it is resumed", async () => {
        const { log } = await wholeLife();
        for (let kill = 0; kill < log.length; kill++) {
            const world = new GroupWorld();
            world.before = () => {
                if (world.log.length > kill) throw new Killed();
            };
            await promoted(world)
                .then((end) => happen(world, end, "rollback"))
                .catch((error: unknown) => {
                    if (!(error instanceof Killed)) throw error;
                });
            const next = world.restarted();
            expectTogether(next, await resumed(next), `killed before ${log[kill] ?? ""} (${kill})`);
        }
    });

    it("in which any one thing fails, once or for good, is never left half promoted", async () => {
        const { log } = await wholeLife();
        const moves = log.map((action, index) => ({ action, index })).filter(({ action }) => !/^save/.test(action));
        for (const { action, index } of moves) {
            for (const isForGood of [false, true]) {
                const after = `${action} (${index}) fails ${isForGood ? "for good" : "once"}`;
                const world = new GroupWorld();
                let hasFailed = false;
                world.before = (now) => {
                    const isIt = isForGood
                        ? now === action && world.log.length > index
                        : world.log.length === index + 1;
                    if (isIt && (isForGood || !hasFailed)) {
                        hasFailed = true;
                        throw new Error("no way");
                    }
                };
                await promoted(world)
                    .then((end) => (end.phase === "done" ? happen(world, end, "rollback") : end))
                    .catch(() => undefined);
                expect(hasFailed, after).to.equal(true);
                // The cause is mended at some time; until then the journal says that it isn't over.
                if (world.saved && isAtRest(world.saved)) expectTogether(world, world.saved, after);
                const next = world.restarted();
                expectTogether(next, await resumed(next), `${after}, then resumed`);
            }
        }
    });

    it("goes on to the others where one route can't be written, and says rolled back only once it is", async () => {
        const world = new GroupWorld();
        const end = await promoted(world);
        world.before = (action) => {
            if (action.startsWith("write mail")) throw new Error("mail's route is locked");
            if (action.startsWith("update")) throw new Error("no engine");
        };
        const error = await happen(world, end, "rollback").catch((reason: unknown) => reason as Error);
        expect((error as Error).message).to.equal("no engine");
        expect(shares(world)).to.deep.equal([0, 0, 100]);
        expect(world.saved?.phase).to.equal("rollingBack");
        const next = world.restarted();
        expectTogether(next, await resumed(next), "resumed");
    });

    it("is not said to be back where the engine finds nothing to do, and the route is still at the new color", async () => {
        const world = new GroupWorld();
        const end = await promoted(world);
        world.before = (action) => {
            if (action.startsWith("write mail")) throw new Error("mail's route is locked");
        };
        const update = world.update.bind(world);
        world.update = (what) => update(what, { images: {} });
        const error = await happen(world, end, "rollback").catch((reason: unknown) => reason as Error);
        expect((error as Error).message).to.match(/mail has blue 0 %, green 100 % and should have blue 100 %/);
        expect(world.saved?.phase).to.equal("rollingBack");
    });

    it("is taken back where somebody changes who is in the group, or takes the group away", async () => {
        for (const [workloads, reason] of [
            [["cart", "pay"], /its workloads are cart, pay, and the release is of cart, pay, mail/],
            [["cart", "pay", "mail", "recipes"], /its workloads are .*recipes, and/],
        ] as const) {
            const world = new GroupWorld();
            world.lookAt = (release, seconds) => {
                if (release.phase === "canary" && seconds >= 2) world.workloads = [...workloads];
                return [];
            };
            const end = await promoted(world);
            expect(end.phase).to.equal("rolledBack");
            expect(world.told.join("\n")).to.match(reason);
            expect(shares(world)).to.deep.equal([0, 0, 0]);
        }
        const world = new GroupWorld();
        const config = world.config.bind(world);
        world.lookAt = () => {
            world.config = async () => ({ ...(await config()), groups: {} });
            return [];
        };
        expect((await promoted(world)).phase).to.equal("rolledBack");
        expect(world.told.join("\n")).to.match(/in the middle of the release: the group checkout is gone/);
        expect(shares(world)).to.deep.equal([0, 0, 0]);
        // A group of which only the color is written would be no config.
        expect(world.log.slice(world.log.indexOf("save rollingBack")).join()).to.not.include("config");
        expect(world.warnings.join()).to.match(
            /cart, pay, mail: no longer of the group checkout .* Their traffic is blue's/,
        );
    });

    it("gives a workload that was taken out of it the old color, where the stack's own color is the new one", async () => {
        const world = new GroupWorld();
        world.file = { ...world.file, activeColor: "green" };
        world.lookAt = ({ phase }) => {
            if (phase === "canary") world.workloads = ["cart", "pay"];
            return [];
        };
        expect((await promoted(world)).phase).to.equal("rolledBack");
        expect(shares(world)).to.deep.equal([0, 0, 0]);
        expect(world.warnings.join()).to.match(
            /^mail: no longer of the group checkout .* see that the config says so too/,
        );
    });

    it("is back also where an engine that was interrupted moves a route forward once it was written", async () => {
        const world = new GroupWorld();
        const end = await promoted(world);
        world.update = () => {
            world.routes = { ...world.routes, mail: { blue: 0, green: 100 } };
            return Promise.reject(new Error("no backend"));
        };
        expect((await happen(world, end, "rollback")).phase).to.equal("rolledBack");
        expect(shares(world)).to.deep.equal([0, 0, 0]);
        expect(world.warnings.join()).to.match(/the traffic is back, and the engine does not know it yet: no backend/);
    });
});
