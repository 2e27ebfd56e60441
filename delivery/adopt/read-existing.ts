import type { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";

import { UserError } from "../../embedded/errors";
import type { Existing, ExistingCluster, ExistingDatabase, ExistingNetwork } from "./existing";
import { readCluster } from "./read-cluster";
import { readDatabase } from "./read-database";
import { readNetwork } from "./read-network";

/** What is to be taken in, by the names that AWS has for it. */
export interface Wanted {
    readonly vpcId: string;
    readonly cluster?: string;
    readonly database?: string;
}

/** What AWS says of it, with the user's own credentials. All that isn't there, or is elsewhere, is told at once. */
export async function readExisting(wanted: Wanted, region: string, accountId: string): Promise<Existing> {
    const { vpcId, cluster, database } = wanted;
    const { EC2 } = await import("@aws-sdk/client-ec2");
    const { EKS } = await import("@aws-sdk/client-eks");
    const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
    const { RDS } = await import("@aws-sdk/client-rds");
    const [network, foundCluster, foundDatabase] = await Promise.allSettled([
        readNetwork(new EC2({ region }), vpcId, region),
        cluster === undefined ? undefined : readCluster(new EKS({ region }), cluster, region),
        database === undefined ? undefined : readDatabase(new RDS({ region }), database, region),
    ]);
    const all = [network, foundCluster, foundDatabase];
    const reasons: unknown[] = all.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
    for (const reason of reasons) if (!(reason instanceof UserError)) throw reason;
    const found = {
        ...(network.status === "fulfilled" && { network: network.value }),
        ...(foundCluster.status === "fulfilled" && { cluster: foundCluster.value }),
        ...(foundDatabase.status === "fulfilled" && { database: foundDatabase.value }),
    };
    const problems = [
        ...reasons.map((reason) => (reason as UserError).message),
        ...placeProblems(found, wanted, accountId),
    ];
    if (problems.length > 0 || found.network === undefined) throw new UserError(problems);
    const logs = new CloudWatchLogs({ region });
    const prefixes = [
        ...(cluster === undefined ? [] : [`/aws/eks/${cluster}/`]),
        ...(database === undefined ? [] : [`/aws/rds/instance/${database}/`]),
    ];
    return { ...found, network: found.network, logGroups: await readLogGroups(logs, prefixes) };
}

async function readLogGroups(logs: CloudWatchLogs, prefixes: readonly string[]): Promise<string[]> {
    const found = await Promise.all(
        prefixes.map((logGroupNamePrefix) => logs.describeLogGroups({ logGroupNamePrefix })),
    );
    return found.flatMap(({ logGroups = [] }) => logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
}

interface Found {
    readonly network?: ExistingNetwork;
    readonly cluster?: ExistingCluster;
    readonly database?: ExistingDatabase;
}

/** What is there, and not where the stack could have it. */
function placeProblems({ network, cluster, database }: Found, { vpcId }: Wanted, accountId: string): string[] {
    const elsewhere = (what: string, place: { vpcId: string } | undefined) =>
        place === undefined || place.vpcId === vpcId
            ? []
            : [`${what} is in ${place.vpcId || "no VPC"}, and not in ${vpcId}: a stack has one network`];
    return [
        ...(network === undefined || network.accountId === accountId
            ? []
            : [`${vpcId} is of account ${network.accountId}, and the stack is for ${accountId} (aws.accountId)`]),
        ...elsewhere(`the cluster ${cluster?.name ?? ""}`, cluster),
        ...elsewhere(`the database ${database?.identifier ?? ""}`, database),
        ...(database === undefined || database.engine === "postgres"
            ? []
            : [`the database ${database.identifier} is ${database.engine}, and the stack's is PostgreSQL`]),
    ];
}
