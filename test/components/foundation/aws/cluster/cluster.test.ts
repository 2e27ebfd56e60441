/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return --
   inputs are asserted by their shape */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Cluster, type ClusterArgs } from "../../../../../components/foundation/aws/cluster/cluster";
import { unexposed } from "../../../../../components/foundation/aws/cluster/unexposed";
import { named, type Registered, registered } from "../../../mocks";

const admin = { principalArn: "arn:aws:iam::123456789012:role/admin", policy: "AmazonEKSClusterAdminPolicy" };
const addonVersions = {
    vpcCni: "v1.20.4-eksbuild.1",
    coreDns: "v1.12.4-eksbuild.1",
    kubeProxy: "v1.34.1-eksbuild.2",
    podIdentityAgent: "v1.3.8-eksbuild.2",
};
const args: ClusterArgs = {
    region: "eu-central-1",
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-1", "subnet-2"],
    version: "1.34",
    compute: { kind: "auto" },
    access: { admin },
    secretsKeyArn: "arn:key/secrets",
    logsKeyArn: "arn:key/logs",
};

function cluster(changes: Partial<ClusterArgs> = {}, name = "shop"): Promise<Registered[]> {
    const outputs = {
        "eks:index:Cluster": {
            eksCluster: { name, vpcConfig: { clusterSecurityGroupId: "sg-1" } },
            kubeconfigJson: "{}",
        },
    };
    return registered(() => new Cluster(name, { ...args, ...changes }), {}, outputs);
}

async function refused(changes: Partial<ClusterArgs>, name?: string): Promise<string> {
    let message = "";
    const created = await registered(() => {
        try {
            new Cluster(name ?? "shop", { ...args, ...changes });
        } catch (error) {
            expect(pulumi.InputPropertiesError.isInstance(error)).to.be.true;
            message = (error as Error).message;
        }
    });
    expect(created, "registered").to.be.empty;
    return message;
}

describe("a cluster on EKS", () => {
    const inputs = async (changes?: Partial<ClusterArgs>) => named(await cluster(changes), "shop-cluster").inputs;

    it("has no security group but the one of EKS, whoever runs the nodes", async () => {
        for (const compute of [args.compute, { kind: "managed", addonVersions } as const]) {
            expect(await inputs({ compute })).to.include({ skipDefaultSecurityGroups: true });
        }
    });

    it("is private, unless blocks are named", async () => {
        const closed = await inputs();
        expect(closed).to.include({ endpointPrivateAccess: true, endpointPublicAccess: false });
        expect(closed).to.not.have.property("publicAccessCidrs");
        const open = await inputs({ publicAccessCidrs: ["203.0.113.0/24"] });
        expect(open).to.deep.include({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] });
    });

    it("lets in who has an access entry, and nobody else", async () => {
        const { authenticationMode, accessEntries } = await inputs();
        expect(authenticationMode).to.equal("API");
        expect(accessEntries.admin.principalArn).to.equal(admin.principalArn);
        expect(accessEntries.admin.accessPolicies.AmazonEKSClusterAdminPolicy).to.deep.equal({
            policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            accessScope: { type: "cluster" },
        });
    });

    it("gives its creator no permission, and may be moved out of a zone that is impaired", async () => {
        const child = { custom: true, name: "x", opts: {}, props: { accessConfig: { authenticationMode: "API" } } };
        const bend = (type: string) => unexposed({ ...child, type });
        expect(await bend("aws:eks/cluster:Cluster")).to.deep.equal({
            props: {
                accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
                zonalShiftConfig: { enabled: true },
            },
            opts: {},
        });
        expect(await bend("aws:iam/role:Role")).to.equal(undefined);
    });

    it("encrypts Secrets with the customer's key, and is protected from deletion", async () => {
        expect(await inputs()).to.include({ encryptionConfigKeyArn: "arn:key/secrets", deletionProtection: true });
        expect(await inputs({ deletionProtection: false })).to.include({ deletionProtection: false });
    });

    it("logs all five kinds, into a group that is there before it, encrypted and with a retention", async () => {
        const resources = await cluster();
        expect(named(resources, "shop-log-group").inputs).to.include({
            name: "/aws/eks/shop/cluster",
            kmsKeyId: "arn:key/logs",
            retentionInDays: 365,
        });
        const eks = named(resources, "shop-cluster");
        expect(eks.inputs.enabledClusterLogTypes).to.have.length(5);
        expect(eks.dependencies).to.include("shop-log-group");
    });

    it("has the version that is asked for, and standard support", async () => {
        expect(await inputs()).to.deep.include({ version: "1.34", upgradePolicy: { supportType: "STANDARD" } });
    });

    it("runs its nodes by Auto Mode, without add-ons of its own", async () => {
        const auto = await inputs();
        expect(auto.skipDefaultNodeGroup).to.be.true;
        expect(auto.autoMode.enabled).to.be.true;
        expect(auto.autoMode.computeConfig).to.deep.equal({ nodePools: ["general-purpose", "system"] });
        expect(auto.corednsAddonOptions.enabled).to.be.false;
    });

    it("or leaves them to node groups, with every add-on pinned and network policies on", async () => {
        const managed = await inputs({ compute: { kind: "managed", addonVersions } });
        expect(managed).to.not.have.property("autoMode");
        const update = { resolveConflictsOnUpdate: "PRESERVE" };
        const { vpcCni, coreDns, kubeProxy } = addonVersions;
        expect(managed.vpcCniOptions).to.include({ ...update, addonVersion: vpcCni, enableNetworkPolicy: true });
        expect(managed.corednsAddonOptions).to.include({ ...update, version: coreDns });
        expect(managed.kubeProxyAddonOptions).to.include({ ...update, version: kubeProxy });
    });

    it("has the agent that hands roles to pods, where Auto Mode does not bring it", async () => {
        const managed = await cluster({ compute: { kind: "managed", addonVersions } });
        expect(named(managed, "shop-pod-identity-agent").inputs).to.include({
            clusterName: "shop",
            addonName: "eks-pod-identity-agent",
            addonVersion: addonVersions.podIdentityAgent,
            resolveConflictsOnUpdate: "PRESERVE",
        });
        expect((await cluster()).map(({ name }) => name)).to.not.include("shop-pod-identity-agent");
    });

    it("lets its user bend what is handed to @pulumi/eks", async () => {
        const tags = { team: "shop" };
        const bent = await inputs({
            transform: { cluster: (given, opts) => ({ args: { ...given, tags }, opts }) },
        });
        expect(bent.tags).to.deep.equal(tags);
    });

    it("refuses everything that is wrong in one error, before anything is registered", async () => {
        const message = await refused({
            version: "1.34.2",
            logRetentionDays: 7,
            publicAccessCidrs: ["0.0.0.0/0", "office"],
            compute: { kind: "managed", addonVersions: { ...addonVersions, coreDns: "latest" } },
            access: {
                me: { principalArn: "arn:aws:sts::123456789012:assumed-role/admin/me", policy: "cluster-admin" },
            },
        });
        for (const line of [
            /version: is no version of EKS such as 1\.35; it is 1\.34\.2/,
            /logRetentionDays: must be 30 at least/,
            /publicAccessCidrs\[0\]: opens the API server to the world/,
            /publicAccessCidrs\[1\]: is no IPv4 block/,
            /addonVersions\.coreDns: is no version/,
            /access\.me\.principalArn: is a session of a role/,
            /access\.me\.policy: is none of EKS's access policies/,
        ]) {
            expect(message).to.match(line);
        }
    });

    it("refuses two halves of the internet, a cluster that nobody may use, and a name that AWS would refuse", async () => {
        expect(await refused({ publicAccessCidrs: ["128.0.0.0/1"] })).to.match(/opens the API server to the world/);
        expect(await refused({ access: {} })).to.match(/access: is empty: nobody could reach/);
        expect(await refused({}, "s".repeat(101))).to.match(/name: .*above the 100 that AWS allows/);
    });
});
