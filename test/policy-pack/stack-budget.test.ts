import { expect } from "chai";

import { stackBudget } from "../../policy-pack/stack/stack-budget";
import { findingsOf } from "./rule-cases";

describe("a stack that is over its budget", () => {
    it("is told what it is estimated at, what makes most of it, and what has no price", () => {
        const findings = findingsOf(stackBudget, {
            parameters: { monthlyBudget: 100 },
            resources: [
                { type: "aws:eks/cluster:Cluster", name: "cluster", properties: {} },
                { type: "aws:ec2/natGateway:NatGateway", name: "nat-a", properties: {} },
                { type: "aws:ec2/natGateway:NatGateway", name: "nat-b", properties: {} },
                { type: "aws:iam/role:Role", name: "role", properties: {} },
                { type: "aws:ec2/instance:Instance", name: "trainer", properties: { instanceType: "p5.48xlarge" } },
            ],
        });
        expect(findings.map(({ message }) => message)).to.deep.equal([
            "is over its budget of 100 USD a month: about 139 USD (EKS control planes 73, NAT gateways 66; " +
                "us-east-1, on demand, August 2026). Without a price: 2 other resources of AWS, and storage, traffic and requests",
        ]);
    });
});
