import { expect } from "chai";

import { steadyClock } from "../../delivery/clock";
import { followCluster } from "../../delivery/cluster-clock";
import type { Requester } from "../../delivery/gates/smoke";

const noon = Date.parse("2026-11-28T12:00:00Z");

describe("the clock of a machine and that of its cluster", () => {
    async function follow(own: number, request: Requester) {
        const told: string[] = [];
        const machine = { wall: own, passed: 7 };
        const clock = steadyClock(
            () => machine.wall,
            () => machine.passed,
        );
        await followCluster(clock, request, (line) => told.push(line));
        return { clock, told, machine };
    }

    const answers = (date: string | undefined): Requester => {
        return (path) => {
            expect(path).to.equal("/version");
            return Promise.resolve({ status: 200, body: "{}", ...(date !== undefined && { date }) });
        };
    };
    const atNoon = answers("Sat, 28 Nov 2026 12:00:00 GMT");

    for (const [minutes, words] of [
        [-1, "60 s behind"],
        [5, "300 s before"],
    ] as const) {
        it(`goes by the cluster's where its own is ${words} it, and says so`, async () => {
            const { clock, told, machine } = await follow(noon + minutes * 60_000, atNoon);
            expect(told.join()).to.match(new RegExp(`this machine's clock is ${words} the cluster's`));
            expect(clock.now()).to.equal(noon);
            machine.wall += 1000;
            machine.passed += 1000;
            expect(clock.now()).to.equal(noon + 1000);
        });
    }

    it("goes by its own where the two hardly differ", async () => {
        const { clock, told } = await follow(noon + 2_900, atNoon);
        expect(clock.now()).to.equal(noon + 2_900);
        expect(told).to.deep.equal([]);
    });

    for (const [what, request] of [
        ["does not answer", () => Promise.reject(new Error("connect ECONNREFUSED"))],
        ["says no time", answers(undefined)],
        ["says what is no time", answers("soon")],
    ] as const) {
        it(`goes by its own where the cluster ${what}`, async () => {
            const { clock, told } = await follow(noon - 60_000, request);
            expect(clock.now()).to.equal(noon - 60_000);
            expect(told).to.deep.equal([]);
        });
    }
});
