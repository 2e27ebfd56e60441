import type * as pulumi from "@pulumi/pulumi";

import type { AlarmsArgs } from "./alarms";
import type { AlarmSource } from "./alarm-table";

/** One thing that alarms look at: its own part of their names, and its dimensions in CloudWatch. */
interface AlarmSubject {
    /** Absent when there is only one of its kind. */
    key?: string;
    dimensions: Record<string, pulumi.Input<string>>;
}

/** What there is to look at, by the kind of it. */
export function alarmSubjects(watch: AlarmsArgs["watch"]): Record<AlarmSource, AlarmSubject[]> {
    const { loadBalancer, database, databaseReplica, cache, webAcl, cluster } = watch;
    const balancer = loadBalancer && { LoadBalancer: loadBalancer.arnSuffix };
    return {
        loadBalancer: balancer ? [{ dimensions: balancer }] : [],
        targetGroup: Object.entries(loadBalancer?.targetGroups ?? {}).map(([key, arnSuffix]) => ({
            key,
            dimensions: { ...balancer, TargetGroup: arnSuffix },
        })),
        databaseReplica: databaseReplica ? [{ dimensions: { DBInstanceIdentifier: databaseReplica.identifier } }] : [],
        database: database ? [{ dimensions: { DBInstanceIdentifier: database.identifier } }] : [],
        cacheNode: (cache?.nodeIds ?? []).map((key) => ({
            key,
            // A node of Valkey has one process, which is always called that.
            dimensions: { CacheClusterId: key, CacheNodeId: "0001" },
        })),
        webAcl: webAcl ? [{ dimensions: { WebACL: webAcl.name, Region: webAcl.region, Rule: "ALL" } }] : [],
        cluster: cluster ? [{ dimensions: { ClusterName: cluster.name } }] : [],
    };
}
