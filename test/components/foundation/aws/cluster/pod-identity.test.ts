/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { PodIdentity, type PodIdentityArgs } from "../../../../../components/foundation/aws/cluster/pod-identity";
import { named, type Registered, registered } from "../../../mocks";

const args: PodIdentityArgs = {
    clusterName: "shop",
    region: "eu-central-1",
    namespace: "mail",
    serviceAccount: "sender",
    description: "Sends mail",
    policies: { send: [{ Effect: "Allow", Action: "ses:SendEmail", Resource: pulumi.output("arn:ses") }] },
    managedPolicies: { logs: "CloudWatchAgentServerPolicy" },
};

const outputs = { "aws:iam/role:Role": { arn: "arn:role", name: "role" } };

function identity(changes: Partial<PodIdentityArgs> = {}): Promise<Registered[]> {
    return registered(() => new PodIdentity("mail", { ...args, ...changes }), {}, outputs);
}

async function refused(changes: Partial<PodIdentityArgs>, name = "mail"): Promise<string> {
    let message = "";
    const created = await registered(() => {
        try {
            new PodIdentity(name, { ...args, ...changes });
        } catch (error) {
            expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
            message = (error as Error).message;
        }
    });
    expect(created, "registered").to.be.empty;
    return message;
}

describe("a role by Pod Identity", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;

    before(async () => {
        resources = await identity();
    });

    it("can be taken by EKS alone, for the one ServiceAccount of the one cluster", () => {
        const { Statement } = JSON.parse(inputs("mail-role").assumeRolePolicy as string);
        expect(Statement).to.deep.equal([
            {
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:RequestTag/eks-cluster-name": "shop",
                        "aws:RequestTag/kubernetes-namespace": "mail",
                        "aws:RequestTag/kubernetes-service-account": "sender",
                    },
                },
            },
        ]);
    });

    it("may do what its policies say, those of AWS included", () => {
        expect(JSON.parse(inputs("mail-send").policy as string)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "ses:SendEmail", Resource: "arn:ses" }],
        });
        expect(inputs("mail-logs")).to.deep.equal({
            role: "role",
            policyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        });
    });

    it("is handed to the ServiceAccount only when it has all of its policies", () => {
        expect(inputs("mail-association")).to.deep.equal({
            region: "eu-central-1",
            clusterName: "shop",
            namespace: "mail",
            serviceAccount: "sender",
            roleArn: "arn:role",
        });
        expect(named(resources, "mail-association").dependencies).to.include.members(["mail-send", "mail-logs"]);
    });

    it("lets its user bend each child", async () => {
        const tags = { team: "mail" };
        const bent = await identity({
            transform: {
                role: (given, opts) => ({ args: { ...given, path: "/pods/" }, opts }),
                policy: (given, opts) => ({ args: { ...given, name: "send" }, opts }),
                attachment: (given, opts) => ({ args: { ...given, policyArn: "arn:other" }, opts }),
                association: (given, opts) => ({ args: { ...given, tags }, opts }),
            },
        });
        expect(named(bent, "mail-role").inputs.path).to.equal("/pods/");
        expect(named(bent, "mail-send").inputs.name).to.equal("send");
        expect(named(bent, "mail-logs").inputs.policyArn).to.equal("arn:other");
        expect(named(bent, "mail-association").inputs.tags).to.deep.equal(tags);
    });

    it("refuses everything that is wrong in one error, before anything is registered", async () => {
        const changes = { namespace: "Mail", serviceAccount: "a_b", policies: {}, managedPolicies: {} };
        const message = await refused(changes);
        expect(message).to.match(/namespace: is no name of a namespace; it is "Mail"/);
        expect(message).to.match(/serviceAccount: is no name of a ServiceAccount; it is "a_b"/);
        expect(message).to.match(/policies: has no policy/);
    });

    it("refuses a name that AWS would refuse for the role or a policy", async () => {
        expect(await refused({}, "m".repeat(60))).to.match(/name: .* 9 above the 64 that AWS allows/);
        expect(await refused({ managedPolicies: { ["p".repeat(130)]: "X" } })).to.match(
            /policies\.p+: .*above the 128/,
        );
    });
});
