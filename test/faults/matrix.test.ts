import { expect } from "chai";

import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { everyWriteIsThere, noneOf } from "../e2e/ledger";
import { failures, Load } from "../../embedded/load/load";
import { type Outcome, TestPlatform } from "../e2e/platform";
import { lastRelease } from "../e2e/release-state";
import { Verb } from "../e2e/verb";
import { loadVersions } from "../e2e/versions";
import { type Fault, moments } from "./faults";
import { badPods } from "./bad-pods";
import { kills, killsWithClockBehind } from "./kills";
import { resumeElsewhere } from "./other-checkout";
import { outageFaults } from "./outages";
import { people } from "./people";
import { agreedColor, Stage, toBlue } from "./stage";

const versions: Readonly<Record<string, Record<string, string>>> = {
    good: {},
    better: {},
    garbage: { FAULT: "garbage" },
    "crash-later": { FAULT: "crash-later" },
    hang: { FAULT: "hang" },
    oom: { FAULT: "oom" },
};

/** Whatever goes wrong in the middle of a release, with the load running: the release ends well, or is taken back, and says so. */
describe("a release amid faults", () => {
    let platform: TestPlatform;
    let k6: string;
    let load: Load;
    const images: Record<string, string> = {};

    before(async () => {
        platform = await TestPlatform.create("matrix");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
        Object.assign(images, await loadVersions(platform, versions));
        images.missing = `docker.io/alchemorsel/app@sha256:${"0".repeat(64)}`;
        await platform.config(
            ["release.steps[0].weight", "20"],
            ["release.steps[0].seconds", "8"],
            ["workloads.recipes.smoke[0].path", "/api/v1/recipes"],
            ["workloads.recipes.smoke[0].contains", "recipes"],
            ["workloads.recipes.rolloutSeconds", "60"],
        );
        await platform.mustUp();
    });

    after(async () => {
        await platform.destroy();
    });

    beforeEach(async () => {
        const { address, editorKey, stateHome: folder } = platform;
        load = Load.start({ address, k6, editorKey, seconds: 600, kept: 40, fresh: 10, write: 5, folder });
        await load.more(100);
    });

    afterEach(async function () {
        // Mocha says it at the end, which is an hour away.
        if (this.currentTest?.err) console.log(`      ${this.currentTest.err.message}`);
        await load.stop();
    });

    for (const fault of [...kills, ...killsWithClockBehind, ...outageFaults, ...badPods, ...people]) {
        it(`${fault.at}: ${fault.name}`, () => plays(fault));
    }

    async function plays(fault: Fault): Promise<void> {
        const started = Date.now();
        const verb = await startVerb(fault);
        await verb.says(moments[fault.at]);
        const stage = new Stage(platform, images, load, verb);
        await fault.happens(stage);
        const ended = await goOn(fault, await verb.ended());
        const { phase, journal } = await lastRelease(platform);
        const why = journal.findLast((entry) => entry.why !== undefined)?.why ?? "";
        console.log(`      ${phase} after ${Math.round((Date.now() - started) / 1000)} s: ${why}`);
        expect(fault.ends, ended.output).to.include(phase);
        if (fault.why) expect(why).to.match(fault.why);
        if (!(fault.isTriedAgain && phase === "aborted")) await agreedColor(platform);
        await everythingWasServed(fault, stage);
    }

    /** Brings a release to where its fault happens, from wherever the test before has left the platform. */
    async function startVerb({ at, version = "good", bakeSeconds = 8, env = {} }: Fault): Promise<Verb> {
        const start = (...args: string[]) => Verb.startWith(env, platform, ...args);
        const deploy = ["deploy", "--image", images[version] ?? ""];
        await toBlue(platform, images.good ?? "");
        await platform.config(["release.bakeSeconds", String(bakeSeconds)]);
        if (at === "deploying") return start(...deploy);
        await platform.mustAlchemorsel(...deploy);
        if (at !== "rollingBack") return start("promote");
        await platform.mustAlchemorsel("promote");
        return start("rollback");
    }

    /** As the runbook says: where a verb could not go on, another one does once all is there again. */
    async function goOn({ resumeEnv }: Fault, ended: Outcome): Promise<Outcome> {
        if (ended.code === 0 || ended.code === 1) return ended;
        const resumed = await resumeElsewhere(platform, resumeEnv);
        return { ...resumed, output: `${ended.output}\n${resumed.output}` };
    }

    async function everythingWasServed({ mayFail }: Fault, stage: Stage): Promise<void> {
        const answers = await load.stop();
        const failed = failures(answers);
        console.log(`      ${failed.length} of ${answers.length} requests failed`);
        noneOf(
            failed.filter((answer) => !mayFail?.(answer, stage)),
            "failed requests",
        );
        await everyWriteIsThere(platform.address, answers);
    }
});
