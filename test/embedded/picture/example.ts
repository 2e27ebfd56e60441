import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import * as platform from "../../../components/aws";
import type { PlannedResource } from "../../../embedded/preview/plan";
import { planOfProgram } from "./plan-of-program";

export interface Options {
    /** Letters of the zones. */
    zones: string;
    nat: "per-zone" | "single" | "none";
    hasEdge: boolean;
    hasDatabase: boolean;
    hasCache: boolean;
    hasRecovery: boolean;
    compute: "auto" | "managed" | "none";
    tiers: ("public" | "private" | "data")[];
    endpoints: string[] | undefined;
    ipv6: boolean;
}

export const production: Options = {
    zones: "abc",
    nat: "per-zone",
    hasEdge: true,
    hasDatabase: true,
    hasCache: true,
    hasRecovery: true,
    compute: "auto",
    tiers: ["public", "private", "data"],
    endpoints: undefined,
    ipv6: false,
};

const region = "eu-central-1";
const accountId = "123456789012";
const arn = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;

/** The plan of a stack that the components of the package make up. */
export function planOfExample(changes: Partial<Options> = {}): Promise<PlannedResource[]> {
    return planOfProgram(() => {
        exampleStack({ ...production, ...changes });
    });
}

export function exampleStack(options: Options): void {
    const recoveryRegion = options.hasRecovery ? "eu-west-1" : undefined;
    const encryption = new platform.Encryption("encryption", { region, accountId, recoveryRegion });
    const { data, secrets, logs } = encryption.keyArns;
    const there = encryption.recoveryKeyArns;
    const network = new platform.Network("network", {
        region,
        accountId,
        cidr: "10.0.0.0/16",
        zones: Array.from(options.zones, (letter) => region + letter),
        tiers: options.tiers,
        nat: options.nat,
        endpoints: options.endpoints,
        ipv6: options.ipv6,
        logsKeyArn: logs,
    });
    new platform.Registry("registry", { repositories: ["alchemorsel/app"], kmsKeyArn: data });
    new platform.Secrets("secrets", {
        secrets: { mail: { description: "The mail server's password" } },
        kmsKeyArn: secrets,
        replicas: there === undefined || recoveryRegion === undefined ? {} : { [recoveryRegion]: there.secrets },
    });
    cluster(options, network, { data, secrets, logs });
    stores(options, network, encryption);
    if (options.hasEdge) {
        edge(network, logs);
    }
}

type Keys = Record<"data" | "secrets" | "logs", pulumi.Input<string>>;

function cluster({ compute }: Options, { vpcId, subnetIds }: platform.Network, keys: Keys): void {
    if (compute === "none") {
        return;
    }
    const version = "1.34";
    const addonVersions = {
        vpcCni: "v1.20.4-eksbuild.1",
        coreDns: "v1.12.4-eksbuild.1",
        kubeProxy: "v1.34.1-eksbuild.2",
        podIdentityAgent: "v1.3.8-eksbuild.2",
    };
    const { clusterName } = new platform.Cluster("cluster", {
        region,
        vpcId,
        privateSubnetIds: subnetIds.private,
        version,
        compute: compute === "auto" ? { kind: "auto" } : { kind: "managed", addonVersions },
        access: { ops: { principalArn: arn("role/ops"), policy: "AmazonEKSClusterAdminPolicy" } },
        secretsKeyArn: keys.secrets,
        logsKeyArn: keys.logs,
    });
    if (compute === "managed") {
        new platform.NodeGroup("web", {
            clusterName,
            region,
            subnetIds: subnetIds.private,
            version,
            amiType: "AL2023_ARM_64_STANDARD",
            instanceTypes: ["m7g.large", "m7g.xlarge"],
            nodes: { min: 3, max: 9, desired: 3 },
            volumeKeyArn: keys.data,
            cni: "pod-identity",
        });
        const subnetSelectorTerms = subnetIds.private.map((id) => ({ id }));
        const spec = { subnetSelectorTerms };
        new k8s.apiextensions.CustomResource("pool", {
            apiVersion: "karpenter.k8s.aws/v1",
            kind: "EC2NodeClass",
            spec,
        });
    }
    const workload = new pulumi.ComponentResource("alchemorsel:workload:Workload", "recipes");
    for (const name of ["recipes-blue", "recipes-green"]) {
        new k8s.apps.v1.Deployment(name, { metadata: { name } }, { parent: workload });
    }
    for (const name of ["external-secrets", "karpenter-crd"]) {
        new k8s.helm.v3.Release(name, { name, chart: name });
    }
}

function stores(
    { hasDatabase, hasCache, tiers }: Options,
    { vpcId, subnetIds }: platform.Network,
    { keyArns, recoveryKeyArns: there }: platform.Encryption,
): void {
    const common = {
        vpcId,
        subnetIds: tiers.includes("data") ? subnetIds.data : subnetIds.private,
        clients: { nodes: "sg-nodes" },
        keys: keyArns,
    };
    if (hasDatabase) {
        const database = new platform.Database("database", {
            ...common,
            accountId,
            engineVersion: "17.6",
            instanceClass: "db.m7g.large",
            recovery: there && { region: "eu-west-1", kmsKeyArn: there.data },
        });
        new platform.Recovery("recovery", {
            kmsKeyArn: keyArns.backups,
            protect: { database: { arn: database.arn } },
            copy: there && { region: "eu-west-1", kmsKeyArn: there.backups },
        });
    }
    if (hasCache) {
        new platform.Cache("cache", {
            ...common,
            users: { app: { authentication: "iam" } },
            engineVersion: "8.0",
            nodeType: "cache.m7g.large",
            replicas: 2,
        });
    }
}

function edge({ vpcId, subnetIds }: platform.Network, logKeyArn: pulumi.Input<string>): void {
    new platform.Edge("edge", {
        accountId,
        domains: {
            domain: "example.com",
            alternativeNames: ["www.example.com"],
            zone: { id: "Z1", name: "example.com" },
        },
        loadBalancer: {
            loadBalancerName: "production",
            vpcId,
            subnetIds: subnetIds.public,
            targets: { securityGroupId: "sg-pods" },
            targetPort: 8080,
        },
        firewall: { firewallName: "production", logKeyArn },
        region,
    });
    new aws.sns.Topic("alarms-topic", { region });
}
