import { expect } from "chai";

import { ofType, only, skipWithoutProvider, variation } from "./plans";

const aws = ["config", "alchemorsel:aws"];

describe("a stack with other settings", () => {
    before(async function () {
        await skipWithoutProvider(this);
    });

    it("runs on EKS Auto Mode, with IPv6, without NAT gateways, and with a secret of its own", async () => {
        const resources = await variation("staging", (file) => {
            file.setIn([...aws, "cluster", "compute"], { kind: "auto" });
            file.setIn([...aws, "network", "ipv6"], true);
            file.setIn([...aws, "network", "nat"], "none");
            file.setIn([...aws, "secrets", "mail"], { description: "Key of the mail service" });
        });
        expect(only(resources, "aws:eks/cluster:Cluster")).to.include({ bootstrapSelfManagedAddons: false });
        expect(only(resources, "aws:eks/cluster:Cluster")).to.have.property("computeConfig");
        expect(ofType(resources, "aws:eks/nodeGroup:NodeGroup")).to.be.empty;
        expect(ofType(resources, "aws:ec2/natGateway:NatGateway")).to.be.empty;
        const secrets = ofType(resources, "aws:secretsmanager/secret:Secret").map(
            ({ inputs }) => inputs.name as string,
        );
        expect(secrets).to.have.members(["alchemorsel-staging/editor-key", "alchemorsel-staging/mail"]);
        expect(only(resources, "aws:ec2/vpc:Vpc").assignGeneratedIpv6CidrBlock).to.be.true;
        expect(ofType(resources, "aws:route53/record:Record").map(({ inputs }) => inputs.type as string)).to.include(
            "AAAA",
        );
        const bindings = resources.filter(({ type }) => type.endsWith(":TargetGroupBinding"));
        expect(bindings.map(({ type }) => type)).to.deep.equal(
            Array(2).fill("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding"),
        );
    });
});
