import type { CacheArgs } from "./foundation/aws/data/cache";
import type { DatabaseArgs } from "./foundation/aws/data/database";
import type { ClusterArgs } from "./foundation/aws/cluster/cluster";
import type { ClusterAccessEntry } from "./foundation/aws/cluster/cluster-rules";
import type { NodePoolArgs } from "./foundation/aws/controllers/node-pool";
import type { NodeGroupArgs } from "./foundation/aws/cluster/node-group";
import type { ObservabilityArgs } from "./foundation/aws/cluster/observability";
import type { CertificateArgs } from "./foundation/aws/edge/certificate";
import type { EdgeArgs } from "./foundation/aws/edge/edge";
import type { LoadBalancerArgs } from "./foundation/aws/edge/load-balancer";
import type { WebFirewallArgs } from "./foundation/aws/edge/web-firewall";
import type { NetworkArgs } from "./foundation/aws/network/network";
import type { AlarmsArgs } from "./foundation/aws/operations/alarms";
import type { CostArgs } from "./foundation/aws/operations/cost";
import type { RecoveryArgs } from "./foundation/aws/operations/recovery";
import type { RegistryArgs } from "./foundation/aws/operations/registry";
import type { SecretsArgs } from "./foundation/aws/operations/secrets";

/** Settings of the foundation `aws`, defaults filled in. Units and meaning: `aws-config-schema.ts` and the components. */
export interface AwsConfig {
    /** Begins the name of everything; unique in account and region. Changing it replaces everything. */
    name: string;
    /** Begins the names of target groups, which have 32 characters. Changing it replaces them. */
    shortName: string;
    /** ID of the account, twelve digits. Credentials of another account are refused. */
    accountId: string;
    /** The stack's `aws:region`. */
    region: string;
    /** What the stack is for: production refuses what would endanger its data. */
    environment: "production" | "staging";
    /**
     * ARN of the policy that limits what every role of the stack may ever be allowed to do; default none. Changed in place.
     * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
     */
    permissionsBoundaryArn?: string;
    /** Whether AWS refuses to delete the cluster, the database and the load balancer. */
    deletionProtection: boolean;
    /** Says that production may go without deletion protection. */
    allowDeletion: boolean;
    /**
     * Properties that stay as they are in AWS, whatever the components would have there, by the resource's name; default none.
     * For what was there before the stack (docs/adopt.md).
     */
    ignoreChanges?: Record<string, string[]>;
    /** The VPC, as `Network` has it. */
    network: Pick<
        NetworkArgs,
        "cidr" | "subnetCidrs" | "secondaryCidrs" | "peerCidrs" | "ipv6" | "endpoints" | "flowLogRetentionDays"
    > & {
        /** Availability zones by name, two at least. Adding one moves no subnet. */
        zones: string[];
        /** Ways out of the private subnets. Changed in place. */
        nat: NonNullable<NetworkArgs["nat"]>;
    };
    /** The EKS cluster, as `Cluster` has it, and its nodes. */
    cluster: Pick<ClusterArgs, "clusterName" | "version" | "publicAccessCidrs" | "support" | "logRetentionDays"> & {
        /** Who may use the cluster, by a name of yours; nobody else may. Changed in place. */
        access: Record<string, ClusterAccessEntry>;
        /**
         * CloudWatch Container Insights, as `Observability` has it; default none, and then nobody hears of a node that
         * isn't ready.
         */
        observability?: Pick<ObservabilityArgs, "version" | "logRetentionDays">;
        /** Who runs the nodes. Changing the kind replaces them. */
        compute: AutoNodes | ManagedNodes;
    };
    /** PostgreSQL, as `Database` has it. */
    database: Pick<
        DatabaseArgs,
        | "identifier"
        | "databaseName"
        | "masterUsername"
        | "engineVersion"
        | "storage"
        | "multiAz"
        | "applyImmediately"
        | "backupRetentionDays"
        | "logRetentionDays"
        | "insights"
        | "restoreFrom"
    > & {
        /** Instance class such as `db.m7g.large`. Changed in place, with a failover of about a minute. */
        instanceClass: string;
    };
    /** Valkey, as `Cache` has it. */
    cache: Pick<
        CacheArgs,
        "engineVersion" | "replicas" | "applyImmediately" | "snapshotRetentionDays" | "logRetentionDays"
    > & {
        /** Node type such as `cache.m7g.large`. Changed in place, node by node. */
        nodeType: string;
    };
    /** DNS, certificate, web firewall and load balancer, as `Edge` has them. */
    edge: Pick<CertificateArgs, "domain" | "alternativeNames"> & {
        /** The public hosted zone of the domains. Changing it replaces their records. */
        zone: { id: string; name: string };
    } & Pick<LoadBalancerArgs, "allowedCidrs" | "idleTimeoutSeconds"> &
        Pick<WebFirewallArgs, "rateLimit" | "overrides"> &
        Pick<EdgeArgs, "weight"> & {
            /** Days for which the logs of load balancer and firewall are kept; default 365. Changed in place. */
            logRetentionDays?: number;
        };
    /**
     * Secrets of Secrets Manager by name, as `Secrets` has them, each of which external-secrets delivers as a Secret of that
     * name in the workloads' namespace; default none. People or a rotation put the values there.
     */
    secrets?: SecretsArgs["secrets"];
    /** Repositories of images, as `Registry` has them; default none. */
    registry?: Pick<RegistryArgs, "repositories" | "keepImages" | "untaggedDays">;
    /** Backups and their copies in another region, as `Recovery` has them; default none. */
    recovery?: Pick<RecoveryArgs, "retentionDays" | "schedule" | "restoreTestSchedule" | "lock"> & {
        /** Where the copies go: another region than the stack's. */
        region: string;
    };
    /** Who is told what it costs, as `Cost` has it. */
    cost: Pick<CostArgs, "monthlyLimitUsd" | "emails" | "anomalyUsd"> & {
        /** ARN of the account's anomaly monitor of services; default: one is created. Changed in place. */
        anomalyMonitorArn?: string;
    };
    /** Who is paged, as `Alarms` has it. */
    alarms: Pick<AlarmsArgs, "thresholds"> & {
        /** Who is paged, by a name of yours. Another endpoint replaces. */
        subscribers: Record<string, { protocol: "email" | "https"; endpoint: string }>;
    };
}

interface AutoNodes {
    /** AWS runs the nodes. */
    kind: "auto";
    /** The built-in pools that are on; default both. Changed in place. */
    nodePools?: ("general-purpose" | "system")[];
}

interface ManagedNodes {
    /** Node groups, and Karpenter if asked for. */
    kind: "managed";
    /** Version of each add-on. Changed in place. */
    addonVersions: { vpcCni: string; coreDns: string; kubeProxy: string; podIdentityAgent: string };
    /** Node groups by name. */
    nodeGroups: Record<string, NodeGroupConfig>;
    /** With it, Karpenter adds nodes beyond those of the groups. */
    karpenter?: Pick<NodePoolArgs, "amiVersion" | "architecture" | "capacityTypes" | "limits">;
}

export type NodeGroupConfig = Pick<
    NodeGroupArgs,
    | "amiType"
    | "instanceTypes"
    | "capacityType"
    | "nodes"
    | "maxUnavailablePercentage"
    | "volumeSizeGiB"
    | "releaseVersion"
>;
