import * as fs from "node:fs";

import { AppsV1Api, CoreV1Api } from "@kubernetes/client-node";
import { expect } from "chai";

import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { switchUnderRequests } from "../../embedded/rehearsal/local-switch";
import { withEnvironment } from "../embedded/tools/fixture";
import { nothingLost } from "./ledger";
import { Answer, Load, search, share } from "../../embedded/load/load";
import { Outcome, TestPlatform, succeeded } from "./platform";
import { eventually } from "./processes";
import { RatingFollower } from "./rating-follower";
import { loadVersions } from "./versions";

/** Switches, canary steps, refusals, failed deploys and rollbacks on a real cluster, with the load running throughout. */
describe("traffic between two colors", () => {
    let platform: TestPlatform;
    let k6: string;
    let load: Load;
    const images: Record<string, string> = {};

    before(async () => {
        platform = await TestPlatform.create("e2e");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
        images.first = (await platform.pulumi("config", "get", "--path", "workloads.recipes.image.blue")).output.trim();
        const versions = { second: {}, crash: { FAULT: "crash" }, "never-ready": { FAULT: "never-ready" } };
        Object.assign(images, await loadVersions(platform, versions));
        // Blue would grow under the load, where the machine is slow, and green be too small for its traffic: refused, rightly.
        await platform.config(["workloads.recipes.replicas.min", "2"], ["workloads.recipes.replicas.max", "2"]);
        await platform.mustUp();
    });

    after(async () => {
        await platform.destroy();
    });

    beforeEach(async () => {
        load = Load.start({
            address: platform.address,
            k6,
            seconds: 600,
            kept: 100,
            fresh: 50,
            freshPath: search,
            write: 5,
            editorKey: platform.editorKey,
            folder: platform.stateHome,
        });
        await load.more(100);
    });

    afterEach(async () => {
        await load.stop();
    });

    const image = (color: string) => `workloads.recipes.image.${color}`;
    const answeredAfter = (answers: readonly Answer[], at: number) => answers.filter((answer) => answer.at > at);

    async function refused(reason: RegExp): Promise<Outcome> {
        const result = await platform.up();
        expect(result.code, result.output).not.to.equal(0);
        expect(result.output).to.match(reason);
        return result;
    }

    for (const [from, to] of [
        ["blue", "green"],
        ["green", "blue"],
    ] as const) {
        it(`moves from ${from} to ${to} and loses no request`, async () => {
            expect(share(await load.more(100), from)).to.equal(1);
            await platform.config(["activeColor", to]);
            await platform.mustUp();
            await eventually(`${to} alone answers`, 30, async () => share(await load.more(100), to) === 1);
            const answers = await nothingLost(platform.address, load);
            const firstOfNew = answers.find((answer) => answer.color === to);
            const lastOfOld = answers.findLast((answer) => answer.color === from);
            // The change passes through two gateways, each at its own moment; then it is over for good.
            const between = answers.filter((a) => a.at >= firstOfNew!.at && a.at <= lastOfOld!.at);
            expect(between.length).to.be.lessThan(answers.length / 2);
            expect(share(answeredAfter(answers, lastOfOld!.at), to)).to.equal(1);
        });
    }

    it("gives a canary its share, step by step", async () => {
        for (const weight of [10, 50, 0]) {
            await platform.config(["canaryWeight", weight.toString()]);
            await platform.mustUp();
            // What was under way at the change is of the step before.
            await load.more(300);
            const answers = await load.more(1500);
            const expected = weight / 100;
            const sixSigma = 6 * Math.sqrt((expected * (1 - expected)) / answers.length);
            expect(share(answers, "green")).to.be.within(expected - sixSigma, expected + sixSigma);
        }
        await nothingLost(platform.address, load);
    });

    it("keeps who follows a recipe's ratings up to date, over a switch and the end of the pods that it leaves", async () => {
        const written = await eventually("a write", 30, () => load.answers().find(({ id }) => id !== undefined));
        const path = `${platform.address}/api/v1/recipes/${written.id ?? ""}/rating`;
        const follower = new RatingFollower(`${path}/events`);
        const told = async (count: number) => {
            await rate(path, `reader-number-000${count}`);
            await eventually(`an event of rating ${count}`, 30, () => follower.counts.at(-1) === count);
        };
        try {
            await told(1);
            await platform.config(["activeColor", "green"]);
            await platform.mustUp();
            await told(2);
            await deletePods("blue");
            await eventually("the stream of blue has ended", 60, () => follower.colors.at(-1) === "green");
            await told(3);
        } finally {
            await follower.stop();
        }
        expect(follower.problems).to.deep.equal([]);
        expect(follower.counts).to.deep.equal([0, 1, 2, 3]);
        await platform.config(["activeColor", "blue"]);
        await platform.mustUp();
        await nothingLost(platform.address, load);
    });

    async function rate(path: string, reader: string): Promise<void> {
        const headers = {
            "Content-Type": "application/json",
            "Client-Key": reader,
            Authorization: `Bearer ${platform.editorKey}`,
        };
        const response = await fetch(path, { method: "PUT", headers, body: '{"stars":4}' });
        expect(response.status, await response.text()).to.equal(200);
    }

    async function deletePods(color: string): Promise<void> {
        const core = platform.kubeConfig().makeApiClient(CoreV1Api);
        const labelSelector = `app.kubernetes.io/name=recipes,alchemorsel.dev/color=${color}`;
        await core.deleteCollectionNamespacedPod({ namespace: "alchemorsel", labelSelector });
    }

    it("is moved there and back by a rehearsal, which counts its own requests and leaves the stack's file as it is", async () => {
        const file = fs.readFileSync(platform.stackFile, "utf8");
        const place = { XDG_STATE_HOME: platform.stateHome, ALCHEMORSEL_CLUSTER: platform.name };
        const { said, problems } = await withEnvironment(place, () => switchUnderRequests(() => undefined));
        expect(problems).to.deep.equal([]);
        expect(said).to.match(/^\d{3,} requests, 0 failed, from blue to green and back$/);
        expect(fs.readFileSync(platform.stackFile, "utf8")).to.equal(file);
        expect(share(await load.more(100), "blue")).to.equal(1);
        const answers = await nothingLost(platform.address, load);
        expect(share(answers, "green")).to.be.within(0.01, 0.99);
    });

    it("is let pass by the policy pack at pulumi up, with every rule on", async () => {
        const { output } = succeeded(
            "pulumi up",
            await platform.pulumi("up", "--yes", "--skip-preview", "--policy-pack", "policy-pack"),
        );
        expect(output).to.match(/alchemorsel@v\d/);
        expect(output).not.to.match(/\[mandatory\]/);
    });

    it("refuses a switch to a color whose pods are gone, and says how many it needs", async () => {
        const apps = platform.kubeConfig().makeApiClient(AppsV1Api);
        await apps.deleteNamespacedDeployment({ namespace: "alchemorsel", name: "recipes-green" });
        await platform.config(["activeColor", "green"]);
        await refused(
            /recipes-green has 0 ready endpoints and needs 2; blue carries the traffic with 2 ready endpoints/,
        );
        expect(share(await load.more(200), "blue")).to.equal(1);

        await platform.config(["activeColor", "blue"]);
        const refresh = await platform.pulumi("refresh", "--yes", "--skip-preview");
        expect(refresh.code, refresh.output).to.equal(0);
        await platform.mustUp();
        expect(share(await nothingLost(platform.address, load), "blue")).to.equal(1);
    });

    it("refuses a switch that also changes the image of the color that it leaves", async () => {
        await platform.config(["activeColor", "green"], [image("blue"), images.second!]);
        await refused(
            /recipes-blue carries traffic now and this update would take that traffic and change its image at once/,
        );
        expect(share(await load.more(200), "blue")).to.equal(1);
        await platform.config(["activeColor", "blue"], [image("blue"), images.first!]);
        await platform.mustUp();
        expect(share(await nothingLost(platform.address, load), "blue")).to.equal(1);
    });

    it("refuses a config with several mistakes in one error, before anything is touched", async () => {
        const saved = fs.readFileSync(platform.stackFile);
        try {
            await platform.config(
                ["activeColor", "purple"],
                ["canaryWeight", "101"],
                [image("green"), "docker.io/alchemorsel/app:latest"],
                ["workloads.recipes.replica", "2"],
            );
            const { output } = await refused(/activeColor/);
            expect(output)
                .to.match(/canaryWeight/)
                .and.to.match(/digest/)
                .and.to.match(/replica\b.*replicas/s);
            expect(output).not.to.contain("updating (");
        } finally {
            fs.writeFileSync(platform.stackFile, saved);
        }
        await nothingLost(platform.address, load);
    });

    it("fails a deploy of an image that crashes with the pod's own last words, and the active color serves on", async () => {
        await platform.config([image("green"), images.crash!], ["workloads.recipes.rolloutSeconds", "30"]);
        const { output } = await refused(/recipes-green/);
        expect(output).to.match(/FAULT|fault/);
        expect(output).to.match(/exit code 1|CrashLoopBackOff/);
        await platform.config([image("green"), images.first!]);
        await platform.mustUp();
        expect(share(await nothingLost(platform.address, load), "blue")).to.equal(1);
    });

    it("fails a deploy of an image that never gets ready, and says which probe fails", async () => {
        await platform.config([image("green"), images["never-ready"]!]);
        await refused(/readiness probe fails/);
        await platform.config([image("green"), images.first!]);
        await platform.mustUp();
        expect(share(await nothingLost(platform.address, load), "blue")).to.equal(1);
    });

    it("fails a deploy of an image that cannot be pulled, with the reason", async () => {
        await platform.config([image("green"), `docker.io/alchemorsel/app@sha256:${"0".repeat(64)}`]);
        await refused(/ImagePullBackOff|ErrImagePull/);
        await platform.config([image("green"), images.first!]);
        await platform.mustUp();
        expect(share(await nothingLost(platform.address, load), "blue")).to.equal(1);
    });

    it("ships a new version to the idle color, moves to it, and rolls back", async () => {
        await platform.config([image("green"), images.second!]);
        await platform.mustUp();
        await platform.config(["activeColor", "green"]);
        await platform.mustUp();
        const shipped = await load.more(300);
        expect(shipped.at(-1)).to.include({ color: "green", version: "second" });
        await platform.config(["activeColor", "blue"]);
        await platform.mustUp();
        await load.more(300);
        const answers = await nothingLost(platform.address, load);
        expect(answers.at(-1)).to.include({ color: "blue" });
        expect(answers.every((answer) => (answer.version === "second") === (answer.color === "green"))).to.equal(true);
    });
});
