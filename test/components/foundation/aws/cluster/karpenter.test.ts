/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { interruptionEvents } from "../../../../../components/foundation/aws/cluster/interruption-events";
import { Karpenter, type KarpenterArgs } from "../../../../../components/foundation/aws/cluster/karpenter";
import { named, type Registered, registered } from "../../../mocks";

const args: KarpenterArgs = {
    clusterName: "shop",
    region: "eu-central-1",
    accountId: "123456789012",
    volumeKeyArn: "arn:key/data",
    cni: "pod-identity",
};

const outputs = {
    "aws:iam/role:Role": { arn: "arn:role", name: "role" },
    "aws:sqs/queue:Queue": { arn: "arn:queue", url: "https://queue", name: "queue" },
    "aws:cloudwatch/eventRule:EventRule": { name: "rule" },
};

function karpenter(changes: Partial<KarpenterArgs> = {}): Promise<Registered[]> {
    return registered(() => new Karpenter("kp", { ...args, ...changes }), {}, outputs);
}

async function refused(changes: Partial<KarpenterArgs>, name = "kp"): Promise<string> {
    let message = "";
    const created = await registered(() => {
        try {
            new Karpenter(name, { ...args, ...changes });
        } catch (error) {
            expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
            message = (error as Error).message;
        }
    });
    expect(created, "registered").to.be.empty;
    return message;
}

describe("what Karpenter needs in AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, name).inputs;
    const statements = (name: string) => JSON.parse(inputs(name).policy as string).Statement;

    before(async () => {
        resources = await karpenter();
    });

    it("is a role for its ServiceAccount, in kube-system unless told otherwise", async () => {
        expect(inputs("kp-controller-association")).to.include({
            clusterName: "shop",
            namespace: "kube-system",
            serviceAccount: "karpenter",
        });
        const elsewhere = await karpenter({ namespace: "karpenter", serviceAccount: "kp" });
        expect(named(elsewhere, "kp-controller-association").inputs).to.include({
            namespace: "karpenter",
            serviceAccount: "kp",
        });
    });

    it("which works for this cluster's node pools, and has the policies of all its parts", () => {
        expect(statements("kp-controller-nodes")[1].Condition.StringEquals).to.deep.equal({
            "aws:ResourceTag/kubernetes.io/cluster/shop": "owned",
        });
        expect(statements("kp-controller-profiles")).to.have.length(5);
        expect(statements("kp-controller-discovery")).to.have.length(5);
    });

    it("may pass the nodes' role to EC2, and no other", () => {
        expect(statements("kp-controller-pass")).to.deep.equal([
            {
                Sid: "PassNodeRole",
                Effect: "Allow",
                Action: "iam:PassRole",
                Resource: "arn:role",
                Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
            },
        ]);
        expect(named(resources, "kp-controller-pass").dependencies).to.include("kp-node-role");
    });

    it("may use the key of the volumes, through EC2 alone", () => {
        const [use, grant] = statements("kp-controller-volumes");
        expect(use.Resource).to.equal("arn:key/data");
        expect(use.Condition.StringEquals).to.deep.equal({ "kms:ViaService": "ec2.eu-central-1.amazonaws.com" });
        expect(grant.Condition.Bool).to.deep.equal({ "kms:GrantIsForAWSResource": "true" });
    });

    it("has a role for the nodes, and the access entry that lets them join when it has its policies", async () => {
        expect(inputs("kp-access-entry")).to.deep.equal({
            region: "eu-central-1",
            clusterName: "shop",
            principalArn: "arn:role",
            type: "EC2_LINUX",
        });
        const rights = ["kp-node-role-worker", "kp-node-role-images", "kp-node-role-sessions"];
        expect(named(resources, "kp-access-entry").dependencies).to.include.members(rights);
        expect(resources.map(({ name }) => name)).to.not.include("kp-node-role-cni");
        expect(named(await karpenter({ cni: "node-role" }), "kp-node-role-cni").inputs.policyArn).to.match(/_CNI_/);
    });

    it("has an encrypted queue that forgets a warning after five minutes", async () => {
        expect(inputs("kp-interruptions")).to.deep.equal({
            region: "eu-central-1",
            messageRetentionSeconds: 300,
            sqsManagedSseEnabled: true,
        });
        const own = await karpenter({ queueKeyArn: "arn:key/logs" });
        expect(named(own, "kp-interruptions").inputs).to.include({ kmsMasterKeyId: "arn:key/logs" });
        expect(named(own, "kp-interruptions").inputs).to.not.have.property("sqsManagedSseEnabled");
        const [, decrypt] = JSON.parse(named(own, "kp-controller-interruptions").inputs.policy as string).Statement;
        expect(decrypt).to.deep.include({ Action: "kms:Decrypt", Resource: "arn:key/logs" });
        expect(decrypt.Condition.StringEquals).to.deep.equal({ "kms:ViaService": "sqs.eu-central-1.amazonaws.com" });
    });

    it("lets the account's own rules send to the queue, Karpenter receive from it, and nobody without TLS", () => {
        const [rules, sqs, deny] = statements("kp-interruptions-policy");
        expect(rules.Principal).to.deep.equal({ Service: "events.amazonaws.com" });
        expect(rules.Condition.ArnLike["aws:SourceArn"]).to.equal("arn:aws:events:eu-central-1:123456789012:rule/*");
        expect(sqs.Principal).to.deep.equal({ Service: "sqs.amazonaws.com" });
        expect(sqs.Condition.StringEquals).to.deep.equal({ "aws:SourceAccount": "123456789012" });
        expect(deny).to.deep.include({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "arn:queue" });
        expect(deny.Condition.Bool).to.deep.equal({ "aws:SecureTransport": "false" });
        expect(statements("kp-controller-interruptions")).to.deep.equal([
            {
                Sid: "ReceiveInterruptions",
                Effect: "Allow",
                Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
                Resource: "arn:queue",
            },
        ]);
    });

    it("has a rule for each row of the events' table, whose target is the queue", () => {
        for (const [event, { source, detailType }] of Object.entries(interruptionEvents)) {
            const pattern = JSON.parse(inputs(`kp-on-${event}`).eventPattern as string);
            expect(pattern).to.deep.equal({ source: [source], "detail-type": [detailType] });
            expect(inputs(`kp-on-${event}-target`)).to.deep.include({ rule: "rule", arn: "arn:queue" });
        }
    });

    it("lets its user bend each child", async () => {
        const tags = { team: "shop" };
        const bent = await karpenter({
            transform: {
                controller: { role: (given, opts) => ({ args: { ...given, tags }, opts }) },
                nodeRole: (given, opts) => ({ args: { ...given, tags }, opts }),
                accessEntry: (given, opts) => ({ args: { ...given, tags }, opts }),
                queue: (given, opts) => ({ args: { ...given, tags }, opts }),
                queuePolicy: (given, opts) => ({ args: { ...given, policy: "{}" }, opts }),
                rule: (given, opts) => ({ args: { ...given, tags }, opts }),
                target: (given, opts) => ({ args: { ...given, targetId: "queue" }, opts }),
            },
        });
        for (const child of ["controller-role", "node-role", "access-entry", "interruptions", "on-spot"]) {
            expect(named(bent, `kp-${child}`).inputs.tags, child).to.deep.equal(tags);
        }
        expect(named(bent, "kp-interruptions-policy").inputs.policy).to.equal("{}");
        expect(named(bent, "kp-on-spot-target").inputs.targetId).to.equal("queue");
    });

    it("refuses everything that is wrong in one error, before anything is registered", async () => {
        const message = await refused({ region: "x", accountId: "12", namespace: "-", serviceAccount: "" });
        expect(message).to.match(/region: is no region/);
        expect(message).to.match(/accountId: is no account ID/);
        expect(message).to.match(/namespace: is no name of a namespace; it is "-"/);
        expect(message).to.match(/serviceAccount: is no name of a ServiceAccount; it is ""/);
    });

    it("refuses a name that AWS would refuse for any child", async () => {
        const message = await refused({}, "k".repeat(50));
        expect(message).to.match(/name: makes the name k+-node-role-\d+, 4 above the 64/);
        expect(message).to.match(/name: makes the name k+-on-reservation-\d+, 9 above the 64/);
        expect(message).to.match(/name: makes the name k+-controller-role-\d+, 10 above the 64/);
    });
});
