/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Network, type NetworkArgs } from "../../../../../components/foundation/aws/network/network";
import { named, type Registered, registered } from "../../../mocks";

const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/logs";
const args: NetworkArgs = {
    region: "eu-central-1",
    accountId: "123456789012",
    cidr: "10.0.0.0/16",
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    logsKeyArn: keyArn,
};

function network(changes: Partial<NetworkArgs> = {}): Promise<Registered[]> {
    return registered(() => new Network("net", { ...args, ...changes }));
}

function ofType(resources: readonly Registered[], type: string): Registered[] {
    return resources.filter((resource) => resource.type === type);
}

const types = {
    subnet: "aws:ec2/subnet:Subnet",
    nat: "aws:ec2/natGateway:NatGateway",
    address: "aws:ec2/eip:Eip",
    route: "aws:ec2/route:Route",
    table: "aws:ec2/routeTable:RouteTable",
    association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
};

describe("a network", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;
    /** Where a route table's routes lead to, by destination. */
    const routes = (all: readonly Registered[], table: string) =>
        Object.fromEntries(
            ofType(all, types.route)
                .filter((route) => route.inputs.routeTableId === `net-routing-${table}-id`)
                .map(({ inputs: { destinationCidrBlock, destinationIpv6CidrBlock, ...rest } }) => [
                    destinationCidrBlock ?? destinationIpv6CidrBlock,
                    rest.gatewayId ?? rest.natGatewayId ?? rest.egressOnlyGatewayId,
                ]),
        );

    before(async () => {
        resources = await network();
    });

    it("has a VPC with DNS support and host names", () => {
        expect(inputs("net-vpc")).to.deep.include({
            cidrBlock: "10.0.0.0/16",
            enableDnsSupport: true,
            enableDnsHostnames: true,
            assignGeneratedIpv6CidrBlock: false,
        });
    });

    it("closes the default security group", () => {
        expect(inputs("net-default-security-group")).to.deep.include({ vpcId: "net-vpc-id", ingress: [], egress: [] });
    });

    it("has a subnet of each tier in each zone, in the slots of the zones, and none hands out public addresses", () => {
        const subnets = ofType(resources, types.subnet);
        expect(subnets).to.have.length(9);
        expect(subnets.map(({ inputs: { mapPublicIpOnLaunch } }) => mapPublicIpOnLaunch)).to.deep.equal(
            subnets.map(() => false),
        );
        expect(inputs("net-data-b")).to.deep.include({ availabilityZone: "eu-central-1b", cidrBlock: "10.0.164.0/22" });
    });

    it("tags subnets with the role by which load balancer controllers find them", () => {
        expect(inputs("net-public-a").tags).to.deep.equal({ Name: "net-public-a", "kubernetes.io/role/elb": "1" });
        expect(inputs("net-private-a").tags).to.have.property("kubernetes.io/role/internal-elb", "1");
        expect(inputs("net-data-a").tags).to.deep.equal({ Name: "net-data-a" });
    });

    it("puts every subnet into a route table", () => {
        const subnets = ofType(resources, types.association).map((association) => association.inputs.subnetId);
        expect(subnets).to.have.members(ofType(resources, types.subnet).map(({ name }) => `${name}-id`));
    });

    it("sends public subnets to the internet gateway", () => {
        expect(routes(resources, "public")).to.deep.equal({ "0.0.0.0/0": "net-routing-internet-id" });
    });

    it("gives data subnets no way out", () => {
        expect(named(resources, "net-routing-data").type).to.equal(types.table);
        expect(routes(resources, "data")).to.deep.equal({});
        expect(inputs("net-endpoints-s3").routeTableIds).to.not.include("net-routing-data-id");
    });

    it("with a NAT gateway in each zone, sends each private subnet to its own zone's", () => {
        expect(ofType(resources, types.nat)).to.have.length(3);
        for (const letter of ["a", "b", "c"]) {
            const nat = `net-routing-nat-${letter}`;
            expect(routes(resources, `private-${letter}`)).to.deep.equal({ "0.0.0.0/0": `${nat}-id` });
            expect(inputs(nat).subnetId).to.equal(`net-public-${letter}-id`);
            expect(named(resources, nat).dependencies).to.include("net-routing-internet");
            expect(inputs(`${nat}-address`).domain).to.equal("vpc");
        }
    });

    it("with a single NAT gateway, sends all private subnets to the first zone's, and changes no route table", async () => {
        const single = await network({ nat: "single" });
        expect(ofType(single, types.nat).map(({ name }) => name)).to.deep.equal(["net-routing-nat-a"]);
        expect(ofType(single, types.address)).to.have.length(1);
        expect(routes(single, "private-c")).to.deep.equal({ "0.0.0.0/0": "net-routing-nat-a-id" });
        const tables = (all: Registered[]) => ofType(all, types.table).map(({ name, inputs: given }) => [name, given]);
        expect(tables(single)).to.deep.equal(tables(resources));
    });

    it("without NAT gateways has no address, and private subnets have no way out", async () => {
        const none = await network({ nat: "none" });
        expect([...ofType(none, types.nat), ...ofType(none, types.address)]).to.be.empty;
        expect(routes(none, "private-a")).to.deep.equal({});
    });

    it("without the public tier has no internet gateway", async () => {
        const closed = await network({ tiers: ["private", "data"], nat: "none" });
        expect(ofType(closed, "aws:ec2/internetGateway:InternetGateway")).to.be.empty;
        expect(ofType(closed, types.route)).to.be.empty;
        expect(ofType(closed, types.subnet)).to.have.length(6);
    });

    it("changes nothing of what is there when a zone is added", async () => {
        const fewer = await network({ zones: ["eu-central-1c", "eu-central-1a"], nat: "none", endpoints: [] });
        const more = await network({ nat: "none", endpoints: [] });
        const before = fewer.filter(({ type, custom }) => custom && type !== types.endpoint);
        for (const { name, inputs: given } of before) {
            expect(named(more, name).inputs, name).to.deep.equal(given);
        }
    });

    it("reaches S3 through a gateway endpoint from the private tier", () => {
        expect(inputs("net-endpoints-s3")).to.deep.include({
            vpcEndpointType: "Gateway",
            serviceName: "com.amazonaws.eu-central-1.s3",
            routeTableIds: ["a", "b", "c"].map((letter) => `net-routing-private-${letter}-id`),
        });
    });

    it("reaches what nodes and controllers need through interface endpoints with private DNS in the private tier", () => {
        const interfaces = ofType(resources, types.endpoint).filter((e) => e.inputs.vpcEndpointType === "Interface");
        expect(interfaces.map((e) => e.inputs.serviceName.replace("com.amazonaws.eu-central-1.", ""))).to.have.members([
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "eks",
            "eks-auth",
            "elasticloadbalancing",
            "logs",
            "secretsmanager",
            "sts",
        ]);
        for (const { inputs: endpoint } of interfaces) {
            expect(endpoint).to.deep.include({
                privateDnsEnabled: true,
                subnetIds: ["a", "b", "c"].map((letter) => `net-private-${letter}-id`),
                securityGroupIds: ["net-endpoints-security-group-id"],
            });
        }
    });

    it("opens interface endpoints to the VPC's own blocks on port 443 alone, and lets nothing out of them", async () => {
        const secondaryCidrs = ["100.64.0.0/16"];
        const rules = ofType(await network({ secondaryCidrs }), types.ingress).map((rule) => rule.inputs);
        expect(rules.map(({ cidrIpv4 }) => cidrIpv4)).to.deep.equal(["10.0.0.0/16", ...secondaryCidrs]);
        for (const rule of rules) {
            expect(rule).to.deep.include({ ipProtocol: "tcp", fromPort: 443, toPort: 443 });
        }
        expect(inputs("net-endpoints-security-group")).to.not.have.any.keys("ingress", "egress");
    });

    it("has only the endpoints that are asked for, and no security group for none", async () => {
        const some = await network({ endpoints: ["kms"] });
        expect(named(some, "net-endpoints-kms").inputs.serviceName).to.equal("com.amazonaws.eu-central-1.kms");
        const none = await network({ endpoints: [] });
        expect(ofType(none, types.endpoint).map(({ name }) => name)).to.deep.equal(["net-endpoints-s3"]);
        expect(ofType(none, "aws:ec2/securityGroup:SecurityGroup")).to.be.empty;
    });

    it("adds secondary blocks to the VPC", async () => {
        const more = await network({ secondaryCidrs: ["100.64.0.0/16"] });
        expect(named(more, "net-cidr-100.64.0.0-16").inputs).to.deep.include({
            vpcId: "net-vpc-id",
            cidrBlock: "100.64.0.0/16",
        });
    });

    it("logs all traffic each minute into an encrypted group that keeps it for a year", () => {
        expect(inputs("net-flow-logs-flow-log")).to.deep.include({
            vpcId: "net-vpc-id",
            trafficType: "ALL",
            maxAggregationInterval: 60,
        });
        expect(inputs("net-flow-logs-log-group")).to.deep.include({ kmsKeyId: keyArn, retentionInDays: 365 });
    });

    describe("with IPv6", () => {
        // The block is Amazon's to choose; here a transform stands for it.
        const vpc: NonNullable<NetworkArgs["transform"]>["vpc"] = (given, opts) => ({
            args: { ...given, ipv6CidrBlock: "2a05:d014:1:ab00::/56" },
            opts,
        });
        let dual: Registered[];

        before(async () => {
            dual = await network({ ipv6: true, transform: { vpc } });
        });

        it("has a /64 in each subnet, and public ones hand out no address", () => {
            expect(named(dual, "net-vpc").inputs.assignGeneratedIpv6CidrBlock).to.be.true;
            const of = (name: string) => named(dual, name).inputs;
            expect(of("net-private-b")).to.deep.include({
                ipv6CidrBlock: "2a05:d014:1:ab01::/64",
                assignIpv6AddressOnCreation: true,
            });
            expect(of("net-public-a").assignIpv6AddressOnCreation).to.be.false;
        });

        it("lets private subnets out and nobody in, and data subnets neither", () => {
            expect(routes(dual, "public")["::/0"]).to.equal("net-routing-internet-id");
            expect(routes(dual, "private-b")["::/0"]).to.equal("net-routing-egress-only-id");
            expect(routes(dual, "data")).to.deep.equal({});
        });
    });

    it("puts everything that is regional into its region", () => {
        const regional = resources.filter(({ custom, type }) => custom && !type.startsWith("aws:iam/"));
        expect(regional.filter((resource) => resource.inputs.region !== "eu-central-1")).to.be.empty;
    });

    it("gives its IDs by tier in the order of the zones", async () => {
        const got: Record<string, unknown> = {};
        await registered(() => {
            const { vpcId, subnetIds, routeTableIds, natAddresses } = new Network("net", args);
            pulumi.all([vpcId, subnetIds, routeTableIds, natAddresses]).apply(([vpc, subnets, tables, addresses]) => {
                Object.assign(got, { vpc, subnets, tables, addresses: addresses.length });
            });
        });
        const perZone = (prefix: string) => ["a", "b", "c"].map((letter) => `${prefix}-${letter}-id`);
        expect(got).to.deep.equal({
            vpc: "net-vpc-id",
            subnets: {
                public: perZone("net-public"),
                private: perZone("net-private"),
                data: perZone("net-data"),
            },
            tables: {
                public: ["net-routing-public-id"],
                private: perZone("net-routing-private"),
                data: ["net-routing-data-id"],
            },
            addresses: 3,
        });
    });

    it("lets a user bend its children", async () => {
        const tagged = await network({
            transform: {
                subnet: (given, opts) => ({ args: { ...given, enableDns64: true }, opts }),
                routing: { natGateway: (given, opts) => ({ args: given, opts: { ...opts, protect: true } }) },
                endpoints: { interfaceEndpoint: (given, opts) => ({ args: { ...given, policy: "{}" }, opts }) },
                flowLogs: { logGroup: (given, opts) => ({ args: { ...given, name: "/vpc/net" }, opts }) },
            },
        });
        expect(named(tagged, "net-data-a").inputs.enableDns64).to.be.true;
        expect(named(tagged, "net-endpoints-sts").inputs.policy).to.equal("{}");
        expect(named(tagged, "net-flow-logs-log-group").inputs.name).to.equal("/vpc/net");
    });

    it("refuses bad args before anything is registered, all in one error", async () => {
        let message = "";
        const attempt = await registered(() => {
            try {
                new Network("net", { ...args, cidr: "10.0.0.0/24", zones: ["eu-west-1a"], flowLogRetentionDays: 1 });
            } catch (error) {
                expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
                message = (error as Error).message;
            }
        });
        expect(attempt).to.be.empty;
        expect(message.split("\n").map((line) => line.split(":")[0])).to.deep.equal([
            "The args of network net are not valid.",
            "  - flowLogRetentionDays",
            "  - cidr",
            "  - zones",
            "  - zones[0]",
        ]);
    });
});
