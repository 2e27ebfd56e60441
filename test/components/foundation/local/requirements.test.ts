import { RunError } from "@pulumi/pulumi";
import { expect } from "chai";

import { checkRequirements } from "../../../../components/foundation/local/requirements";
import { fakeReader } from "../../fake-reader";

const requirements = { context: "kind-dev", gatewayClass: "traefik" };
const gatewayApi = "/apis/gateway.networking.k8s.io/v1";
const complete = {
    "/version": "{}",
    [gatewayApi]: {},
    [`${gatewayApi}/gatewayclasses/traefik`]: { status: { conditions: [{ type: "Accepted", status: "True" }] } },
    "/apis/storage.k8s.io/v1/storageclasses": {
        items: [{ metadata: { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } }],
    },
};

async function message(answers: Record<string, unknown>): Promise<string> {
    try {
        await checkRequirements(fakeReader(answers), requirements);
        return "";
    } catch (error) {
        expect(RunError.isInstance(error), "an error that prints without a stack").to.be.true;
        return (error as Error).message;
    }
}

describe("a cluster of the user's own", () => {
    it("that has all that is needed is taken", async () => {
        expect(await message(complete)).to.equal("");
    });

    it("that has nothing is told everything at once, with the commands that install it", async () => {
        const text = await message({ "/version": "{}" });
        expect(text).to.match(/No Gateway API.*kubectl --context kind-dev apply -f/);
        expect(text).to.match(/No GatewayClass traefik.*helm --kube-context kind-dev install traefik/);
        expect(text).to.match(/No default StorageClass.*kubectl --context kind-dev annotate storageclass/);
    });

    it("whose controller sleeps is told so", async () => {
        const answers = { ...complete, [`${gatewayApi}/gatewayclasses/traefik`]: { status: {} } };
        expect(await message(answers)).to.match(/No controller has accepted the GatewayClass traefik/);
    });

    it("that can't be reached is told so, and nothing else", async () => {
        const text = await message({ "/version": new Error("connect ECONNREFUSED") });
        expect(text)
            .to.match(/can't be reached: connect ECONNREFUSED/)
            .and.not.match(/Gateway/);
    });
});
