import { execFile } from "node:child_process";
import * as fs from "node:fs";
import { promisify } from "node:util";

import type { V2HorizontalPodAutoscaler } from "@kubernetes/client-node";
import { expect } from "chai";
import { parseDocument } from "yaml";

import { silentProgress } from "../../embedded/progress";
import { ensureTools } from "../../embedded/tools";
import { Load } from "../../embedded/load/load";
import { nothingLost } from "./ledger";
import { TestPlatform } from "./platform";

const execute = promisify(execFile);

/** An autoscaler that knows the gateway's requests, on a real cluster. */
describe("a workload that scales on its requests", () => {
    let platform: TestPlatform;
    let k6: string;

    before(async () => {
        platform = await TestPlatform.create("scaling");
        await platform.must("up");
        k6 = (await ensureTools(["k6"], silentProgress)).get("k6") ?? "";
        const file = parseDocument(fs.readFileSync(platform.stackFile, "utf8"));
        const recipes = ["config", "alchemorsel:workloads", "recipes"];
        file.setIn([...recipes, "autoscaling"], { requestsPerSecond: 5 });
        file.setIn([...recipes, "replicas"], { min: 1, max: 3 });
        fs.writeFileSync(platform.stackFile, file.toString());
        await platform.must("up");
    });

    after(() => platform.destroy());

    async function kubectl(...args: string[]): Promise<string> {
        const shell = await platform.stackEnv();
        return (await execute("kubectl", ["--namespace", "alchemorsel", ...args], { env: shell })).stdout;
    }

    const autoscaler = async () =>
        JSON.parse(await kubectl("get", "hpa/recipes-blue", "--output", "json")) as V2HorizontalPodAutoscaler;

    it("gets more pods for more requests, loses none of these, and keeps them where nobody can count", async () => {
        const { address, editorKey, stateHome: folder } = platform;
        const load = Load.start({ address, k6, editorKey, seconds: 300, kept: 40, fresh: 10, write: 2, folder });
        try {
            await kubectl("wait", "hpa/recipes-blue", "--for=jsonpath={.status.desiredReplicas}=3", "--timeout=180s");
            const events = await kubectl("get", "events", "--field-selector", "involvedObject.name=recipes-blue");
            expect(events).to.match(/external metric .* above target/);
            await kubectl("rollout", "status", "deployment/recipes-blue", "--timeout=60s");
            await load.more(300);
            await nothingLost(address, load);
            await kubectl("scale", "deployment/prometheus", "--replicas=0");
        } finally {
            await load.stop();
        }
        // Without requests its CPU alone would let it shrink; what can't be counted keeps it.
        await kubectl("wait", "hpa/recipes-blue", "--for=condition=ScalingActive=false", "--timeout=180s");
        const { spec, status } = await autoscaler();
        expect([spec?.maxReplicas, status?.desiredReplicas]).to.deep.equal([3, 3]);
        await platform.mustUp();
        expect((await autoscaler()).status?.desiredReplicas).to.equal(3);
    });
});
