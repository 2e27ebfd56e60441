import type { Document } from "yaml";

type Path = readonly string[];

const aws = (...keys: string[]): Path => ["config", "alchemorsel:aws", ...keys];
const workload = (...keys: string[]): Path => ["config", "alchemorsel:workloads", "recipes", ...keys];

/** A setting of each component that can be changed in place, and another value for it. */
const changes: readonly (readonly [Path, unknown])[] = [
    [aws("network", "flowLogRetentionDays"), 60],
    [aws("cluster", "logRetentionDays"), 60],
    [aws("cluster", "observability", "logRetentionDays"), 60],
    [aws("database", "backupRetentionDays"), 21],
    [aws("database", "logRetentionDays"), 60],
    [aws("cache", "snapshotRetentionDays"), 14],
    [aws("cache", "logRetentionDays"), 60],
    [aws("edge", "logRetentionDays"), 60],
    [aws("edge", "idleTimeoutSeconds"), 90],
    [aws("edge", "rateLimit"), { requests: 3000 }],
    [aws("secrets", "editor-key", "description"), "Who has it may write recipes, and take them back"],
    [aws("registry", "keepImages"), 30],
    [aws("cost", "monthlyLimitUsd"), 4000],
    [aws("alarms", "thresholds"), { databaseCpu: 85 }],
    [workload("replicas", "max"), 6],
    [workload("resources", "memory"), "160Mi"],
];

/** Of what not every stack has. */
const ifThere: readonly (readonly [Path, unknown])[] = [
    [aws("cluster", "compute", "nodeGroups", "base", "nodes", "max"), 8],
    [aws("cluster", "compute", "karpenter", "limits", "cpu"), 128],
    [aws("recovery", "retentionDays"), 42],
];

/** What a year's everyday work changes, in one update. */
export function setEverydayChanges(config: Document): void {
    for (const [path, value] of [...changes, ...ifThere.filter(([path]) => config.hasIn(path))])
        config.setIn(path, config.createNode(value));
    const auditors = {
        principalArn: auditorsOf(String(config.getIn(aws("accountId")))),
        policy: "AmazonEKSViewPolicy",
    };
    config.setIn(aws("cluster", "access", "auditors"), config.createNode(auditors));
}

/** ARN of a role that the account has, and that gets access to the cluster. */
export function auditorsOf(accountId: string): string {
    return `arn:aws:iam::${accountId}:role/auditors`;
}
