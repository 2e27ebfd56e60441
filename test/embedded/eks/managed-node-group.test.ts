import * as eks from "@pulumi/aws/eks";
import { expect } from "chai";

import { type Core, ManagedNodeGroup } from "../../../embedded/eks/managed-node-group";
import { named, registered } from "./registered";

type Args = Omit<ConstructorParameters<typeof ManagedNodeGroup>[1], "cluster">;

const make = (args: Args) =>
    registered(() => {
        const vpcConfig = { subnetIds: ["private-1"] };
        const cluster = new eks.Cluster("cluster", { name: "shop", roleArn: "arn", version: "1.34", vpcConfig });
        const core: Core = { cluster, subnetIds: ["private-1", "private-2"] };
        return new ManagedNodeGroup("n", { cluster: { core }, nodeRoleArn: "arn:nodes", ...args }, {});
    });

describe("the stand-in for eks.ManagedNodeGroup", () => {
    it("registers one node group of its name, below it", async () => {
        const { resources } = await make({});
        expect(resources.slice(1).map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["eks:index:ManagedNodeGroup", "n", ""],
            ["aws:eks/nodeGroup:NodeGroup", "n", "n"],
        ]);
    });

    it("has cluster, version and subnets from the cluster, and two nodes where nothing is said", async () => {
        const group = named((await make({})).resources, "n");
        expect(group.inputs).to.deep.equal({
            clusterName: "shop",
            version: "1.34",
            nodeRoleArn: "arn:nodes",
            subnetIds: ["private-1", "private-2"],
            scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 2 },
        });
        expect(group.ignoreChanges).to.be.empty;
    });

    it("passes on what it is given; a launch template's image says the version", async () => {
        const given = {
            subnetIds: ["private-3"],
            instanceTypes: ["m7g.large"],
            amiType: "AL2023_ARM_64_STANDARD",
            labels: { tier: "system" },
            launchTemplate: { id: "lt-1", version: "3" },
        };
        const group = named(
            (
                await make({
                    ...given,
                    scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 9 },
                    ignoreScalingChanges: true,
                })
            ).resources,
            "n",
        );
        expect(group.inputs).to.deep.equal({
            ...given,
            clusterName: "shop",
            nodeRoleArn: "arn:nodes",
            scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 9 },
        });
        expect(group.ignoreChanges).to.deep.equal(["scalingConfig.desiredSize"]);
    });
});
