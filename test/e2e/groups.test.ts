import * as fs from "node:fs";

import { expect } from "chai";
import { parseDocument } from "yaml";

import { TestPlatform } from "./platform";
import { statusOf } from "./release-state";
import { Verb } from "./verb";
import { loadVersions } from "./versions";

/** Two workloads that move together beside one that doesn't, on a real cluster. */
describe("a group of workloads", () => {
    let platform: TestPlatform;
    let good: string;

    before(async () => {
        platform = await TestPlatform.create("groups");
        await platform.must("up");
        ({ good } = await loadVersions(platform, { good: {} }));
        addGroup(platform);
        await platform.mustUp();
    });

    after(() => platform.destroy());

    const alchemorsel = (...args: string[]) => platform.alchemorsel(...args);

    /** Of the group's workloads, as the config, the journal and the cluster have it, which status compares. */
    async function agreesOn(color: "blue" | "green"): Promise<void> {
        const { groups, weights, warnings } = await statusOf(platform);
        expect(groups.checkout?.weights[color]).to.equal(100);
        expect(weights.blue).to.equal(100);
        expect(warnings).to.deep.equal([]);
    }

    it("is released and taken back as one, and nothing else moves", async () => {
        for (const [args, reason] of [
            [["promote", "--group", "chekout"], /no such group; did you mean checkout\?/],
            [["deploy", "--group", "checkout", "--image", `recipes=${good}`], /recipes is in no group/],
            [["promote", "--group", "checkout"], /nothing was released here yet: alchemorsel deploy --group checkout/],
        ] as const) {
            const refused = await alchemorsel(...args);
            expect(refused.code, refused.output).to.equal(2);
            expect(refused.output).to.match(reason);
        }
        const images = ["--image", `cart=${good}`, "--image", `pay=${good}`];
        await platform.mustAlchemorsel("deploy", "--group", "checkout", ...images);
        await agreesOn("blue");
        await platform.mustAlchemorsel("promote", "--group", "checkout");
        await agreesOn("green");
        await platform.mustAlchemorsel("rollback", "--group", "checkout");
        await agreesOn("blue");
    });

    it("is whole again after its process was killed in the middle, which nothing else is released beside", async () => {
        await platform.mustAlchemorsel("deploy", "--group", "checkout", "--image", `pay=${good}`);
        bakeFor(platform, 60);
        const verb = await Verb.start(platform, "promote", "--group", "checkout");
        await verb.says(/baking/);
        await verb.kill();
        const beside = await alchemorsel("deploy", "--image", good);
        expect(beside.code, beside.output).to.equal(2);
        expect(beside.output).to.match(/one release at a time: alchemorsel release resume --group checkout/);
        await platform.mustAlchemorsel("rollback", "--group", "checkout");
        await agreesOn("blue");
    });
});

function bakeFor(platform: TestPlatform, seconds: number): void {
    const file = parseDocument(fs.readFileSync(platform.stackFile, "utf8"));
    file.setIn(["config", "alchemorsel:groups", "checkout", "release", "bakeSeconds"], seconds);
    fs.writeFileSync(platform.stackFile, file.toString());
}

/** Two more workloads of what the stack has, each with a host of its own, that move together and are watched for a moment. */
function addGroup(platform: TestPlatform): void {
    const file = parseDocument(fs.readFileSync(platform.stackFile, "utf8"));
    const { config } = file.toJS() as { config: { "alchemorsel:workloads": { recipes: object } } };
    for (const name of ["cart", "pay"]) {
        file.setIn(["config", "alchemorsel:workloads", name], {
            ...config["alchemorsel:workloads"].recipes,
            smoke: [],
            host: `${name}.example`,
            replicas: { min: 1, max: 2 },
        });
    }
    file.setIn(["config", "alchemorsel:groups", "checkout"], {
        workloads: ["cart", "pay"],
        activeColor: "blue",
        release: { bakeSeconds: 3, analysis: { inconclusive: "continue" } },
    });
    fs.writeFileSync(platform.stackFile, file.toString());
}
