import type { CacheArgs } from "./foundation/aws/data/cache";
import type { DatabaseArgs } from "./foundation/aws/data/database";
import type { ClusterArgs } from "./foundation/aws/cluster/cluster";
import type { ClusterAccessEntry } from "./foundation/aws/cluster/cluster-rules";
import type { NodePoolArgs } from "./foundation/aws/controllers/node-pool";
import type { NodeGroupArgs } from "./foundation/aws/cluster/node-group";
import type { CertificateArgs } from "./foundation/aws/edge/certificate";
import type { LoadBalancerArgs } from "./foundation/aws/edge/load-balancer";
import type { WebFirewallArgs } from "./foundation/aws/edge/web-firewall";
import type { NetworkArgs } from "./foundation/aws/network/network";
import type { AlarmsArgs } from "./foundation/aws/operations/alarms";
import type { CostArgs } from "./foundation/aws/operations/cost";
import type { RecoveryArgs } from "./foundation/aws/operations/recovery";
import type { RegistryArgs } from "./foundation/aws/operations/registry";

/** Settings of the foundation `aws`, defaults filled in. Units and meaning: `aws-config-schema.ts` and the components. */
export interface AwsConfig {
    /** Begins the name of everything; unique in account and region. Changing it replaces everything. */
    name: string;
    /** Begins the names of target groups, which have 32 characters. Changing it replaces them. */
    shortName: string;
    accountId: string;
    /** The stack's `aws:region`. */
    region: string;
    environment: "production" | "staging";
    /** Whether AWS refuses to delete the cluster, the database and the load balancer. */
    deletionProtection: boolean;
    /** Says that production may go without deletion protection. */
    allowDeletion: boolean;
    network: Pick<NetworkArgs, "cidr" | "secondaryCidrs" | "peerCidrs" | "ipv6" | "endpoints" | "flowLogRetentionDays"> & {
        zones: string[];
        nat: NonNullable<NetworkArgs["nat"]>;
    };
    cluster: Pick<ClusterArgs, "version" | "publicAccessCidrs" | "support" | "logRetentionDays"> & {
        access: Record<string, ClusterAccessEntry>;
        compute: AutoNodes | ManagedNodes;
    };
    database: Pick<
        DatabaseArgs,
        "engineVersion" | "storage" | "multiAz" | "applyImmediately" | "backupRetentionDays" | "logRetentionDays" | "insights"
    > & { instanceClass: string };
    cache: Pick<CacheArgs, "engineVersion" | "replicas" | "applyImmediately" | "snapshotRetentionDays" | "logRetentionDays"> & {
        nodeType: string;
    };
    edge: Pick<CertificateArgs, "domain" | "alternativeNames"> & {
        zone: { id: string; name: string };
    } & Pick<LoadBalancerArgs, "allowedCidrs" | "idleTimeoutSeconds"> &
        Pick<WebFirewallArgs, "rateLimit" | "overrides"> & { logRetentionDays?: number };
    registry?: Pick<RegistryArgs, "repositories" | "keepImages" | "untaggedDays">;
    recovery?: Pick<RecoveryArgs, "retentionDays" | "schedule" | "restoreTestSchedule" | "lock"> & {
        /** Where the copies go: another region than the stack's. */
        region: string;
    };
    cost: Pick<CostArgs, "monthlyLimitUsd" | "emails" | "anomalyUsd"> & { anomalyMonitorArn?: string };
    alarms: Pick<AlarmsArgs, "thresholds"> & {
        subscribers: Record<string, { protocol: "email" | "https"; endpoint: string }>;
    };
}

interface AutoNodes {
    kind: "auto";
    nodePools?: ("general-purpose" | "system")[];
}

interface ManagedNodes {
    kind: "managed";
    addonVersions: { vpcCni: string; coreDns: string; kubeProxy: string; podIdentityAgent: string };
    /** Node groups by name. */
    nodeGroups: Record<string, NodeGroupConfig>;
    /** With it, Karpenter adds nodes beyond those of the groups. */
    karpenter?: Pick<NodePoolArgs, "amiVersion" | "architecture" | "capacityTypes" | "limits">;
}

export type NodeGroupConfig = Pick<
    NodeGroupArgs,
    "amiType" | "instanceTypes" | "capacityType" | "nodes" | "maxUnavailablePercentage" | "volumeSizeGiB" | "releaseVersion"
>;
