import * as fs from "node:fs";
import * as path from "node:path";

import { CustomObjectsApi, StorageV1Api } from "@kubernetes/client-node";
import { expect } from "chai";

import { cliCommand, outcome, TestPlatform } from "./platform";

/** The embedded cluster of one platform plays the cluster that the user of another one has. */
describe("a cluster of the user's own", () => {
    let theirs: TestPlatform;
    let ours: TestPlatform;
    let context: string;

    before(async () => {
        theirs = await TestPlatform.create("theirs");
        await theirs.must("up");
        context = theirs.kubeConfig().getCurrentContext();
        ours = await TestPlatform.create("ours");
    });

    after(async () => {
        await ours.destroy();
        await theirs.destroy();
    });

    const up = () =>
        outcome(
            ...cliCommand("up", "--context", context),
            { ...ours.env, KUBECONFIG: path.join(theirs.state, "kubeconfig") },
            ours.checkout,
        );

    it("is left as it was by pulumi destroy", async () => {
        const destroyed = await theirs.pulumi("destroy", "--yes", "--skip-preview");
        expect(destroyed.code, destroyed.output).to.equal(0);
    });

    it("that lacks what the platform stands on is named all of it, with the commands, before anything is touched", async () => {
        const storage = theirs.kubeConfig().makeApiClient(StorageV1Api);
        const classes = theirs.kubeConfig().makeApiClient(CustomObjectsApi);
        await storage.deleteStorageClass({ name: "standard" });
        const gatewayClass = {
            group: "gateway.networking.k8s.io",
            version: "v1",
            plural: "gatewayclasses",
            name: "traefik",
        };
        await classes.deleteClusterCustomObject(gatewayClass);
        const refused = await up();
        expect(refused.code).not.to.equal(0);
        expect(refused.output).to.contain(`The cluster ${context} is not ready; nothing was touched.`);
        expect(refused.output).to.contain("No GatewayClass traefik.").and.to.contain("No default StorageClass.");
        expect(refused.output).to.contain(`helm --kube-context ${context} install`);
        expect(refused.output).not.to.match(/kubernetes:.* created/);
    });

    it("that has it runs the same stack, and the embedded one is never started", async () => {
        await theirs.must("up"); // Puts back what the test before took away, and its own stack.
        const destroyed = await theirs.pulumi("destroy", "--yes", "--skip-preview");
        expect(destroyed.code, destroyed.output).to.equal(0);
        const result = await up();
        expect(result.code, result.output).to.equal(0);
        expect((await fetch(`${theirs.address}/`)).headers.get("x-color")).to.equal("blue");
        expect(fs.existsSync(path.join(ours.state, "settings.json"))).to.equal(false);
    });
});
