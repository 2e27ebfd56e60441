import { expect } from "chai";

import { besideState, copiesAmong, type Item, inventoryOf } from "../../embedded/rehearsal/moto/inventory";
import { type Moto, startMoto } from "../../embedded/rehearsal/moto/moto";
import { pythonToolsOrSkip } from "../plan/python-tools";
import { askAws, type AwsCall } from "./ask-aws";

const named: AwsCall = [
    "ec2",
    "CreateVpc",
    {
        CidrBlock: "10.0.0.0/16",
        TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "network" }] }],
    },
];

describe("the inventory of an AWS", () => {
    let python: string;
    let moto: Moto;

    before(async function () {
        python = await pythonToolsOrSkip(this);
        moto = await startMoto({ python, accountId: "111122223333" });
    });

    after(async () => {
        await (moto as Moto | undefined)?.stop();
    });

    it("has what was made, by its ID and name, each kind once where it is of no region", async () => {
        const regions = ["eu-central-1", "eu-west-1"];
        const before = await inventoryOf(python, moto.url, regions);
        const made = await askAws(python, moto.url, [
            named,
            named,
            ["logs", "CreateLogGroup", { logGroupName: "/one" }],
            [
                "s3",
                "CreateBucket",
                { Bucket: "one", CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } },
            ],
        ]);
        const [first = "", second = ""] = made.map(({ Vpc }) => (Vpc as { VpcId: string } | undefined)?.VpcId ?? "");
        const all = await inventoryOf(python, moto.url, regions);
        const own = { urn: "urn:pulumi:s::p::aws:ec2/vpc:Vpc::n", type: "aws:ec2/vpc:Vpc", custom: true, id: first };
        const beside = besideState(all, before, [own]);
        const kinds = (items: readonly Item[], kind: string) => items.filter((each) => each.kind === kind);
        expect(kinds(beside, "ec2 Vpcs")).to.deep.equal([{ kind: "ec2 Vpcs", id: second, name: "network" }]);
        expect(kinds(beside, "s3 Buckets").map(({ id }) => id)).to.deep.equal(["one"]);
        expect(kinds(beside, "logs logGroups").map(({ id }) => id)).to.deep.equal(["/one"]);
        expect(copiesAmong(kinds(beside, "ec2 Vpcs"), all).map(({ id }) => id)).to.deep.equal([second]);
    });

    it("has nothing that is deleted, though AWS lists it for a while, and no key that waits for its deletion", async () => {
        const before = await inventoryOf(python, moto.url, ["eu-central-1"]);
        const answers = await askAws(python, moto.url, [
            named,
            ["ec2", "CreateSubnet", { VpcId: "$0.Vpc.VpcId", CidrBlock: "10.0.0.0/24" }],
            ["ec2", "CreateNatGateway", { SubnetId: "$1.Subnet.SubnetId", ConnectivityType: "private" }],
            ["ec2", "DeleteNatGateway", { NatGatewayId: "$2.NatGateway.NatGatewayId" }],
            [
                "ec2",
                "CreateVpcEndpoint",
                { VpcId: "$0.Vpc.VpcId", ServiceName: "com.amazonaws.eu-central-1.s3", VpcEndpointType: "Gateway" },
            ],
            ["ec2", "DeleteVpcEndpoints", { VpcEndpointIds: ["$4.VpcEndpoint.VpcEndpointId"] }],
            ["kms", "CreateKey", {}],
            ["kms", "ScheduleKeyDeletion", { KeyId: "$6.KeyMetadata.KeyId" }],
            ["ec2", "DeleteSubnet", { SubnetId: "$1.Subnet.SubnetId" }],
            ["ec2", "DeleteVpc", { VpcId: "$0.Vpc.VpcId" }],
        ]);
        expect(answers.filter((each) => "error" in each)).to.deep.equal([]);
        const after = await inventoryOf(python, moto.url, ["eu-central-1"]);
        expect(besideState(after, before, [])).to.deep.equal([]);
    });

    it("takes what a resource's outputs name for the state's", () => {
        const items = [{ kind: "ec2 SecurityGroups", id: "sg-1", name: "" }];
        const outputs = { vpcConfig: { clusterSecurityGroupId: "sg-1" } };
        const cluster = { urn: "u", type: "aws:eks/cluster:Cluster", custom: true, id: "one", outputs };
        expect(besideState(items, [], [cluster])).to.deep.equal([]);
    });
});
