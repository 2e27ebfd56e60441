/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return --
   inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { NodePool, type NodePoolArgs } from "../../../../../components/foundation/aws/controllers/node-pool";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const args: NodePoolArgs = {
    nodeRoleName: "nodes",
    subnetIds: ["subnet-a", "subnet-b"],
    securityGroupIds: ["sg-cluster"],
    volumeKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/data",
    amiVersion: "v20251112",
    limits: { cpu: 100, memoryGiB: 400 },
};

/** Stands for whatever the pool needs before. */
class Before extends pulumi.CustomResource {}

function nodePool(changes: Partial<NodePoolArgs> = {}): Promise<Registered[]> {
    return registered(() => new NodePool("general", { ...args, ...changes }));
}

describe("a pool of nodes by Karpenter", () => {
    let resources: Registered[];
    const nodeClass = () => named(resources, "general-class").inputs;
    const pool = () => named(resources, "general-pool").inputs;
    const requirement = (of: Registered[], key: string) =>
        (named(of, "general-pool").inputs.spec.template.spec.requirements as { key: string }[]).find(
            (each) => each.key === key,
        );

    before(async () => {
        resources = await nodePool();
    });

    it("has the component's name in the cluster, and its class's", () => {
        expect(pool().metadata).to.deep.equal({ name: "general" });
        expect(nodeClass().metadata).to.deep.equal({ name: "general" });
        expect(pool().spec.template.spec.nodeClassRef.name).to.equal("general");
        expect(named(resources, "general-pool").dependencies).to.deep.equal(["general-class"]);
    });

    it("is made of one pinned image", () => {
        expect(nodeClass().spec.amiSelectorTerms).to.deep.equal([{ alias: "al2023@v20251112" }]);
    });

    it("keeps the nodes' credentials from pods", () => {
        const metadata = { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 };
        expect(nodeClass().spec.metadataOptions).to.deep.equal(metadata);
    });

    it("encrypts the volumes with the given key", () => {
        expect(nodeClass().spec.blockDeviceMappings[0].ebs).to.deep.equal({
            volumeType: "gp3",
            volumeSize: "50Gi",
            encrypted: true,
            kmsKeyID: args.volumeKeyArn,
            deleteOnTermination: true,
        });
    });

    it("is in the given subnets and security groups alone", () => {
        const { role, subnetSelectorTerms, securityGroupSelectorTerms } = nodeClass().spec;
        expect(role).to.equal("nodes");
        expect(subnetSelectorTerms).to.deep.equal([{ id: "subnet-a" }, { id: "subnet-b" }]);
        expect(securityGroupSelectorTerms).to.deep.equal([{ id: "sg-cluster" }]);
    });

    it("grows to its limits, and gives back what isn't needed, little by little", () => {
        expect(pool().spec.limits).to.deep.equal({ cpu: "100", memory: "400Gi" });
        const { consolidationPolicy, budgets } = pool().spec.disruption;
        expect(consolidationPolicy).to.equal("WhenEmptyOrUnderutilized");
        expect(budgets).to.deep.equal([{ nodes: "10%" }]);
    });

    it("has amd64 on demand unless told otherwise", async () => {
        expect(requirement(resources, "kubernetes.io/arch")).to.deep.include({ values: ["amd64"] });
        expect(requirement(resources, "karpenter.sh/capacity-type")).to.deep.include({ values: ["on-demand"] });
        const other = await nodePool({ architecture: "arm64", capacityTypes: ["spot"], instanceCategories: ["m"] });
        expect(requirement(other, "kubernetes.io/arch")).to.deep.include({ values: ["arm64"] });
        expect(requirement(other, "karpenter.sh/capacity-type")).to.deep.include({ values: ["spot"] });
        expect(requirement(other, "karpenter.k8s.aws/instance-category")).to.deep.include({ values: ["m"] });
    });

    it("can be bent", async () => {
        const bent = await nodePool({
            transform: {
                nodePool: (pool, opts) => ({ args: { ...pool, spec: { ...(pool.spec as object), weight: 10 } }, opts }),
            },
        });
        expect(named(bent, "general-pool").inputs.spec).to.include({ weight: 10 });
    });

    it("ends before what the component depends on", async () => {
        const created = await registered(() => {
            const karpenter = new Before("test:index:Karpenter", "karpenter");
            new NodePool("general", args, { dependsOn: karpenter });
        });
        expect(named(created, "general-class").dependencies).to.deep.equal(["karpenter"]);
    });

    it("is refused with every problem at once, before anything is registered", async () => {
        const { problems, children } = await refusal(
            () =>
                new NodePool("General", {
                    ...args,
                    subnetIds: [],
                    securityGroupIds: [],
                    volumeSizeGiB: 10,
                    amiVersion: "latest",
                    architecture: "x86" as "amd64",
                    capacityTypes: ["on-demand", "reserved" as "spot"],
                    instanceCategories: ["m7g"],
                    limits: { cpu: 0, memoryGiB: 0.5 },
                    tags: { team: "shop", "karpenter.sh/nodepool": "general" },
                }),
        );
        expect(Object.keys(problems)).to.have.members([
            "name",
            "subnetIds",
            "securityGroupIds",
            "volumeSizeGiB",
            "amiVersion",
            "architecture",
            "capacityTypes[1]",
            "instanceCategories[0]",
            "limits.cpu",
            "limits.memoryGiB",
            'tags["karpenter.sh/nodepool"]',
        ]);
        expect(children).to.be.empty;
    });
});
