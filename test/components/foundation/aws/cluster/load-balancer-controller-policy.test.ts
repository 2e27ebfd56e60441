import { expect } from "chai";

import {
    bindTargets,
    manageLoadBalancers,
} from "../../../../../components/foundation/aws/cluster/load-balancer-controller-policy";
import { policyDocument } from "../../../../../components/foundation/aws/policy-document";

/** Actions on things that AWS can limit by the controller's tag. */
const limited = /:(Delete(LoadBalancer|TargetGroup|SecurityGroup)|Set(Subnets|SecurityGroups)|ModifyTargetGroup)/;

describe("the policy of the AWS Load Balancer Controller", () => {
    it("lets it make load balancers and target groups only with its tag", () => {
        const create = manageLoadBalancers().find(({ Sid }) => Sid === "Create");
        expect(create?.Condition).to.deep.equal({ Null: { "aws:RequestTag/elbv2.k8s.aws/cluster": "false" } });
    });

    it("lets it change and delete only those that carry its tag", () => {
        const changes = manageLoadBalancers().filter(({ Action }) => [Action].flat().some((a) => limited.test(a)));
        expect(changes).to.have.length(2);
        for (const { Condition } of changes) {
            expect(Condition).to.deep.equal({ Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } });
        }
    });

    it("lets it tag nothing that exists as its own", () => {
        const tagging = manageLoadBalancers().filter(({ Action }) =>
            [Action].flat().some((action) => /:(CreateTags|AddTags)/.test(action)),
        );
        expect(tagging).to.have.length(5);
        for (const { Sid, Condition } of tagging.filter((statement) => statement.Sid !== "TagListeners")) {
            const atCreation = Object.keys(Condition?.StringEquals ?? {}).some((key) => key.endsWith(":CreateAction"));
            const keepsTag = Condition?.Null?.["aws:RequestTag/elbv2.k8s.aws/cluster"] === "true";
            expect(atCreation || keepsTag, Sid).to.be.true;
        }
    });

    it("lets it make the service-linked role of load balancing, and no other", () => {
        const role = manageLoadBalancers().find(({ Action }) =>
            [Action].flat().includes("iam:CreateServiceLinkedRole"),
        );
        expect(role?.Condition?.StringEquals).to.deep.equal({
            "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com",
        });
    });

    it("says each statement's purpose once, and fits into a policy", () => {
        const sids = manageLoadBalancers().map(({ Sid }) => Sid);
        expect(new Set(sids).size).to.equal(sids.length);
        expect(JSON.stringify(policyDocument(manageLoadBalancers())).length).to.be.below(10_240);
    });

    it("where it only binds targets, lets it change target groups alone", () => {
        const changes = bindTargets.filter(({ Resource }) => Resource !== "*");
        expect(changes.flatMap(({ Resource }) => Resource)).to.deep.equal([
            "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*",
        ]);
        const reads = bindTargets.filter(({ Resource }) => Resource === "*");
        expect(reads.flatMap(({ Action }) => Action).every((action) => action.includes(":Describe"))).to.be.true;
    });
});
