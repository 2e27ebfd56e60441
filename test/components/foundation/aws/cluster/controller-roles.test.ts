/* eslint-disable @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import {
    ControllerRoles,
    type ControllerRolesArgs,
} from "../../../../../components/foundation/aws/cluster/controller-roles";
import type { PolicyStatement } from "../../../../../components/foundation/aws/policy-document";
import { named, type Registered, registered } from "../../../mocks";

const args: ControllerRolesArgs = {
    clusterName: "shop",
    region: "eu-central-1",
    loadBalancerController: { manages: "targets" },
    externalSecrets: {
        secretArns: [pulumi.output("arn:aws:secret/1"), "arn:aws:secret/2"],
        keyArns: ["arn:aws:key/1"],
    },
    ebsCsiDriver: { volumeKeyArn: "arn:key/data" },
    vpcCni: {},
};

function roles(given: ControllerRolesArgs = args): Promise<Registered[]> {
    return registered(() => new ControllerRoles("sys", given));
}

async function refused(given: Partial<ControllerRolesArgs>, name = "sys"): Promise<string> {
    let message = "";
    const created = await registered(() => {
        try {
            new ControllerRoles(name, { clusterName: "shop", region: "eu-central-1", ...given });
        } catch (error) {
            expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
            message = (error as Error).message;
        }
    });
    expect(created, "registered").to.be.empty;
    return message;
}

describe("the roles of a cluster's controllers", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;
    const statements = (all: Registered[], name: string): PolicyStatement[] =>
        (JSON.parse(named(all, name).inputs.policy as string) as { Statement: PolicyStatement[] }).Statement;

    before(async () => {
        resources = await roles();
    });

    it("are for the ServiceAccounts of their charts and add-ons", () => {
        const accounts = {
            "load-balancer": ["kube-system", "aws-load-balancer-controller"],
            secrets: ["external-secrets", "external-secrets"],
            volumes: ["kube-system", "ebs-csi-controller-sa"],
            network: ["kube-system", "aws-node"],
        };
        for (const [key, [namespace, serviceAccount]] of Object.entries(accounts)) {
            expect(inputs(`sys-${key}-association`)).to.include({ clusterName: "shop", namespace, serviceAccount });
        }
    });

    it("or for others", async () => {
        const { clusterName, region } = args;
        const vpcCni = { namespace: "net", serviceAccount: "cni" };
        expect(named(await roles({ clusterName, region, vpcCni }), "sys-network-association").inputs).to.include(
            vpcCni,
        );
    });

    it("are there for what is given alone", async () => {
        const { clusterName, region, externalSecrets } = args;
        let arns: string[] = [];
        const some = await registered(() => {
            arns = Object.keys(new ControllerRoles("sys", { clusterName, region, externalSecrets }).roleArns);
        });
        expect(some.filter(({ type }) => type === "aws:iam/role:Role").map(({ name }) => name)).to.deep.equal([
            "sys-secrets-role",
        ]);
        expect(arns).to.deep.equal(["externalSecrets"]);
    });

    it("let the load balancer controller change targets alone, or load balancers of its own too", async () => {
        const changing = (all: Registered[]) =>
            statements(all, "sys-load-balancer-own")
                .flatMap(({ Action }) => Action)
                .filter((action) => !/:(Describe|Get|List)/.test(action));
        expect(changing(resources)).to.have.members(
            ["RegisterTargets", "DeregisterTargets", "ModifyTargetGroup", "ModifyTargetGroupAttributes"].map(
                (action) => `elasticloadbalancing:${action}`,
            ),
        );
        const wide = await roles({ ...args, loadBalancerController: { manages: "load-balancers" } });
        expect(changing(wide)).to.include("elasticloadbalancing:CreateLoadBalancer");
    });

    it("let external-secrets read exactly the given secrets, and decrypt with the given keys", () => {
        expect(statements(resources, "sys-secrets-own")).to.deep.equal([
            {
                Sid: "ReadSecrets",
                Effect: "Allow",
                Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                Resource: ["arn:aws:secret/1", "arn:aws:secret/2"],
            },
            {
                Sid: "DecryptSecrets",
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: ["arn:aws:key/1"],
                Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" } },
            },
        ]);
    });

    it("let the EBS CSI driver do what AWS's policy says, and use the key of the volumes", () => {
        expect(inputs("sys-volumes-driver").policyArn).to.equal(
            "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
        );
        expect(statements(resources, "sys-volumes-own").map(({ Resource }) => Resource)).to.deep.equal([
            "arn:key/data",
            "arn:key/data",
        ]);
    });

    it("let the VPC CNI do what AWS's policy says", () => {
        expect(inputs("sys-network-cni").policyArn).to.equal("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
    });

    it("can be bent", async () => {
        const path = "/pods/";
        const bent = await roles({
            ...args,
            transform: { vpcCni: { role: (given, opts) => ({ args: { ...given, path }, opts }) } },
        });
        expect(named(bent, "sys-network-role").inputs.path).to.equal(path);
        expect(named(bent, "sys-secrets-role").inputs).to.not.have.property("path");
    });

    it("refuse everything that is wrong in one error, before anything is registered", async () => {
        const message = await refused({
            region: "x",
            loadBalancerController: { manages: "targets", namespace: "Sys" },
            externalSecrets: { secretArns: ["arn:aws:secretsmanager:*", "db"], keyArns: [], serviceAccount: "_" },
        });
        for (const line of [
            /region: is no region/,
            /loadBalancerController\.namespace: is no name of a namespace; it is "Sys"/,
            /externalSecrets\.serviceAccount: is no name of a ServiceAccount; it is "_"/,
            /externalSecrets\.secretArns\[0\]: stands for more than one/,
            /externalSecrets\.secretArns\[1\]: is no ARN; it is db/,
            /externalSecrets\.keyArns: is empty/,
        ]) {
            expect(message).to.match(line);
        }
    });

    it("refuse no controller at all, no secret to read, and a name that AWS would refuse", async () => {
        expect(await refused({})).to.match(/args: names no controller/);
        const externalSecrets = { secretArns: [], keyArns: ["arn:aws:key/1"] };
        expect(await refused({ externalSecrets })).to.match(/externalSecrets\.secretArns: is empty/);
        expect(await refused({ vpcCni: {} }, "s".repeat(50))).to.match(/name: .*above the 64 that AWS allows/);
    });
});
