import { expect } from "chai";

import type { Release } from "../../delivery/release/release";
import { begin, happen } from "../../delivery/run/runner";
import { newRelease } from "../delivery/run/fake-world";
import { AwsWorld } from "./aws-world";
import { type Minute, tellMinutes } from "./load-balancer";
import { motoAccount } from "./moto-account";

const well: Minute = { all: 200, answered: 200, failed: 0, seconds: 0.04 };
const failing: Minute = { ...well, failed: 20 };
const backToBlue = { blue: 100, green: 0 };

describe("a release on AWS (moto)", () => {
    const account = motoAccount();
    const told = (green: (minute: number) => Minute) => {
        const minutes = Array.from(
            { length: 25 },
            (_, minute) => [`05:${String(minute).padStart(2, "0")}`, { blue: well, green: green(minute) }] as const,
        );
        return tellMinutes(account.cloudWatch, account.balancer, Object.fromEntries(minutes));
    };
    /** Deployed, with one canary step. */
    const deployed = async (waitSeconds = 300) => {
        const world = new AwsWorld(account);
        const plan = newRelease().plan!;
        const steps = [{ weight: 20, seconds: 60 }];
        const analysis = { ...plan.analysis, waitSeconds };
        const release = newRelease({ plan: { ...plan, steps, bakeSeconds: 60, analysis } });
        return { world, release: await begin(world, release) };
    };
    const promoted = async (waitSeconds?: number) => {
        const { world, release } = await deployed(waitSeconds);
        return { world, release: await happen(world, release, "promote") };
    };
    const reasonOf = ({ journal }: Release) => journal.find(({ phase }) => phase === "rollingBack")?.why;

    it("passes its gates, of which the load balancer tells what is healthy", async () => {
        await told(() => well);
        const { world, release } = await deployed();
        const gates = await world.gates(release);
        expect(gates.filter(({ result }) => result !== "pass")).to.deep.equal([]);
        expect(gates.find(({ gate }) => gate === "endpoints")?.detail).to.equal("2 ready endpoints; blue has 2");
    });

    it("takes its step, and ends with all of the traffic, once a whole minute of each says that it is well", async () => {
        await told(() => well);
        const { release } = await promoted();
        expect(release.phase, JSON.stringify(release.journal.at(-2)?.why)).to.equal("done");
        expect(await account.balancer.weights()).to.deep.equal({ blue: 0, green: 100 });
        const [canary, next] = ["canary", "promoted"].map((phase) =>
            release.journal.find((entry) => entry.phase === phase),
        );
        // The step's 60 s, and then until a minute was whole and over for a minute.
        expect((Date.parse(next!.at) - Date.parse(canary!.at)) / 1000).to.be.within(120, 200);
        const looks = next?.looks?.filter(({ verdict }) => verdict === "well").map(({ measure }) => measure);
        expect(looks).to.deep.equal(["errors", "slow requests", "restarts", "ready pods"]);
    });

    it("takes itself back where the new color fails more in the step, with AWS' figures", async () => {
        await told(() => failing);
        const { release } = await promoted();
        expect(release.phase).to.equal("rolledBack");
        expect(reasonOf(release)).to.match(/^errors of recipes: 20 of 200 requests failed against 0 of 200/);
        expect(await account.balancer.weights()).to.deep.equal(backToBlue);
    });

    it("takes itself back where it fails in its bake, against what the old color did before", async () => {
        await told((minute) => (minute < 3 ? well : failing));
        const { release } = await promoted();
        expect(release.phase).to.equal("rolledBack");
        expect(release.journal.some(({ phase }) => phase === "baking")).to.equal(true);
        expect(reasonOf(release)).to.match(/^errors of recipes: \d+ of \d+ requests failed against 0 of \d+/);
        expect(await account.balancer.weights()).to.deep.equal(backToBlue);
    });

    it("takes itself back where CloudWatch says nothing for as long as the config waits", async () => {
        const { release } = await promoted(60);
        expect(release.phase).to.equal("rolledBack");
        expect(reasonOf(release)).to.match(/inconclusive after 60 s more: .*CloudWatch has no whole minute/);
    });

    it("takes itself back where the engine says that it moved the traffic, and the load balancer doesn't", async () => {
        await told(() => well);
        const { world, release } = await deployed();
        world.before = (action) => {
            if (action === "update traffic") world.route = backToBlue;
        };
        const write = account.balancer.write.bind(account.balancer);
        const stuck = { ...account.balancer, write: () => write(backToBlue) };
        Object.assign(account, { balancer: stuck });
        const end = await happen(world, release, "promote");
        expect(end.phase).to.equal("rolledBack");
        expect(reasonOf(end)).to.match(/recipes has blue 100 %, green 0 % and should have blue 80 %, green 20 %/);
    });

    describe("rolled back", () => {
        it("is back through throttling, silence and a cut connection, although the engine fails", async () => {
            await told(() => well);
            const { world, release } = await promoted();
            world.before = (action) => {
                if (action.startsWith("update")) throw new Error("no backend");
            };
            account.proxy.faults.ModifyRule = [{ throttledFor: 2 }, { silentFor: 600 }, "cutAfter"];
            account.proxy.faults.DescribeTargetGroups = ["failure"];
            const end = await happen(world, release, "rollback", "asked for");
            expect(end.phase).to.equal("rolledBack");
            expect(await account.balancer.weights()).to.deep.equal(backToBlue);
            expect(world.warnings.join("\n")).to.match(/the engine does not know it yet: no backend/);
        });

        it("is left to the engine where the load balancer refuses, and not said to be back where that fails too", async () => {
            await told(() => well);
            const { world, release } = await promoted();
            account.proxy.faults.ModifyRule = Array<"refusal">(20).fill("refusal");
            world.before = (action) => {
                if (action.startsWith("update")) throw new Error("no backend");
            };
            const end = await happen(world, release, "rollback").catch((error: unknown) => (error as Error).message);
            expect(end).to.equal("no backend");
            expect(world.saved?.phase).to.equal("rollingBack");
            expect(world.warnings.join("\n")).to.match(/AccessDenied: the engine will move the traffic/);
            world.before = () => undefined;
            expect((await happen(world, release, "rollback")).phase).to.equal("rolledBack");
            expect(await account.balancer.weights()).to.deep.equal(backToBlue);
        });
    });
});
