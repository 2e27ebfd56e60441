import type { ClusterArgs } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { Cluster } from "../../../embedded/eks/cluster";
import { autoModeChildren, children } from "./children";
import { named, registered } from "./registered";

const options: ClusterArgs = {
    vpcId: "vpc-1",
    privateSubnetIds: ["private-1", "private-2"],
    publicSubnetIds: ["public-1"],
    skipDefaultNodeGroup: true,
    authenticationMode: "API",
    version: "1.34",
    kubeProxyAddonOptions: { version: "v1.34.0-eksbuild.1" },
    corednsAddonOptions: { version: "v1.12.4-eksbuild.1", enabled: true },
    vpcCniOptions: { addonVersion: "v1.20.0-eksbuild.1" },
    accessEntries: {
        ops: {
            principalArn: "arn:aws:iam::123456789012:role/ops",
            type: "STANDARD",
            username: "ops",
            accessPolicies: {
                admin: {
                    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                    accessScope: { type: "cluster" },
                },
            },
        },
    },
};

const autoOptions: ClusterArgs = {
    vpcId: "vpc-1",
    privateSubnetIds: ["private-1"],
    authenticationMode: "API",
    version: "1.34",
    autoMode: { enabled: true },
    corednsAddonOptions: { enabled: false },
};

const make = (args: ClusterArgs = options) => registered(() => new Cluster("c", args, {}));
const rows = (resources: { type: string; name: string; parent: string }[]) =>
    resources.map(({ type, name, parent }) => `${type} ${name} < ${parent || "–"}`).sort();

describe("the stand-in for eks.Cluster", () => {
    it("registers the children of release 4, by type, name and parent", async () => {
        expect(rows((await make()).resources)).to.deep.equal([...children].sort());
    });

    it("registers those of Auto Mode, without security groups, kube-proxy and VPC CNI", async () => {
        expect(rows((await make(autoOptions)).resources)).to.deep.equal([...autoModeChildren].sort());
    });

    it("calls nothing of AWS but getPartition, which needs no account", async () => {
        expect((await make()).calls).to.deep.equal(["aws:index/getPartition:getPartition"]);
    });

    it("gives EKS a role of the partition that the stack is in", async () => {
        const { resources } = await make();
        const role = named(resources, "c-eksRole-role").inputs;
        expect(JSON.parse(role.assumeRolePolicy as string)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Action: ["sts:AssumeRole", "sts:TagSession"],
                    Effect: "Allow",
                    Principal: { Service: ["eks.amazonaws.com"] },
                },
            ],
        });
        expect(role.description).to.equal("Allows EKS to manage clusters on your behalf.");
        expect(named(resources, "c-eksRole-4b490823").inputs.policyArn).to.equal(
            "arn:aws-cn:iam::aws:policy/AmazonEKSClusterPolicy",
        );
    });

    it("plans the control plane as release 4 does", async () => {
        const { resources } = await make({
            ...options,
            endpointPrivateAccess: true,
            endpointPublicAccess: false,
            encryptionConfigKeyArn: "arn:key",
            enabledClusterLogTypes: ["api", "audit"],
            deletionProtection: true,
            upgradePolicy: { supportType: "STANDARD" },
            tags: { stack: "production" },
            clusterTags: { tier: "one" },
        });
        const cluster = named(resources, "c-eksCluster");
        expect(cluster.inputs).to.deep.include({
            roleArn: "arn:c-eksRole-role",
            version: "1.34",
            bootstrapSelfManagedAddons: true,
            enabledClusterLogTypes: ["api", "audit"],
            deletionProtection: true,
            encryptionConfig: { provider: { keyArn: "arn:key" }, resources: ["secrets"] },
            upgradePolicy: { supportType: "STANDARD" },
            accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
            tags: { Name: "c-eksCluster", tier: "one", stack: "production" },
            vpcConfig: {
                securityGroupIds: ["c-eksClusterSecurityGroup-id"],
                subnetIds: ["public-1", "private-1", "private-2"],
                endpointPrivateAccess: true,
                endpointPublicAccess: false,
            },
        });
        expect(cluster.inputs).not.to.have.any.keys(
            "name",
            "computeConfig",
            "storageConfig",
            "kubernetesNetworkConfig",
        );
        expect(cluster.ignoreChanges).to.have.members([
            "accessConfig.bootstrapClusterCreatorAdminPermissions",
            "bootstrapSelfManagedAddons",
        ]);
        expect(cluster.dependencies).to.include.members(["c-eksRole-role", "c-eksRole-4b490823"]);
    });

    it("turns on all of Auto Mode together", async () => {
        const { resources } = await make(autoOptions);
        expect(named(resources, "c-eksCluster").inputs).to.deep.include({
            bootstrapSelfManagedAddons: false,
            computeConfig: {
                enabled: true,
                nodeRoleArn: "arn:c-nodeRole-role",
                nodePools: ["general-purpose", "system"],
            },
            storageConfig: { blockStorage: { enabled: true } },
            kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: true } },
        });
        const trust = JSON.parse(named(resources, "c-nodeRole-role").inputs.assumeRolePolicy as string) as object;
        expect(trust).to.deep.nested.include({
            "Statement[0].Principal": { Service: ["ec2.amazonaws.com"] },
            "Statement[0].Action": ["sts:AssumeRole"],
        });
        expect(named(resources, "c-eksCluster").dependencies).to.include.members([
            "c-nodeRole-7b85ae6b",
            "c-eksRole-1587f79c",
        ]);
    });

    it("takes node pools of the user's, and no node role where none is wanted", async () => {
        const { resources } = await make({
            ...autoOptions,
            autoMode: { enabled: true, createNodeRole: false, computeConfig: { nodePools: ["system"] } },
        });
        expect(named(resources, "c-eksCluster").inputs.computeConfig).to.deep.equal({
            enabled: true,
            nodePools: ["system"],
        });
        expect(resources.map(({ name }) => name)).not.to.contain("c-nodeRole");
    });

    it("pins the add-ons, keeps them when they leave, and overwrites what differs", async () => {
        const { resources } = await make();
        for (const [name, addonName, addonVersion] of [
            ["c-kube-proxy", "kube-proxy", "v1.34.0-eksbuild.1"],
            ["c-coredns", "coredns", "v1.12.4-eksbuild.1"],
            ["c-vpc-cni", "vpc-cni", "v1.20.0-eksbuild.1"],
        ] as const) {
            expect(named(resources, name).inputs, name).to.deep.include({
                clusterName: "c-eksCluster-1",
                addonName,
                addonVersion,
                preserve: true,
                resolveConflictsOnCreate: "OVERWRITE",
                resolveConflictsOnUpdate: "OVERWRITE",
            });
        }
    });

    it("gives the VPC CNI the environment of release 4, with keys in order", async () => {
        const { resources } = await make();
        expect(named(resources, "c-vpc-cni").inputs.configurationValues).to.equal(
            JSON.stringify({
                env: {
                    AWS_VPC_ENI_MTU: "9001",
                    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
                    AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
                    AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG",
                    AWS_VPC_K8S_CNI_LOG_FILE: "/host/var/log/aws-routed-eni/ipamd.log",
                    AWS_VPC_K8S_CNI_VETHPREFIX: "eni",
                    AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
                    AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
                    ENABLE_POD_ENI: "false",
                    WARM_ENI_TARGET: "1",
                },
                init: { env: { DISABLE_TCP_EARLY_DEMUX: "false" } },
            }),
        );
        expect(named(resources, "c-vpc-cni").dependencies).not.to.be.empty;
    });

    it("lets options and configuration change that environment", async () => {
        const { resources } = await make({
            ...options,
            vpcCniOptions: {
                addonVersion: "v1.20.0-eksbuild.1",
                enablePrefixDelegation: true,
                warmEniTarget: 0,
                warmPrefixTarget: 1,
                logLevel: "INFO",
                enableNetworkPolicy: true,
                disableTcpEarlyDemux: true,
                configurationValues: { env: { AWS_VPC_ENI_MTU: "1500" }, nodeAgent: { enabled: true } },
            },
        });
        const values = JSON.parse(named(resources, "c-vpc-cni").inputs.configurationValues as string) as {
            env: object;
        };
        expect(values).to.deep.include({
            enableNetworkPolicy: "true",
            nodeAgent: { enabled: true },
            init: { env: { DISABLE_TCP_EARLY_DEMUX: "true" } },
        });
        expect(values.env).to.include({
            AWS_VPC_ENI_MTU: "1500",
            AWS_VPC_K8S_CNI_LOGLEVEL: "INFO",
            ENABLE_PREFIX_DELEGATION: "true",
            WARM_ENI_TARGET: "0",
            WARM_PREFIX_TARGET: "1",
        });
    });

    it("makes an access entry with its policies below it", async () => {
        const { resources } = await make();
        expect(named(resources, "c-ops").inputs).to.deep.equal({
            clusterName: "c-eksCluster-1",
            principalArn: "arn:aws:iam::123456789012:role/ops",
            type: "STANDARD",
            userName: "ops",
        });
        expect(named(resources, "c-ops-admin")).to.deep.include({ parent: "c-ops" });
        expect(named(resources, "c-ops-admin").inputs).to.deep.include({ accessScope: { type: "cluster" } });
    });

    it("lets nodes and control plane talk, as release 4 does", async () => {
        const { resources } = await make({ ...options, nodeSecurityGroupTags: { tier: "nodes" } });
        const rule = (name: string) => named(resources, name).inputs;
        const [nodes, plane] = ["c-nodeSecurityGroup-id", "c-eksClusterSecurityGroup-id"];
        const everything = { protocol: "-1", fromPort: 0, toPort: 0 };
        const world = { type: "egress", ...everything, cidrBlocks: ["0.0.0.0/0"] };
        expect(rule("c-eksClusterInternetEgressRule")).to.deep.include({ ...world, securityGroupId: plane });
        expect(rule("c-eksNodeInternetEgressRule")).to.deep.include({ ...world, securityGroupId: nodes });
        expect(rule("c-eksNodeIngressRule")).to.include({ ...everything, securityGroupId: nodes, self: true });
        const tcp = { type: "ingress", protocol: "tcp" };
        expect(rule("c-eksNodeClusterIngressRule")).to.include({
            ...{ ...tcp, fromPort: 1025, toPort: 65535 },
            ...{ securityGroupId: nodes, sourceSecurityGroupId: plane },
        });
        expect(rule("c-eksExtApiServerClusterIngressRule")).to.include({
            ...{ ...tcp, fromPort: 443, toPort: 443 },
            ...{ securityGroupId: nodes, sourceSecurityGroupId: plane },
        });
        expect(rule("c-eksClusterIngressRule")).to.include({
            ...{ ...tcp, fromPort: 443, toPort: 443 },
            ...{ securityGroupId: plane, sourceSecurityGroupId: nodes },
        });
        expect(rule("c-nodeSecurityGroup").tags).to.deep.equal({
            Name: "c-nodeSecurityGroup",
            "kubernetes.io/cluster/c-eksCluster-1": "owned",
            tier: "nodes",
        });
    });

    it("hands out what programs read of a cluster", async () => {
        const { result } = await make();
        const { state } = result;
        const read = (name: string) =>
            (pulumi.output(state[name]) as unknown as { promise(): Promise<unknown> }).promise();
        expect(await read("clusterSecurityGroupId")).to.equal("c-eksClusterSecurityGroup-id");
        expect(await read("nodeSecurityGroupId")).to.equal("c-nodeSecurityGroup-id");
        expect(await read("oidcIssuer")).to.equal("oidc.example.com/id");
        expect(await read("kubeconfig")).to.deep.nested.include({
            "clusters[0].cluster.server": "https://api.example.com",
            "users[0].user.exec.args": [
                ...["--region", "eu-central-1", "eks", "get-token", "--cluster-name", "c-eksCluster-1"],
                ...["--output", "json"],
            ],
        });
        expect(await read("core")).to.include.keys("cluster", "subnetIds", "provider", "vpcId", "endpoint");
    });

    it("uses the security group that EKS makes where there is none of its own", async () => {
        const { state } = (await make(autoOptions)).result;
        const id = pulumi.output(state.nodeSecurityGroupId) as unknown as { promise(): Promise<unknown> };
        expect(await id.promise()).to.equal("sg-of-eks");
    });

    it("keeps the user's profile for the resources in the cluster, and out of the kubeconfig for others", async () => {
        const { resources, result } = await make({ ...options, providerCredentialOpts: { profileName: "ops" } });
        expect(named(resources, "c-eks-k8s").inputs.kubeconfig).to.contain('"--profile","ops"');
        const json = pulumi.output(result.state.kubeconfigJson) as unknown as { promise(): Promise<string> };
        expect(await json.promise()).not.to.contain("profile");
    });
});
