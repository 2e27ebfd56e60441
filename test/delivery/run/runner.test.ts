import { expect } from "chai";

import type { GateResult, Look, Release } from "../../../delivery/release/release";
import { isAtRest } from "../../../delivery/release/transitions";
import { begin, happen, run } from "../../../delivery/run/runner";
import { allBack, aWhile, FakeWorld, Killed, newImage, newRelease } from "./fake-world";

const breach: Look = {
    ...{ at: "", workload: "recipes", measure: "errors", verdict: "breach", why: "12 of 240 against 1 of 2000" },
};
const tooLittle: Look = { ...breach, verdict: "inconclusive", why: "3 requests, and 50 are needed" };

async function deployed(world = new FakeWorld()): Promise<{ world: FakeWorld; release: Release }> {
    return { world, release: await begin(world, newRelease()) };
}

async function promoted(world = new FakeWorld()): Promise<{ world: FakeWorld; release: Release }> {
    const { release } = await deployed(world);
    return { world, release: await happen(world, release, "promote") };
}

describe("a release", () => {
    it("gives the idle color its image, and moves no traffic", async () => {
        const { world, release } = await deployed();
        expect(release.phase).to.equal("deployed");
        expect(world.file["workloads.recipes.image.green"]).to.equal(newImage);
        expect(world.route).to.deep.equal(allBack);
    });

    it("is aborted where its deploy fails, with the engine's words", async () => {
        const world = new FakeWorld();
        world.before = (action) => {
            if (action.startsWith("update")) throw new Error("recipes-green: ImagePullBackOff");
        };
        const { release } = await deployed(world);
        expect(release.phase).to.equal("aborted");
        expect(release.journal.at(-1)?.why).to.equal("recipes-green: ImagePullBackOff");
    });

    it("goes through gates and steps to the end of its bake", async () => {
        const { world, release } = await promoted();
        expect(release.phase).to.equal("done");
        expect(world.route).to.deep.equal({ blue: 0, green: 100 });
        expect(world.log.filter((line) => !line.startsWith("save"))).to.deep.equal([
            `config {"workloads.recipes.image.green":"${newImage}"}`,
            "update everything",
            "gates",
            'config {"activeColor":"blue","canaryWeight":"10"}',
            "update traffic",
            'config {"activeColor":"blue","canaryWeight":"50"}',
            "update traffic",
            'config {"activeColor":"green","canaryWeight":"0"}',
            "update traffic",
        ]);
        expect(release.journal.map(({ phase, step }) => `${phase}${step ?? ""}`)).to.deep.equal([
            "deploying",
            "deployed",
            "gating",
            "canary0",
            "canary0",
            "canary1",
            "canary1",
            "promoted",
            "baking",
            "done",
        ]);
    });

    it("is written down in a phase before the phase's work begins", async () => {
        const { world } = await promoted();
        for (const [phase, work] of [
            ["save canary 0", '"canaryWeight":"10"'],
            ["save canary 1", '"canaryWeight":"50"'],
            ["save promoted", '"activeColor":"green"'],
        ] as const) {
            const [saved, done] = [world.log.indexOf(phase), world.log.findIndex((line) => line.includes(work))];
            expect(saved, phase).to.be.within(0, done - 1);
        }
    });

    it("warms the new color to the size of the old one before its gates, and keeps both that large", async () => {
        const world = new FakeWorld();
        world.ready = { blue: 4, green: 2 };
        await promoted(world);
        expect(world.file).to.include({
            "workloads.recipes.replicas.warm.green": "4",
            "workloads.recipes.replicas.warm.blue": "4",
        });
        expect(world.log.indexOf("update size")).to.be.within(0, world.log.indexOf("gates"));
        expect(world.log.filter((line) => line === "update everything")).to.have.length(1);
    });

    describe("whose pods of a warm-up take a while", () => {
        /** They come after three seconds, if at all. */
        const promote = async (doCome: boolean, others: GateResult[] = []) => {
            const world = new FakeWorld();
            world.ready = { blue: 4, green: 2 };
            const { release } = await deployed(world);
            const begun = world.now;
            const update = world.update.bind(world);
            world.update = (what, ...rest) => (what === "size" ? Promise.resolve() : update(what, ...rest));
            const missing: GateResult = { gate: "endpoints", workload: "recipes", result: "fail", detail: "2 of 4" };
            const asked: number[] = [];
            world.gates = () => {
                asked.push((world.now - begun) / 1000);
                if (doCome && world.now >= begun + 3_000) world.ready = { blue: 4, green: 4 };
                return Promise.resolve(world.ready.green < 4 ? [missing, ...others] : others);
            };
            return { asked, end: await happen(world, release, "promote") };
        };

        it("asks its gates again until they are there", async () => {
            const { asked, end } = await promote(true);
            expect(asked).to.deep.equal([0, 1, 2, 3]);
            expect(end.phase).to.equal("done");
        });

        it("stays deployed where they don't come as long as a rollout may take", async () => {
            const { asked, end } = await promote(false);
            expect(asked.at(-1)).to.equal(120);
            expect(end.phase).to.equal("deployed");
            expect(end.journal.at(-1)?.why).to.equal("endpoints of recipes: 2 of 4");
        });

        it("waits for nothing where another gate fails", async () => {
            const smoke: GateResult = { gate: "smoke", workload: "recipes", result: "fail", detail: "503" };
            const { asked, end } = await promote(true, [smoke]);
            expect(asked).to.deep.equal([0]);
            expect(end.phase).to.equal("deployed");
        });
    });

    describe("whose live color grows in a step", () => {
        const grown = async (before: (action: string) => void = () => undefined) => {
            const world = new FakeWorld();
            world.lookAt = () => {
                world.ready = { ...world.ready, blue: 5 };
                return [];
            };
            world.before = (action) => {
                before(action);
                const gains = world.file.activeColor === "green" || world.file.canaryWeight !== "0";
                // As the guard does.
                if (action === "update traffic" && gains && world.ready.green < world.ready.blue)
                    throw new Error("refused");
            };
            return promoted(world);
        };

        it("warms the new color again before the next one", async () => {
            const { world, release } = await grown();
            expect(release.phase).to.equal("done");
            expect(world.file["workloads.recipes.replicas.warm.green"]).to.equal("5");
            expect(world.log.filter((line) => line === "update everything")).to.have.length(1);
        });

        it("warms it and moves again where it has grown after it was looked at, and the guard refuses", async () => {
            const world = new FakeWorld();
            let updates = 0;
            world.before = (action) => {
                if (action !== "update traffic" || ++updates > 1) return;
                world.ready = { ...world.ready, blue: 3 };
                throw new Error("refused");
            };
            const { release } = await promoted(world);
            expect(release.phase).to.equal("done");
            expect(world.file["workloads.recipes.replicas.warm.green"]).to.equal("3");
            expect(world.ready.green).to.equal(3);
        });

        it("leaves it to the guard where that fails", async () => {
            const { world, release } = await grown((action) => {
                if (action === "update size") throw new Error("no quota");
            });
            expect(release.phase).to.equal("rolledBack");
            expect(world.warnings).to.deep.equal([
                "green could not be warmed again: no quota. If it is too small, the guard says so",
            ]);
            expect(world.told.join("\n")).to.include("rollingBack: refused");
        });
    });

    it("stays deployed where a gate fails, and can be promoted again", async () => {
        const world = new FakeWorld();
        const { release } = await deployed(world);
        world.gateResults = [{ gate: "smoke", workload: "recipes", result: "fail", detail: "/readyz answered 503" }];
        const stopped = await happen(world, release, "promote");
        expect(stopped.phase).to.equal("deployed");
        expect(stopped.journal.at(-1)?.why).to.equal("smoke of recipes: /readyz answered 503");
        expect(world.route).to.deep.equal(allBack);
        world.gateResults = [];
        expect((await happen(world, stopped, "promote")).phase).to.equal("done");
    });

    for (const [name, phase] of [
        ["a canary step", "canary"],
        ["its bake", "baking"],
    ] as const) {
        it(`takes itself back at a breach in ${name}: weights first, then the config, then the engine`, async () => {
            const world = new FakeWorld();
            world.lookAt = (release, seconds) => (release.phase === phase && seconds >= 2 ? [breach] : []);
            const { release } = await promoted(world);
            expect(release.phase).to.equal("rolledBack");
            expect(world.route).to.deep.equal(allBack);
            expect(world.file).to.include({ activeColor: "blue", canaryWeight: "0" });
            const end = world.log.slice(world.log.indexOf("save rollingBack")).filter((line) => line !== "gates");
            expect(end).to.deep.equal([
                "save rollingBack",
                "route 100/0",
                'config {"activeColor":"blue","canaryWeight":"0"}',
                "update traffic",
                "save rolledBack",
            ]);
            expect(world.told.find((line) => line.startsWith("rollingBack"))).to.include("12 of 240 against 1 of 2000");
        });
    }

    describe("whose step's update goes on after its traffic has moved", () => {
        /** The first update of the traffic ends when this is done, with an error if there is one. */
        const promote = async (until: string, lookAt: FakeWorld["lookAt"], error?: Error) => {
            const world = new FakeWorld();
            let end: () => void = () => undefined;
            const mayEnd = new Promise<void>((resolve) => (end = resolve));
            world.lookAt = (...args) => {
                if (until === "look") end();
                return lookAt(...args);
            };
            world.before = (action) => {
                if (action === until) end();
            };
            world.afterUpdate = async (what) => {
                if (what !== "traffic") return;
                world.afterUpdate = () => Promise.resolve();
                await mayEnd;
                world.log.push("the update ends");
                if (error) throw error;
            };
            return promoted(world);
        };

        it("is watched from then on, and taken back without waiting for it", async () => {
            const { world, release } = await promote("route 100/0", ({ phase }) =>
                phase === "canary" ? [breach] : [],
            );
            expect(release.phase).to.equal("rolledBack");
            expect(world.log.slice(world.log.indexOf("update traffic"))).to.deep.equal([
                "update traffic",
                "save canary 0",
                "save rollingBack",
                "route 100/0",
                "the update ends",
                'config {"activeColor":"blue","canaryWeight":"0"}',
                "update traffic",
                "save rolledBack",
            ]);
            expect(world.told).to.include("canary: 10 % of the traffic is green's");
        });

        it("is taken back where the update then fails, with the engine's words", async () => {
            const { world, release } = await promote("look", () => [], new Error("no backend"));
            expect(release.phase).to.equal("rolledBack");
            expect(world.route).to.deep.equal(allBack);
            expect(world.told.join("\n")).to.include("rollingBack: no backend");
            const [moved, failed] = [/traffic is green's/, /no backend/].map((words) =>
                Date.parse(release.journal.find(({ why = "" }) => words.test(why))!.at),
            );
            // Long before the step is over.
            expect(failed! - moved!).to.be.at.most(3_000);
        });

        it("is taken back where the update fails after a step of no time", async () => {
            const world = new FakeWorld();
            const plan = { ...newRelease().plan!, steps: [{ weight: 10, seconds: 0 }] };
            const release = await begin(world, newRelease({ plan }));
            world.afterUpdate = async () => {
                if (world.file.canaryWeight !== "10") return;
                // The step is over by then.
                await aWhile();
                throw new Error("no backend");
            };
            const end = await happen(world, release, "promote");
            expect(end.phase).to.equal("rolledBack");
            expect(world.told.join("\n")).to.include("rollingBack: no backend");
        });

        it("is watched for as long as the update takes, however short the step is", async () => {
            const seconds: number[] = [];
            const { release } = await promote("route 100/0", ({ phase, step }, passed) => {
                if (phase !== "canary" || step !== 0) return [];
                seconds.push(passed);
                return passed >= 60 ? [breach] : [];
            });
            expect(release.phase).to.equal("rolledBack");
            expect(seconds.at(-1)).to.equal(60);
        });
    });

    it("asks where its traffic is once before the engine's turn, which may be long in coming", async () => {
        const { world, release } = await deployed();
        world.ready = { blue: 3, green: 2 };
        let asked = 0;
        const weights = world.weights.bind(world);
        world.weights = () => {
            if (!world.log.includes("update traffic")) asked++;
            return weights();
        };
        await happen(world, release, "promote");
        expect(asked).to.equal(1);
    });

    it("whose traffic is there before its step is moved again first, and then watched", async () => {
        const { world, release } = await deployed();
        const kill = () => {
            throw new Killed();
        };
        world.afterUpdate = () => {
            world.before = kill;
            return kill();
        };
        await happen(world, release, "promote").catch(() => undefined);
        const next = world.restarted();
        expect(next.route).to.deep.equal({ blue: 90, green: 10 });
        // The old color has grown meanwhile.
        next.ready = { blue: 3, green: 2 };
        next.lookAt = ({ phase }) => (phase === "canary" ? [breach] : []);
        const update = next.update.bind(next);
        next.update = async (...args) => {
            await aWhile();
            await update(...args);
        };
        next.afterUpdate = () => {
            // Nothing moves the traffic forward again.
            if (next.log.includes("route 100/0")) expect(next.route).to.deep.equal(allBack);
            return Promise.resolve();
        };
        const end = await run(next, next.saved!);
        expect(end.phase).to.equal("rolledBack");
        expect(next.route).to.deep.equal(allBack);
        expect(next.file).to.include({ canaryWeight: "0" });
        const lines = [
            "update size",
            'config {"activeColor":"blue","canaryWeight":"10"}',
            "update traffic",
            "route 100/0",
        ];
        const places = lines.map((line) => next.log.indexOf(line));
        expect(places).to.deep.equal([...places].sort((one, other) => one - other));
        expect(places).to.not.include(-1);
    });

    it("is looked at as often as it should be, however long a look takes, and however the clock is set", async () => {
        const world = new FakeWorld();
        const at: number[] = [];
        const times = [300, 0, 1_700, -60_000, 0];
        world.lookAt = ({ phase, step }) => {
            if (phase !== "canary" || step !== 0) return [];
            at.push(world.now);
            world.now += times.shift() ?? 0;
            return [];
        };
        const { release } = await promoted(world);
        expect(release.phase).to.equal("done");
        const between = at.map((each, index) => each - (at[index - 1] ?? each)).slice(1, 6);
        expect(between).to.deep.equal([1_000, 1_000, 1_700, -59_000, 1_000]);
    });

    it("takes itself back where moving the traffic fails", async () => {
        const world = new FakeWorld();
        let updates = 0;
        world.before = (action) => {
            if (action === "update traffic" && ++updates === 2)
                throw new Error("refused: recipes-green has 1 ready endpoint");
        };
        const { release } = await promoted(world);
        expect(release.phase).to.equal("rolledBack");
        expect(world.route).to.deep.equal(allBack);
        expect(world.told.join("\n")).to.include("rollingBack: refused: recipes-green has 1 ready endpoint");
    });

    describe("with too little traffic", () => {
        const world = (inconclusive: "wait" | "continue" | "load") => {
            const one = new FakeWorld();
            one.lookAt = () => [tooLittle];
            const { plan } = newRelease();
            const analysis = plan && { ...plan.analysis, inconclusive };
            return { one, start: newRelease({ plan: plan && analysis && { ...plan, analysis } }) };
        };
        const promote = async (inconclusive: "wait" | "continue" | "load") => {
            const { one, start } = world(inconclusive);
            return { one, release: await happen(one, await begin(one, start), "promote") };
        };

        it("goes on where it is told to, and says so", async () => {
            const { release } = await promote("continue");
            expect(release.phase).to.equal("done");
            expect(release.journal.some(({ why }) => why?.includes("inconclusive, and told to continue"))).to.equal(
                true,
            );
        });

        it("waits, and is taken back when the time for that is over", async () => {
            const { release } = await promote("wait");
            expect(release.phase).to.equal("rolledBack");
            expect(release.journal.at(-2)?.why).to.match(/inconclusive after 30 s more: errors of recipes: 3 requests/);
        });

        it("sends requests of its own where it is told to", async () => {
            const { one } = await promote("load");
            expect(one.log).to.include("load");
        });
    });

    it("is taken back where somebody moves the traffic by hand, and says who has what", async () => {
        const world = new FakeWorld();
        world.lookAt = (release, seconds) => {
            if (release.phase === "canary" && seconds >= 2) world.route = { blue: 30, green: 70 };
            return [];
        };
        const { release } = await promoted(world);
        expect(release.phase).to.equal("rolledBack");
        expect(world.told.join("\n")).to.include("somebody else moved the traffic: recipes has blue 30 %, green 70 %");
    });

    it("is taken back where somebody edits the config, which is not written over before it was seen", async () => {
        const world = new FakeWorld();
        world.lookAt = (release, seconds) => {
            if (release.phase === "canary" && seconds >= 2) world.file.canaryWeight = "33";
            return [];
        };
        const { release } = await promoted(world);
        expect(release.phase).to.equal("rolledBack");
        expect(world.told.join("\n")).to.match(/edited the stack's config .* give blue 67 %, green 33 %/);
    });

    describe("rolled back", () => {
        it("is back although the config, the engine and the journal can't be reached for a while", async () => {
            const { world, release } = await promoted();
            let failures = 3;
            world.before = (action) => {
                if (action.startsWith("save")) throw new Error("no API server");
                if (action.startsWith("config") && failures-- > 0) throw new Error("no backend");
                if (action.startsWith("update")) throw new Error("no backend");
            };
            const back = await happen(world, release, "rollback", "asked for");
            expect(back.phase).to.equal("rolledBack");
            expect(world.route).to.deep.equal(allBack);
            expect(world.file).to.include({ activeColor: "blue" });
            expect(world.warnings.join("\n"))
                .to.match(/journal could not be written: no API server/)
                .and.match(/config could not be written yet: no backend/)
                .and.match(/the engine does not know it yet: no backend. Next: pulumi up/);
        });

        it("lets the engine move the traffic where the route can't be reached otherwise", async () => {
            const { world, release } = await promoted();
            world.before = (action) => {
                if (action.startsWith("route")) throw new Error("no way");
            };
            expect((await happen(world, release, "rollback")).phase).to.equal("rolledBack");
            expect(world.route).to.deep.equal(allBack);
        });

        it("is never said to be back while nothing could move the traffic", async () => {
            const { world, release } = await promoted();
            world.before = (action) => {
                if (action.startsWith("route") || action.startsWith("update")) throw new Error("no way");
            };
            let failed = false;
            await happen(world, release, "rollback").catch(() => (failed = true));
            expect(failed).to.equal(true);
            expect(world.saved?.phase).to.equal("rollingBack");
        });
    });

    it("is watched for as long as it should by a process whose clock is behind", async () => {
        const { world, release } = await deployed();
        world.before = (action) => {
            if (action === "save promoted") throw new Killed();
        };
        await happen(world, release, "promote").catch(() => undefined);
        const next = world.restarted();
        next.now -= 60_000;
        const seconds: number[] = [];
        next.lookAt = (_, passed) => {
            seconds.push(passed);
            return [];
        };
        const started = next.now;
        const end = await run(next, next.saved!);
        expect(end.phase).to.equal("done");
        expect(Math.min(...seconds)).to.equal(0);
        const { steps, bakeSeconds } = release.plan!;
        expect((next.now - started) / 1000).to.equal(steps[1]!.seconds + bakeSeconds);
    });

    it("is watched for all of a step whose traffic had not moved when its process was killed, however long ago", async () => {
        const { world, release } = await deployed();
        world.before = (action) => {
            if (action.includes('"canaryWeight":"50"')) throw new Killed();
        };
        await happen(world, release, "promote").catch(() => undefined);
        const next = world.restarted();
        next.now += 600_000;
        const seconds: number[] = [];
        next.lookAt = ({ phase }, passed) => {
            if (phase === "canary") seconds.push(passed);
            return [];
        };
        expect((await run(next, next.saved!)).phase).to.equal("done");
        expect([Math.min(...seconds), Math.max(...seconds)]).to.deep.equal([0, release.plan!.steps[1]!.seconds]);
    });

    it("is watched on from where the process before was killed in a step", async () => {
        const { world, release } = await deployed();
        world.lookAt = ({ step }, seconds) => {
            if (step === 1 && seconds >= 3) throw new Killed();
            return [];
        };
        await happen(world, release, "promote").catch(() => undefined);
        const next = world.restarted();
        const seconds: number[] = [];
        next.lookAt = ({ phase }, passed) => {
            if (phase === "canary") seconds.push(passed);
            return [];
        };
        expect((await run(next, next.saved!)).phase).to.equal("done");
        expect(Math.min(...seconds)).to.equal(3);
    });

    it("comes to the same end after a kill before anything that it does, on a machine that knows only the journal", async () => {
        const whole = (await promoted()).world;
        for (let kill = 0; kill < whole.log.length; kill++) {
            const world = new FakeWorld();
            world.before = () => {
                // The one before it was done; this one wasn't.
                if (world.log.length > kill) throw new Killed();
            };
            await promoted(world).catch((error: unknown) => {
                // Work that fails counts as failed; only a process that is gone leaves the journal as it is.
                if (!(error instanceof Killed)) throw error;
            });
            const next = world.restarted();
            const end = await resumed(next);
            expect(isAtRest(end), `after ${kill}`).to.equal(true);
            // Wherever it was killed: the config and the cluster agree with the journal.
            const green = end.phase === "done";
            expect(next.route, `after ${kill}: ${end.phase}`).to.deep.equal(green ? { blue: 0, green: 100 } : allBack);
            expect(next.file.activeColor, `after ${kill}`).to.equal(green ? "green" : "blue");
        }
    });
});

/** What a user does: goes on with what the journal has, or begins anew. */
async function resumed(world: FakeWorld): Promise<Release> {
    const start = world.saved ?? (await begin(world, newRelease()));
    const rested = isAtRest(start) ? start : await run(world, start);
    return rested.phase === "deployed" ? happen(world, rested, "promote") : rested;
}
