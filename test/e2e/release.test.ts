import * as fs from "node:fs";
import * as path from "node:path";

import { CustomObjectsApi } from "@kubernetes/client-node";
import { expect } from "chai";

import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { noneOf, nothingLost } from "./ledger";
import { failures, Load, search } from "../../embedded/load/load";
import { Outcome, TestPlatform } from "./platform";
import { lastRelease, statusOf } from "./release-state";
import { Verb } from "./verb";
import { loadVersions } from "./versions";

/** Releases of a new version, good and bad, and the way back, on a real cluster with the load running throughout. */
describe("a release", () => {
    let platform: TestPlatform;
    let k6: string;
    let load: Load;
    const images: Record<string, string> = {};

    before(async () => {
        platform = await TestPlatform.create("release");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
        const faults = {
            good: {},
            better: {},
            errors: { FAULT: "errors" },
            slow: { FAULT: "slow" },
            crash: { FAULT: "crash" },
        };
        Object.assign(images, await loadVersions(platform, faults));
        await platform.config(
            ["release.steps[0].weight", "20"],
            ["release.steps[0].seconds", "4"],
            ["release.bakeSeconds", "5"],
            ["workloads.recipes.smoke[0].path", "/api/v1/recipes"],
            // A version that crashes is given up the sooner.
            ["workloads.recipes.rolloutSeconds", "45"],
            // Blue would grow under the load, where the machine is slow, and green be too small for its traffic: refused, rightly.
            ["workloads.recipes.replicas.min", "2"],
            ["workloads.recipes.replicas.max", "2"],
        );
        await platform.mustUp();
    });

    after(async () => {
        await platform.destroy();
    });

    beforeEach(async () => {
        const { address, editorKey, stateHome: folder } = platform;
        load = Load.start({
            ...{ address, k6, editorKey, folder },
            ...{ seconds: 600, kept: 100, fresh: 20, freshPath: search, write: 5 },
        });
        await load.more(100);
    });

    afterEach(async () => {
        await load.stop();
    });

    const alchemorsel = (...args: string[]): Promise<Outcome> => platform.alchemorsel(...args);
    const must = (...args: string[]): Promise<Outcome> => platform.mustAlchemorsel(...args);
    const deploy = (version: string, ...args: string[]) => must("deploy", "--image", images[version] ?? "", ...args);

    /** Where the traffic is, in the words of the cluster, of the config and of a bare `pulumi preview`. */
    async function agreesOn(color: "blue" | "green"): Promise<void> {
        const { weights, warnings } = await statusOf(platform);
        expect(weights[color]).to.equal(100);
        expect(warnings).to.deep.equal([]);
        const config = await platform.pulumi("config", "get", "activeColor");
        expect(config.output.trim()).to.equal(color);
        const preview = await platform.pulumi("preview", "--expect-no-changes");
        expect(preview.code, preview.output).to.equal(0);
    }

    it("is refused where it makes no sense, all at once, and touches nothing", async () => {
        for (const [args, reason] of [
            [["promote"], /nothing was released here yet/],
            [["rollback"], /nothing was released here yet/],
            [["deploy"], /no image is named/],
            [["deploy", "--image", "recipes:latest"], /has no digest/],
            [["deploy", "--image", `soup=${images.good ?? ""}`], /no workload soup; it has recipes/],
            [["status", "--stack", "nowhere"], /no Pulumi\.nowhere\.yaml; the stacks here are/],
            [["promote", "--waive", "smok=x"], /is no gate; did you mean smoke/],
        ] as const) {
            const result = await alchemorsel(...args);
            expect(result.code, result.output).to.equal(2);
            expect(result.output).to.match(reason);
        }
        const live = (await platform.pulumi("config", "get", "--path", "workloads.recipes.image.blue")).output.trim();
        const same = await alchemorsel("deploy", "--image", live);
        expect(same.output).to.match(/runs this image already: blue, which carries the traffic/);
        await agreesOn("blue");
    });

    it("moves all of the traffic in steps, loses no request, and can be taken back within its window", async () => {
        await deploy("good");
        await must("promote");
        await agreesOn("green");
        const answers = await load.more(50);
        expect(answers.every(({ version }) => version === "good")).to.equal(true);

        const picture = path.join(platform.stateHome, "release.html");
        await must("release", "timeline", "--output", picture);
        expect(fs.readFileSync(picture, "utf8")).to.include("<svg");

        const refused = await alchemorsel("deploy", "--image", images.better ?? "");
        expect(refused.code).to.equal(2);
        expect(refused.output).to.match(/can be rolled back to until .* --end-window/);

        await must("rollback");
        await agreesOn("blue");
        await nothingLost(platform.address, load);
    });

    // The same image again, so that its pods need no start.
    it("goes on from another process after a kill, which holds nobody up", async () => {
        await deploy("good");
        const verb = await Verb.start(platform, "promote");
        await verb.says(/canary/);
        const second = await alchemorsel("promote");
        expect(second.code, second.output).to.equal(3);
        expect(second.output).to.match(/runs alchemorsel promote since .*: one release at a time/);
        await verb.kill();
        expect((await statusOf(platform)).release?.phase).to.equal("canary");
        await must("release", "resume");
        await agreesOn("green");
        await must("rollback");
        await nothingLost(platform.address, load);
    });

    it("is taken over by a rollback, which the process at work is told of", async () => {
        await deploy("good");
        const verb = await Verb.start(platform, "promote");
        await verb.says(/20 % of the traffic/);
        await must("rollback");
        const ended = await verb.ended();
        expect(ended.code).to.equal(2);
        expect(ended.output).to.match(/has taken this release over/);
        await agreesOn("blue");
        await nothingLost(platform.address, load);
    });

    it("is taken back where somebody edits the weights by hand", async () => {
        await deploy("good");
        const verb = await Verb.start(platform, "promote");
        await verb.says(/20 % of the traffic/);
        await editWeights(platform, { blue: 50, green: 50 });
        const ended = await verb.ended();
        expect(ended.code, ended.output).to.equal(1);
        expect(ended.output).to.match(/somebody else moved the traffic: recipes has blue 50 %, green 50 %/);
        await agreesOn("blue");
        await nothingLost(platform.address, load);
    });

    for (const [fault, measure] of [
        ["errors", "errors"],
        ["slow", "slow requests"],
    ] as const) {
        it(`with ${fault} is taken back by itself, and says why`, async () => {
            await deploy(fault);
            const promoted = await alchemorsel("promote");
            expect(promoted.code, promoted.output).to.equal(1);
            expect(promoted.output).to.match(new RegExp(`${measure} of recipes: \\d+ of \\d+ requests`));
            await agreesOn("blue");
            const { phase, journal } = await lastRelease(platform);
            expect(phase).to.equal("rolledBack");
            expect(journal.some(({ looks }) => looks?.some(({ verdict }) => verdict === "breach"))).to.equal(true);
            // What failed was the bad version's own doing, and it had a fifth of the traffic at the most.
            const lost = failures(await load.stop());
            noneOf(
                lost.filter(({ version }) => version !== fault),
                "failed requests of a good version",
            );
        });
    }

    it("that can't start is never given traffic", async () => {
        const deployed = await alchemorsel("deploy", "--image", images.crash ?? "");
        expect(deployed.code, deployed.output).to.equal(1);
        expect(deployed.output).to.match(/FAULT=crash asks for this crash/);
        const promoted = await alchemorsel("promote");
        expect(promoted.output).to.match(/nothing waits to be promoted: the release .* is aborted/);
        expect((await statusOf(platform)).weights.blue).to.equal(100);
        await nothingLost(platform.address, load);
        await deploy("better");
        await must("abort");
        await agreesOn("blue");
    });

    it("has no way back once its window is closed, and says why", async () => {
        await deploy("better");
        await must("promote");
        await must("release", "close");
        await agreesOn("green");
        const refused = await alchemorsel("rollback");
        expect(refused.code, refused.output).to.equal(2);
        expect(refused.output).to.match(/contract migration ran/);
        await nothingLost(platform.address, load);
    });
});

/** As `kubectl edit` does. */
async function editWeights(platform: TestPlatform, weights: { blue: number; green: number }): Promise<void> {
    const api = platform.kubeConfig().makeApiClient(CustomObjectsApi);
    const route = {
        group: "gateway.networking.k8s.io",
        version: "v1",
        namespace: "alchemorsel",
        plural: "httproutes",
        name: "recipes",
    };
    const found = (await api.getNamespacedCustomObject(route)) as {
        spec: { rules: { backendRefs: { name: string; weight: number }[] }[] };
    };
    for (const { backendRefs } of found.spec.rules) {
        for (const backend of backendRefs)
            backend.weight = backend.name.endsWith("blue") ? weights.blue : weights.green;
    }
    await api.replaceNamespacedCustomObject({ ...route, body: found });
}
