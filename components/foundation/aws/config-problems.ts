import type { AwsConfig } from "../../aws-config";
import { colors, perColor } from "../../colors";
import type { ConfigContext, WorkloadConfig } from "../../config";
import { type Problem, propertyPath } from "../../problems";
import {
    albTrafficProblems,
    previewHeaderProblem,
    previewPriority,
    rulePriority,
    targetGroupName,
} from "../../workload/alb-rules";
import { appPort } from "../../workload/pod";
import { defaultNamespace } from "../namespace-name";
import { accountIdProblem, regionProblem } from "./account";
import { nodePoolDefaults, nodePoolProblems } from "./controllers/node-pool-rules";
import { cacheUser } from "./cache-store";
import { clusterProblems } from "./cluster/cluster-rules";
import { controllerProblems } from "./cluster/controller-roles-rules";
import { karpenterProblems } from "./cluster/karpenter-rules";
import { nodeGroupDefaults, nodeGroupProblems } from "./cluster/node-group-rules";
import { observabilityProblems } from "./cluster/observability-rules";
import { podIdentityProblems } from "./cluster/pod-identity-rules";
import { cacheProblems } from "./data/cache-rules";
import { cacheNumbers } from "./data/cache-settings";
import { databaseProblems } from "./data/database-rules";
import { databaseNumbers } from "./data/database-settings";
import {
    certificateProblems,
    coversHost,
    loadBalancerProblems,
    logBucketProblems,
    weightProblems,
} from "./edge/edge-rules";
import { firewallProblems } from "./edge/web-firewall-rules";
import { encryptionProblems } from "./encryption/encryption-rules";
import { defaultRetentionDays } from "./log-retention";
import { defaultEndpoints } from "./network/default-endpoints";
import { networkProblems } from "./network/network-rules";
import { allTiers } from "./network/subnet-slots";
import { alarmsProblems } from "./operations/alarms-rules";
import { costProblems } from "./operations/cost-rules";
import { recoveryNumbers, recoveryProblems } from "./operations/recovery-rules";
import { secretsProblems } from "./operations/secrets-rules";
import { registryProblems } from "./operations/registry-rules";
import { partNames } from "./part-names";
import { routingDelays } from "./routing-delays";

/** Settings before they are checked: the stack may name no region. */
type Unchecked = Omit<AwsConfig, "region"> & { region?: string };

/** What the config leaves to the stack's own name and region. */
export function awsDefaults(aws: Partial<AwsConfig>, { name, region }: ConfigContext): Partial<AwsConfig> {
    return { name: aws.name ?? name, shortName: aws.shortName ?? aws.name ?? name, region };
}

/** Paths of a component's args that the config has elsewhere. */
const elsewhere: Record<string, string> = {
    name: "aws.name",
    identifier: "aws.name",
    loadBalancerName: "aws.name",
    firewallName: "aws.name",
    accountId: "aws.accountId",
    region: "aws:region",
    recoveryRegion: "aws.recovery.region",
    "copy.region": "aws.recovery.region",
    "copy.retentionDays": "aws.recovery.retentionDays",
};

/**
 * What is wrong with the settings of a foundation on AWS: the rules of all its components, by the paths of the config, so
 * that one look shows every problem before any resource is registered. Only parts whose shape is right are looked at.
 */
export function awsProblems(
    aws: Unchecked,
    workloads: Record<string, WorkloadConfig>,
    isSound: (path: string) => boolean,
    previewHeaders: Readonly<Record<string, string>> = {},
): Problem[] {
    const ofWorkloads = () =>
        Object.entries(workloads).flatMap(([name, workload]) => workloadProblems(aws, name, workload));
    const problems = [
        ...accountProblems(aws),
        ...(Object.keys(parts) as Part[])
            .filter((part) => isSound(`aws.${part}`) && isSound("aws.name") && aws[part] !== undefined)
            .flatMap((part) => parts[part](aws).map((problem) => at(part, problem))),
        ...protectionProblems(aws),
        ...(isSound("aws.edge") && isSound("aws.name") && isSound("aws.shortName") ? ofWorkloads() : []),
        ...priorityProblems(workloads, Object.keys(previewHeaders).length > 0),
        ...previewProblems(previewHeaders),
    ];
    return problems.filter(
        ({ propertyPath: path, reason }, index) =>
            problems.findIndex((other) => other.propertyPath === path && other.reason === reason) === index,
    );
}

function at(part: string, { propertyPath: path, reason }: Problem): Problem {
    return { propertyPath: elsewhere[path] ?? `aws.${part}${path.startsWith("[") ? "" : "."}${path}`, reason };
}

/** The problems of a component that stands deeper in its part, but for what the config has elsewhere. */
function under(parent: string, problems: readonly Problem[]): Problem[] {
    return problems.map(({ propertyPath: path, reason }) => ({
        propertyPath: path in elsewhere ? path : `${parent}.${path}`,
        reason,
    }));
}

function accountProblems({ accountId, region }: Unchecked): Problem[] {
    const account = typeof accountId === "string" ? accountIdProblem(accountId) : undefined;
    const home = region === undefined ? "is missing: pulumi config set aws:region <region>" : regionProblem(region);
    return [
        ...(account === undefined ? [] : [{ propertyPath: "aws.accountId", reason: account }]),
        ...(home === undefined ? [] : [{ propertyPath: "aws:region", reason: home }]),
    ];
}

/** The checks of each part of the config, by the component that it becomes. */
const parts = {
    network: (aws: Unchecked) =>
        networkProblems(partNames(aws.name).network, {
            ...aws.network,
            region: aws.region ?? "",
            accountId: aws.accountId,
            tiers: allTiers,
            endpoints: aws.network.endpoints ?? defaultEndpoints,
            flowLogRetentionDays: aws.network.flowLogRetentionDays ?? defaultRetentionDays,
        }),
    cluster: clusterPart,
    database: ({ name, database, accountId }: Unchecked) => {
        const args = databaseNumbers(partNames(name).database, { ...database, accountId, subnetIds: [] });
        return databaseProblems(partNames(name).database, { ...args, subnets: undefined });
    },
    cache: ({ name, cache }: Unchecked) =>
        cacheProblems({
            ...cacheNumbers(partNames(name).cache, {
                ...cache,
                subnetIds: [],
                users: { [cacheUser]: { authentication: "iam" } },
            }),
            subnets: undefined,
        }),
    edge: (aws: Unchecked) => {
        const { edge, name } = aws;
        return [
            ...weightProblems([], edge.weight),
            ...certificateProblems([], edge),
            ...loadBalancerProblems([], { ...edge, loadBalancerName: name, targetPort: appPort }),
            ...firewallProblems([], { ...edge, firewallName: name, retentionDays: edge.logRetentionDays }),
            ...logBucketProblems([], `${partNames(name).edge}-logs-bucket`, edge.logRetentionDays),
        ].map(({ propertyPath: path, reason }) => ({
            propertyPath: path === "retentionDays" ? "logRetentionDays" : path,
            reason,
        }));
    },
    secrets: ({ name, secrets = {} }: Unchecked) =>
        secretsProblems({ prefix: name, secrets, recoveryWindowDays: 30, replicas: {} }).map(
            ({ propertyPath: path, reason }) => ({ propertyPath: path.replace(/^secrets\.?/, ""), reason }),
        ),
    registry: ({ registry }: Unchecked) =>
        registryProblems({ repositories: [], keepImages: 100, untaggedDays: 7, ...registry }),
    recovery: ({ name, region = "", accountId, recovery }: Unchecked) => {
        const copy = { region: recovery?.region ?? "" };
        const numbers = recoveryNumbers({ ...recovery, protect: { database: {} }, copy });
        return [
            ...recoveryProblems(partNames(name).recovery, numbers),
            ...encryptionProblems(partNames(name).keys, {
                region,
                accountId,
                recoveryRegion: copy.region,
                multiRegion: true,
                deletionWindowDays: 30,
                rotationDays: 365,
            }),
        ];
    },
    cost: ({ name, cost }: Unchecked) =>
        costProblems(partNames(name).cost, { ...cost, anomalyUsd: cost.anomalyUsd ?? cost.monthlyLimitUsd / 10 }),
    alarms: ({ accountId, alarms }: Unchecked) =>
        alarmsProblems({ ...alarms, accountId, watch: { database: {} }, thresholds: alarms.thresholds ?? {} }),
} satisfies Record<string, (aws: Unchecked) => Problem[]>;

type Part = keyof typeof parts;

function clusterPart({ name, region = "", accountId, cluster }: Unchecked): Problem[] {
    const { compute, version, access, publicAccessCidrs = [], logRetentionDays = defaultRetentionDays } = cluster;
    const names = partNames(name);
    const isManaged = compute.kind === "managed";
    const own = clusterProblems(names.cluster, {
        clusterName: cluster.clusterName,
        version,
        access,
        publicAccessCidrs,
        logRetentionDays,
        addonVersions: isManaged ? compute.addonVersions : {},
    }).map(({ propertyPath: path, reason }) => ({
        propertyPath: path.replace(/^addonVersions\b/, "compute.addonVersions"),
        reason,
    }));
    const insights = observabilityPart(names.observability, region, cluster.observability);
    if (!isManaged) {
        return [...own, ...insights];
    }
    const groups = Object.entries(compute.nodeGroups).flatMap(([group, given]) =>
        under(
            propertyPath("compute", "nodeGroups", group),
            nodeGroupProblems(names.nodes(group), { ...nodeGroupDefaults, ...given, region, version })
                // The cluster's, and told there.
                .filter(({ propertyPath: path }) => path !== "version"),
        ),
    );
    // What the foundation itself gives to the pool.
    const given = { subnetIds: ["subnet"], securityGroupIds: ["group"] };
    const kubeSystem = { region, accountId, namespace: "kube-system", serviceAccount: "karpenter" };
    return [
        ...own,
        ...insights,
        ...groups,
        ...(compute.karpenter === undefined
            ? []
            : [
                  ...karpenterProblems(names.karpenter, kubeSystem),
                  ...under(
                      "compute.karpenter",
                      nodePoolProblems(names.nodePool, { ...nodePoolDefaults, ...compute.karpenter, ...given }),
                  ),
              ]),
        ...controllerProblems(names.roles, { region, vpcCni: {}, loadBalancerController: {} }),
    ];
}

function observabilityPart(name: string, region: string, given: AwsConfig["cluster"]["observability"]): Problem[] {
    return given === undefined
        ? []
        : under(
              "observability",
              observabilityProblems(name, { region, logRetentionDays: defaultRetentionDays, ...given }),
          );
}

function protectionProblems({ environment, deletionProtection, allowDeletion }: Unchecked): Problem[] {
    return environment === "production" && !deletionProtection && !allowDeletion
        ? [
              {
                  propertyPath: "aws.deletionProtection",
                  reason: "is false, but the environment is production; if it shall be so, set aws.allowDeletion to true too",
              },
          ]
        : [];
}

function workloadProblems(aws: Unchecked, name: string, workload: WorkloadConfig): Problem[] {
    const { host, longestRequestSeconds, stickySeconds } = workload;
    const traffic = albTrafficProblems([], {
        host,
        priority: rulePriority(name, host),
        weights: { blue: 100, green: 0 },
        targetGroups: perColor((color) => targetGroupName(aws.shortName, name, color)),
        timings: { ...routingDelays, longestRequestSeconds, stickySeconds },
    }).map(({ propertyPath: path, reason }) => ({ path: path.replace("timings.", ""), reason }));
    const identity = { namespace: defaultNamespace, serviceAccount: name, policies: ["cache"] };
    const isGroup = (path: string) => path.startsWith("targetGroups.");
    const domains = [aws.edge.domain, ...(aws.edge.alternativeNames ?? [])];
    return [
        ...traffic
            // Both colors' names are too long together; the longer one says by how much.
            .filter(({ path }) => path !== `targetGroups.${colors[0]}`)
            .map(({ path, reason }) => ({
                propertyPath: propertyPath("workloads", name, ...(isGroup(path) ? [] : [path])),
                reason: isGroup(path) ? `${reason}; set aws.shortName, or rename the workload` : reason,
            })),
        ...podIdentityProblems(partNames(aws.name).identity(name), identity).map(({ reason }) => ({
            propertyPath: propertyPath("workloads", name),
            reason,
        })),
        ...queryProblems(aws, name, workload),
        ...(host === undefined || domains.some((domain) => coversHost(domain, host))
            ? []
            : [
                  {
                      propertyPath: propertyPath("workloads", name, "host"),
                      reason: `is ${host}, which the certificate doesn't cover: ${domains.join(", ")} (aws.edge)`,
                  },
              ]),
    ];
}

/** The foundation has no Prometheus: releases are judged by CloudWatch's figures of the load balancer. */
function queryProblems(aws: Unchecked, name: string, { queries }: WorkloadConfig): Problem[] {
    const reason =
        "are PromQL, which nobody answers on the foundation aws: leave them out. An alarm of CloudWatch that is named " +
        `${partNames(aws.name).alarms}-… is asked before a release's traffic, by its gate alarms`;
    return queries.length === 0 ? [] : [{ propertyPath: propertyPath("workloads", name, "queries"), reason }];
}

function previewProblems(headers: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(headers).flatMap(([path, header]) => {
        const reason = previewHeaderProblem(header);
        return reason === undefined ? [] : [{ propertyPath: path, reason }];
    });
}

/** AWS refuses two rules of one priority, which follows from the workload's name; with a preview each has two. */
function priorityProblems(workloads: Record<string, WorkloadConfig>, hasPreview: boolean): Problem[] {
    const owners = new Map<number, string>();
    return Object.entries(workloads).flatMap(([name, { host }]) => {
        const priority = rulePriority(name, host);
        const all = hasPreview ? [priority, previewPriority(priority)] : [priority];
        const report = (reason: string) => [{ propertyPath: propertyPath("workloads", name), reason }];
        const taken = all.find((one) => owners.has(one));
        if (taken !== undefined) {
            const owner = owners.get(taken);
            return report(`has the listener rule's priority ${taken}, as ${owner} has: rename one of them`);
        }
        all.forEach((one) => owners.set(one, name));
        return all.includes(0)
            ? report("has the listener rule's priority 1, before which there is none for the preview: rename it")
            : [];
    });
}
