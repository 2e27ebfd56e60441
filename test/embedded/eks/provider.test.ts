import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { EksProvider } from "../../../embedded/eks/provider";
import { named, registered } from "./registered";

describe("the plugin that stands in for @pulumi/eks", () => {
    let provider: EksProvider;
    before(() => {
        provider = new EksProvider("4.3.0");
    });
    const failureOf = (promise: Promise<unknown>) =>
        promise.then(
            () => expect.fail("it didn't fail"),
            (error: unknown) => (error as Error).message,
        );

    it("makes a node group for whom the engine asks", async () => {
        const { resources, result } = await registered(() => {
            const cluster = new eks.Cluster("c", { name: "shop", roleArn: "arn", vpcConfig: { subnetIds: ["a"] } });
            const inputs = { cluster: { core: { cluster, subnetIds: ["a"] } }, nodeRoleArn: "arn:nodes" };
            return provider.construct("n", "eks:index:ManagedNodeGroup", inputs, {});
        });
        expect(named(resources, "n").inputs).to.include({ clusterName: "shop" });
        expect(result.state).to.have.keys("nodeGroup", "placementGroupName");
    });

    it("refuses resources and methods that it doesn't have, by name", async () => {
        expect(await failureOf(provider.construct("n", "eks:index:NodeGroupV2", {}, {}))).to.contain(
            "eks:index:NodeGroupV2",
        );
        expect(await failureOf(provider.call("eks:index:Cluster/destroy", {}))).to.contain("eks:index:Cluster/destroy");
    });

    it("answers cluster.getKubeconfig()", async () => {
        const { result } = await registered(() => {
            const cluster = new eks.Cluster("c", { name: "shop", roleArn: "arn", vpcConfig: { subnetIds: ["a"] } });
            const inputs = { __self__: { eksCluster: pulumi.output(cluster) }, roleArn: "arn:reader" };
            return provider.call("eks:index:Cluster/getKubeconfig", inputs);
        });
        const { result: json } = result.outputs as { result: pulumi.Output<string> };
        const text = await (json as unknown as { promise(): Promise<string> }).promise();
        expect(text).to.contain('"--cluster-name","shop","--output","json","--role","arn:reader"');
    });
});
