/** A Pulumi program that has every component for AWS once, each standing on the others. */
import {
    Alarms,
    Cache,
    Cluster,
    ControllerRoles,
    Cost,
    Database,
    Edge,
    Encryption,
    Karpenter,
    Network,
    NodeGroup,
    Recovery,
    Registry,
    Secrets,
} from "../../components/aws";

const region = "eu-central-1";
const recoveryRegion = "eu-west-1";
const accountId = "123456789012";
const version = "1.34";

const { keyArns, recoveryKeyArns } = new Encryption("keys", { region, accountId, recoveryRegion });
const network = new Network("network", {
    region,
    accountId,
    cidr: "10.0.0.0/16",
    zones: ["a", "b", "c"].map((letter) => region + letter),
    logsKeyArn: keyArns.logs,
});
const { vpcId, subnetIds } = network;

const cluster = new Cluster("cluster", {
    region,
    vpcId,
    privateSubnetIds: subnetIds.private,
    version,
    compute: {
        kind: "managed",
        addonVersions: {
            vpcCni: "v1.20.4-eksbuild.1",
            coreDns: "v1.12.4-eksbuild.1",
            kubeProxy: "v1.34.1-eksbuild.2",
            podIdentityAgent: "v1.3.8-eksbuild.2",
        },
    },
    access: { admin: { principalArn: `arn:aws:iam::${accountId}:role/admin`, policy: "AmazonEKSClusterAdminPolicy" } },
    secretsKeyArn: keyArns.secrets,
    logsKeyArn: keyArns.logs,
});
const { clusterName, securityGroupId: nodes } = cluster;
new NodeGroup("nodes", {
    clusterName,
    region,
    subnetIds: subnetIds.private,
    version,
    amiType: "AL2023_ARM_64_STANDARD",
    instanceTypes: ["m7g.large"],
    nodes: { min: 2, max: 6, desired: 3 },
    volumeKeyArn: keyArns.data,
    cni: "pod-identity",
});
new Karpenter("karpenter", { clusterName, region, accountId, volumeKeyArn: keyArns.data, cni: "pod-identity" });

const database = new Database("database", {
    vpcId,
    subnetIds: subnetIds.data,
    clients: { nodes },
    accountId,
    keys: keyArns,
    engineVersion: "17.6",
    instanceClass: "db.m7g.large",
});
const cache = new Cache("cache", {
    vpcId,
    subnetIds: subnetIds.data,
    clients: { nodes },
    keys: keyArns,
    users: { app: { authentication: "iam" } },
    engineVersion: "8.0",
    nodeType: "cache.m7g.large",
});
const secrets = new Secrets("secrets", {
    secrets: { "mail/api-key": { description: "Key of the mail service" } },
    kmsKeyArn: keyArns.secrets,
    replicas: { [recoveryRegion]: recoveryKeyArns?.secrets ?? "" },
});
new ControllerRoles("controllers", {
    clusterName,
    region,
    loadBalancerController: { manages: "targets" },
    externalSecrets: { secretArns: Object.values(secrets.arns), keyArns: [keyArns.secrets] },
    ebsCsiDriver: { volumeKeyArn: keyArns.data },
    vpcCni: {},
});

const edge = new Edge("edge", {
    accountId,
    domains: { domain: "example.com", alternativeNames: ["www.example.com"], zone: { id: "Z1", name: "example.com" } },
    loadBalancer: {
        loadBalancerName: "production",
        vpcId,
        subnetIds: subnetIds.public,
        targets: { securityGroupId: nodes },
        targetPort: 8080,
    },
    firewall: { firewallName: "production", logKeyArn: keyArns.logs },
    region,
});

new Registry("registry", { repositories: ["alchemorsel/app"], kmsKeyArn: keyArns.data });
new Recovery("recovery", {
    kmsKeyArn: keyArns.backups,
    protect: { database: { arn: database.arn, restoreTest: { type: "RDS" } } },
    copy: { region: recoveryRegion, kmsKeyArn: recoveryKeyArns?.backups ?? "" },
});
new Cost("cost", { monthlyLimitUsd: 2000, emails: ["ops@example.com"] });
new Alarms("alarms", {
    kmsKeyArn: keyArns.logs,
    accountId,
    subscribers: { ops: { protocol: "email", endpoint: "ops@example.com" } },
    watch: {
        loadBalancer: { arnSuffix: edge.loadBalancer.arnSuffix, targetGroups: {} },
        database: { identifier: database.identifier },
        cache: { nodeIds: cache.nodeIds },
        webAcl: { name: edge.firewall.webAclName, region },
        cluster: { name: clusterName },
    },
});
