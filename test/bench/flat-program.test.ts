import { expect } from "chai";

import { flatProgram } from "../../bench/aws/flat-program";
import { type PlannedResource, unknownValue } from "../../embedded/preview";

const prefix = "urn:pulumi:production::alchemorsel::alchemorsel:platform:Platform$";

function planned(type: string, name: string, more: Partial<PlannedResource> = {}): PlannedResource {
    return { urn: `${prefix}${type}::${name}`, type, name, custom: true, inputs: {}, ...more };
}

const vpc = planned("aws:ec2/vpc:Vpc", "vpc", {
    inputs: { __defaults: ["enableDnsSupport"], enableDnsSupport: true, cidrBlock: "10.0.0.0/16" },
});

function statements(...plan: PlannedResource[]): string[] {
    return flatProgram(plan)
        .split("\n")
        .filter((line) => line.startsWith("const"));
}

describe("the flat program that a plan is compared with", () => {
    it("gives a resource what the plan has, without the provider's defaults", () => {
        expect(flatProgram([vpc])).to.contain('import * as aws_ec2 from "@pulumi/aws/ec2";');
        expect(statements(vpc)).to.deep.equal([
            'const r1 = new aws_ec2.Vpc("vpc", { "cidrBlock": "10.0.0.0/16" }, {  });',
        ]);
    });

    it("refers to another resource where the plan knows nothing, and waits for what it waited for", () => {
        const key = planned("aws:kms/key:Key", "key");
        const subnet = planned("aws:ec2/subnet:Subnet", "subnet", {
            inputs: { vpcId: unknownValue },
            dependencies: [vpc.urn, key.urn],
            propertyDependencies: { vpcId: [vpc.urn] },
        });
        expect(statements(vpc, key, subnet)[2]).to.equal(
            'const r3 = new aws_ec2.Subnet("subnet", { "vpcId": r1.id }, { dependsOn: [r2] });',
        );
    });

    it("leaves out components, and what @pulumi/eks makes, but for the cluster", () => {
        const network = planned("alchemorsel:aws:Network", "network", { custom: false });
        const cluster = planned("eks:index:Cluster", "cluster", { custom: false });
        const inside = planned("eks:index:Cluster$aws:eks/cluster:Cluster", "inside");
        const addon = planned("aws:eks/addon:Addon", "addon", {
            inputs: { clusterName: unknownValue },
            propertyDependencies: { clusterName: [inside.urn] },
        });
        expect(statements(network, cluster, inside, addon)).to.deep.equal([
            'const r1 = new eks_cluster.Cluster("cluster", {  }, {  });',
            'const r2 = new aws_eks.Addon("addon", { "clusterName": r1.eksCluster.arn }, {  });',
        ]);
    });

    it("is refused where a plan says of an unknown value not what it comes from", () => {
        expect(() =>
            flatProgram([planned("aws:ec2/subnet:Subnet", "subnet", { inputs: { vpcId: unknownValue } })]),
        ).to.throw("subnet.vpcId");
    });
});
