/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";

import { NodeGroup, type NodeGroupArgs } from "../../../../../components/foundation/aws/cluster/node-group";
import { amiTypes, nodeGroupProblems } from "../../../../../components/foundation/aws/cluster/node-group-rules";
import { named, type Registered, registered } from "../../../mocks";

const args: NodeGroupArgs = {
    clusterName: "shop",
    region: "eu-central-1",
    subnetIds: ["subnet-1", "subnet-2"],
    version: "1.34",
    amiType: "AL2023_ARM_64_STANDARD",
    instanceTypes: ["m7g.large"],
    nodes: { min: 2, max: 6, desired: 3 },
    volumeKeyArn: "arn:key/data",
    cni: "pod-identity",
};

const outputs = {
    "aws:iam/role:Role": { arn: "arn:role", name: "role" },
    "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 3 },
};

function group(changes: Partial<NodeGroupArgs> = {}): Promise<Registered[]> {
    return registered(() => new NodeGroup("web", { ...args, ...changes }), {}, outputs);
}

async function refused(changes: object, name = "web"): Promise<string> {
    let message = "";
    const created = await registered(() => {
        try {
            new NodeGroup(name, { ...args, ...changes });
        } catch (error) {
            expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
            message = (error as Error).message;
        }
    });
    expect(created, "registered").to.be.empty;
    return message;
}

describe("a node group", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;
    const policies = (all: Registered[]) =>
        all
            .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .map(({ inputs: { policyArn } }) => (policyArn as string).replace("arn:aws:iam::aws:policy/", ""));

    before(async () => {
        resources = await group();
    });

    it("keeps its metadata, by IMDSv2 alone, out of reach of the pods", () => {
        expect(inputs("web-template").metadataOptions).to.deep.equal({
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
    });

    it("has encrypted gp3 volumes with the customer's key, of the size that is asked for", async () => {
        const ebs = { volumeType: "gp3", encrypted: "true", kmsKeyId: "arn:key/data", deleteOnTermination: "true" };
        expect(inputs("web-template").blockDeviceMappings).to.deep.equal([
            { deviceName: "/dev/xvda", ebs: { ...ebs, volumeSize: 50 } },
        ]);
        const bottlerocket = await group({ amiType: "BOTTLEROCKET_ARM_64", volumeSizeGiB: 80 });
        expect(named(bottlerocket, "web-template").inputs.blockDeviceMappings).to.deep.equal([
            { deviceName: "/dev/xvda", ebs },
            { deviceName: "/dev/xvdb", ebs: { ...ebs, volumeSize: 80 } },
        ]);
    });

    it("monitors its instances in detail, and tags them, their volumes and interfaces", async () => {
        const { inputs: template } = named(await group({ tags: { team: "shop" } }), "web-template");
        expect(template.monitoring).to.deep.equal({ enabled: true });
        expect(template.tagSpecifications).to.deep.equal(
            ["instance", "volume", "network-interface"].map((resourceType) => ({
                resourceType,
                tags: { Name: "web", team: "shop" },
            })),
        );
    });

    it("leaves the security group to EKS, unless some are given", async () => {
        expect(inputs("web-template")).to.not.have.property("vpcSecurityGroupIds");
        const own = named(await group({ securityGroupIds: ["sg-1"] }), "web-template").inputs;
        expect(own.vpcSecurityGroupIds).to.deep.equal(["sg-1"]);
    });

    it("runs the newest version of its template, and replaces a quarter of the nodes at a time", () => {
        expect(inputs("web-nodes").launchTemplate).to.deep.equal({ id: "web-template-id", version: "3" });
        expect(inputs("web-nodes").updateConfig).to.deep.equal({ maxUnavailablePercentage: 25 });
    });

    it("has nodes of the version, image and types that are asked for, which EKS repairs", () => {
        expect(inputs("web-nodes")).to.deep.include({
            clusterName: "shop",
            subnetIds: ["subnet-1", "subnet-2"],
            version: "1.34",
            amiType: "AL2023_ARM_64_STANDARD",
            instanceTypes: ["m7g.large"],
            capacityType: "ON_DEMAND",
            nodeRepairConfig: { enabled: true },
        });
        expect(inputs("web-nodes")).to.not.have.property("releaseVersion");
    });

    it("has labels, taints, spot instances and a pinned release where asked for", async () => {
        const taints = [{ key: "example.com/batch", value: "yes", effect: "NO_SCHEDULE" as const }];
        const asked = { labels: { pool: "batch" }, taints, capacityType: "SPOT" as const, releaseVersion: "1.34.1-1" };
        expect(named(await group(asked), "web-nodes").inputs).to.deep.include(asked);
    });

    it("leaves the number of nodes to autoscalers after its creation", async () => {
        let ignored: string[] | undefined;
        await group({
            transform: {
                nodeGroup: (given, opts) => {
                    ignored = opts.ignoreChanges;
                    return { args: given, opts };
                },
            },
        });
        expect(inputs("web-nodes").scalingConfig).to.deep.equal({ minSize: 2, maxSize: 6, desiredSize: 3 });
        expect(ignored).to.deep.equal(["scalingConfig.desiredSize"]);
    });

    it("gives its nodes a role of their own for EC2, with what they need to join before they start", () => {
        const { Statement } = JSON.parse(inputs("web-role").assumeRolePolicy as string);
        expect(Statement[0].Principal).to.deep.equal({ Service: "ec2.amazonaws.com" });
        const expected = ["WorkerNodePolicy", "ContainerRegistryPullOnly", "SSMManagedInstanceCore"];
        expect(policies(resources)).to.have.length(expected.length);
        for (const policy of expected) {
            expect(policies(resources).join()).to.contain(policy);
        }
        const { dependencies } = named(resources, "web-nodes");
        expect(dependencies).to.include.members(["web-role-worker", "web-role-images", "web-role-sessions"]);
    });

    it("lets the nodes' role do the VPC CNI's work only where asked to", async () => {
        expect(policies(resources)).to.not.include("AmazonEKS_CNI_Policy");
        expect(policies(await group({ cni: "node-role" }))).to.include("AmazonEKS_CNI_Policy");
    });

    it("makes no access entry, which EKS does", () => {
        expect(resources.filter(({ type }) => type.includes("accessEntry"))).to.be.empty;
    });

    it("lets its user bend each child", async () => {
        const bent = await group({
            transform: {
                role: (given, opts) => ({ args: { ...given, path: "/nodes/" }, opts }),
                launchTemplate: (given, opts) => ({ args: { ...given, ebsOptimized: "true" }, opts }),
                nodeGroup: (given, opts) => ({ args: { ...given, forceUpdateVersion: true }, opts }),
            },
        });
        expect(named(bent, "web-role").inputs.path).to.equal("/nodes/");
        expect(named(bent, "web-template").inputs.ebsOptimized).to.equal("true");
        expect(named(bent, "web-nodes").inputs.forceUpdateVersion).to.be.true;
    });

    it("refuses everything that is wrong in one error, before anything is registered", async () => {
        const message = await refused({
            region: "frankfurt",
            version: "1.34.1",
            amiType: "AL2_x86_64",
            instanceTypes: ["m7g"],
            nodes: { min: 4, max: 2, desired: 3 },
            maxUnavailablePercentage: 0,
            volumeSizeGiB: 8,
            labels: { "-pool": "x", pool: "a b" },
            taints: [{ key: "a/b/c", value: "-", effect: "NO_SCHEDULE" }],
        });
        for (const line of [
            /region: is no region/,
            /version: is no version of EKS such as 1\.35; it is 1\.34\.1/,
            /amiType: is none of AL2023_x86_64_STANDARD, .*; it is AL2_x86_64/,
            /instanceTypes\[0\]: is no instance type such as m7g\.large; it is m7g/,
            /nodes\.min: is above max, which is 2; it is 4/,
            /nodes\.desired: is below min, which is 4; it is 3/,
            /nodes\.desired: is above max, which is 2; it is 3/,
            /maxUnavailablePercentage: must be a whole number, from 1 to 100; it is 0/,
            /volumeSizeGiB: must be a whole number, from 20 to 16384; it is 8/,
            /labels\["-pool"\]: is no key/,
            /labels\.pool: must be up to 63 letters/,
            /taints\[0\]\.key: is no key/,
            /taints\[0\]\.value: must be up to 63 letters/,
        ]) {
            expect(message).to.match(line);
        }
    });

    it("refuses no instance type, more than EKS allows, and ones for another processor than the image's", async () => {
        expect(await refused({ instanceTypes: [] })).to.match(/instanceTypes: is empty/);
        expect(await refused({ instanceTypes: Array(21).fill("m7g.large") })).to.match(/more than the 20 types/);
        expect(await refused({ instanceTypes: ["m7i.large"] })).to.match(/is a type for x86, and the image isn't/);
        const x86 = { amiType: "BOTTLEROCKET_x86_64" };
        for (const type of ["m7g.large", "c7gn.xlarge", "is4gen.medium", "a1.large", "g5g.xlarge", "t4g.micro"]) {
            expect(await refused({ ...x86, instanceTypes: [type] })).to.match(/is a type for ARM/);
        }
        for (const type of [
            "g4dn.xlarge",
            "m7i-flex.large",
            "u7i-12tb.224xlarge",
            "trn1.2xlarge",
            "p6-b200.48xlarge",
        ]) {
            expect((await group({ amiType: "BOTTLEROCKET_x86_64", instanceTypes: [type] })).length).to.be.above(0);
        }
    });

    it("refuses an image of no table, too many taints, and a name that AWS would refuse", async () => {
        expect(await refused({ amiType: "toString" })).to.match(/amiType: is none of/);
        const taint = { key: "a", effect: "NO_SCHEDULE" };
        expect(await refused({ taints: Array(51).fill(taint) })).to.match(/taints: has more than the 50/);
        expect(await refused({}, "w".repeat(50))).to.match(/name: .*above the 63 that AWS allows/);
    });

    it("takes numbers of nodes exactly where min <= desired <= max, and max is 1 at least", () => {
        const count = fc.integer({ min: -2, max: 5 });
        const numbers = { ...args, maxUnavailablePercentage: 25, volumeSizeGiB: 50, labels: {}, taints: [] };
        fc.assert(
            fc.property(count, count, count, (min, max, desired) => {
                const valid = min >= 0 && max >= 1 && min <= desired && desired <= max;
                const problems = nodeGroupProblems("web", { ...numbers, nodes: { min, max, desired } });
                expect(problems.length === 0).to.equal(valid);
            }),
        );
    });

    it("knows the processor of each image by its name", () => {
        for (const [name, { arm }] of Object.entries(amiTypes)) {
            expect(arm, name).to.equal(name.includes("ARM_64"));
        }
    });
});
