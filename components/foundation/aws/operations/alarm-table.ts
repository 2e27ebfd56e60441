/** What a row's alarm stands for one of. */
export type AlarmSource = (typeof alarmSources)[number];

export const alarmSources = [
    "loadBalancer",
    "targetGroup",
    "database",
    "databaseReplica",
    "cacheNode",
    "webAcl",
    "cluster",
] as const;

/** One kind of alarm. It goes off when the metric is beyond the threshold for `periods` periods in a row. */
interface AlarmRow {
    source: AlarmSource;
    namespace: string;
    metric: string;
    statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p95";
    /** On which side of the threshold it goes off. */
    when: "above" | "below";
    threshold: number;
    periodSeconds: number;
    periods: number;
    /** What it means and what to look at: the text of the page. */
    description: string;
}

const gib = 1024 ** 3;
const alb = { namespace: "AWS/ApplicationELB", when: "above", periodSeconds: 60 } as const;
const rds = { source: "database", namespace: "AWS/RDS", periodSeconds: 300 } as const;
const elastiCache = { source: "cacheNode", namespace: "AWS/ElastiCache", when: "above", periodSeconds: 300 } as const;

/**
 * What pages somebody, one row each. No data never does: a metric of errors has none while there are no errors.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export const alarmTable = {
    unhealthyTargets: {
        ...alb,
        source: "targetGroup",
        metric: "UnHealthyHostCount",
        statistic: "Maximum",
        threshold: 0,
        periods: 3,
        description: "Pods fail the load balancer's health check. Look at their readiness and logs.",
    },
    targetErrors: {
        ...alb,
        source: "loadBalancer",
        metric: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        threshold: 10,
        periods: 3,
        description:
            "The app answers 5xx, more than so many a minute. Look at its logs, and go back to the last release.",
    },
    loadBalancerErrors: {
        ...alb,
        source: "loadBalancer",
        metric: "HTTPCode_ELB_5XX_Count",
        statistic: "Sum",
        threshold: 10,
        periods: 3,
        description: "The load balancer itself answers 5xx: it finds no healthy target, or connections to them fail.",
    },
    latency: {
        ...alb,
        source: "loadBalancer",
        metric: "TargetResponseTime",
        statistic: "p95",
        threshold: 1,
        periods: 5,
        description: "One request in twenty takes more than so many seconds. Look at the database and the pods' CPU.",
    },
    databaseStorage: {
        ...rds,
        metric: "FreeStorageSpace",
        statistic: "Minimum",
        when: "below",
        threshold: 2 * gib,
        periods: 1,
        description: "The database has less than so many bytes left, though its storage grows: it may be at its limit.",
    },
    databaseConnections: {
        ...rds,
        metric: "DatabaseConnections",
        statistic: "Maximum",
        when: "above",
        threshold: 500,
        periods: 3,
        description: "The database has more connections than so many. Look for pods that leak them.",
    },
    databaseCpu: {
        ...rds,
        metric: "CPUUtilization",
        statistic: "Average",
        when: "above",
        threshold: 80,
        periods: 3,
        description: "The database's CPU is busy for more than so many percent. Look at Database Insights.",
    },
    databaseReplicaLag: {
        ...rds,
        source: "databaseReplica",
        metric: "ReplicaLag",
        statistic: "Maximum",
        when: "above",
        threshold: 60,
        periods: 3,
        description: "A read replica is more than so many seconds behind: look at its load and at long transactions.",
    },
    cacheEvictions: {
        ...elastiCache,
        metric: "Evictions",
        statistic: "Sum",
        threshold: 1000,
        periods: 3,
        description: "The cache throws out more entries than so many in five minutes: it is too small.",
    },
    cacheMemory: {
        ...elastiCache,
        metric: "DatabaseMemoryUsagePercentage",
        statistic: "Maximum",
        threshold: 90,
        periods: 3,
        description: "The cache's memory is full to more than so many percent.",
    },
    cacheReplicaLag: {
        ...elastiCache,
        metric: "ReplicationLag",
        statistic: "Maximum",
        threshold: 10,
        periods: 3,
        description: "A replica of the cache is more than so many seconds behind: a failover would lose as much.",
    },
    blockedRequests: {
        source: "webAcl",
        namespace: "AWS/WAFV2",
        metric: "BlockedRequests",
        statistic: "Sum",
        when: "above",
        threshold: 1000,
        periodSeconds: 300,
        periods: 1,
        description: "WAF blocks more requests than so many in five minutes: an attack, or a rule that hits customers.",
    },
    nodesNotReady: {
        source: "cluster",
        namespace: "ContainerInsights",
        metric: "cluster_failed_node_count",
        statistic: "Maximum",
        when: "above",
        threshold: 0,
        periodSeconds: 60,
        periods: 10,
        description: "A node is not ready. Only with the add-on CloudWatch Observability there is this metric.",
    },
} as const satisfies Record<string, AlarmRow>;

/** Name of a row: what a threshold of one's own is given under. */
export type AlarmName = keyof typeof alarmTable;
