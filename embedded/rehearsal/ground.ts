import * as fs from "node:fs";
import * as path from "node:path";

import type { Document } from "yaml";

import { UserError } from "../errors";
import { freePort } from "../free-port";
import { lock } from "../lock";
import { stateRoot } from "../paths";
import type { Progress } from "../progress";
import { ensurePythonTools } from "../tools/python";
import { checkSpace, explainDiskError, whileSpace } from "../tools/space";
import { chartFolders } from "./charts";
import { auditorsOf } from "./everyday-changes";
import { type SimulatedKubernetes, type SimulatedOptions, withSimulatedKubernetes } from "./kubernetes";
import { type Call, readCalls } from "./moto/calls";
import { inventoryOf, type Item } from "./moto/inventory";
import { loseRegion, type Prerequisites, startMoto } from "./moto/moto";
import type { Ground } from "./place";

/** What a rehearsal needs, and what has to be left in its middle. */
const [megabytes, leastMegabytes] = [500, 20];

/** What a rehearsal stands on while it runs: moto for AWS, a cluster with simulated nodes in place of EKS' own. */
export interface RehearsalGround extends Ground {
    readonly region: string;
    /** That of the stack, and that of its recovery. */
    readonly regions: readonly string[];
    /** What AWS had before the stack. */
    readonly empty: readonly Item[];
    /** File with which kubectl has every right in the cluster. */
    readonly kubeconfig: string;
    /** The same of the other stacks' clusters. */
    readonly otherKubeconfigs: readonly string[];
    /** From now on nothing answers in a region. */
    lose(region: string): Promise<void>;
    /** A line of JSON for each call. */
    readonly callsFile: string;
    /** The calls up to now. */
    calls(): Call[];
}

/**
 * Lets `use` work on such a ground, and removes it again. Of each stack there is one rehearsal at a time.
 *
 * @param others Files of other stacks of the same account, each in a region and with a cluster of its own.
 */
export async function withGround<T>(
    stack: string,
    config: Document,
    progress: Progress,
    use: (ground: RehearsalGround) => Promise<T>,
    others: readonly Document[] = [],
): Promise<T> {
    const folder = stateRoot(`rehearsal-${stack}`);
    const held = await lock(`${folder}.lock`, (holder) => {
        throw new UserError(`${stack} is being rehearsed already: ${holder}. Wait for its end, or end it`);
    });
    try {
        // Of one that was killed.
        fs.rmSync(folder, { recursive: true, force: true });
        checkSpace([{ folder, megabytes }]);
        return await onMoto(folder, stack, [config, ...others], progress, use);
    } catch (error) {
        throw explainDiskError(error, folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
        await held.release();
    }
}

async function onMoto<T>(
    folder: string,
    stack: string,
    configs: readonly [Document, ...Document[]],
    progress: Progress,
    use: (ground: RehearsalGround) => Promise<T>,
): Promise<T> {
    const stacks = configs.map(valuesOf);
    const { accountId, region, regions } = valuesOf(configs[0]);
    const python = await ensurePythonTools(progress);
    const [charts, callsFile] = [path.join(folder, "charts"), path.join(folder, "calls.jsonl")];
    fs.mkdirSync(charts, { recursive: true });
    await progress.step("Charts", () => chartFolders(charts));
    const port = await freePort();
    const awsUrl = `http://127.0.0.1:${port}`;
    const shared = { tokenReview: `${awsUrl}/rehearsal/token-review`, secretsManager: awsUrl };
    const clusters = stacks.map(({ zones, region: where }, index) => {
        const name = index === 0 ? `rehearsal-${stack}` : `rehearsal-${stack}-${where}`;
        return { ...shared, name, zones, state: path.join(folder, index === 0 ? "cluster" : `cluster-${where}`) };
    });
    return withClusters(clusters, progress, async (made) => {
        const prerequisites = together(stacks.map((each) => each.prerequisites));
        const env = Object.fromEntries(stacks.flatMap((each, index) => placeOf(each.region, made[index])));
        const moto = await startMoto({ python, port, accountId, callsFile, env, prerequisites });
        const dead = moto.ended.then(() => {
            throw new UserError("moto ended in the middle of the rehearsal: run the same command again");
        });
        dead.catch(() => undefined);
        const [kubeconfig = "", ...otherKubeconfigs] = made.map((each) => each.kubeconfig);
        const ground = { folder, awsUrl, charts, python, region, kubeconfig, otherKubeconfigs, callsFile };
        const calls = () => readCalls(callsFile);
        try {
            const lose = (lost: string) => loseRegion(moto, lost);
            const empty = await inventoryOf(python, awsUrl, regions);
            const used = () => use({ ...ground, regions, empty, calls, lose });
            return await Promise.race([whileSpace(folder, leastMegabytes, used), dead]);
        } finally {
            await moto.stop();
        }
    });
}

/** What EKS says of the cluster of a region, as moto is told. */
function placeOf(region: string, cluster: SimulatedKubernetes | undefined): [string, string][] {
    if (cluster === undefined) throw new Error(`no cluster was made for ${region}`);
    const { server, caData } = cluster;
    return [
        [`REHEARSAL_EKS_ENDPOINT_${region}`, server],
        [`REHEARSAL_EKS_CA_${region}`, caData],
    ];
}

/** One after the other: beside each other they would only be in each other's way. */
async function withClusters<T>(
    [first, ...rest]: readonly SimulatedOptions[],
    progress: Progress,
    use: (clusters: readonly SimulatedKubernetes[]) => Promise<T>,
): Promise<T> {
    if (first === undefined) return use([]);
    return withSimulatedKubernetes(first, progress, (cluster) =>
        withClusters(rest, progress, (others) => use([cluster, ...others])),
    );
}

/** Of stacks that share an account, and maybe a zone. */
function together(all: readonly Prerequisites[]): Prerequisites {
    const zones = new Map(all.flatMap(({ hostedZones = [] }) => hostedZones.map((zone) => [zone.id, zone] as const)));
    return {
        hostedZones: [...zones.values()],
        policies: [...new Set(all.flatMap(({ policies = [] }) => policies))],
        roles: [...new Set(all.flatMap(({ roles = [] }) => roles))],
    };
}

/** What the stack's file says of the account that it comes to. */
function valuesOf(config: Document) {
    const { config: values } = config.toJS() as { config: { "aws:region": string; "alchemorsel:aws": AwsValues } };
    const { accountId, network, edge, permissionsBoundaryArn, cluster, recovery } = values["alchemorsel:aws"];
    const region = values["aws:region"];
    const prerequisites: Prerequisites = {
        hostedZones: [edge.zone],
        policies: permissionsBoundaryArn === undefined ? [] : [permissionsBoundaryArn],
        roles: [...Object.values(cluster.access).map(({ principalArn }) => principalArn), auditorsOf(accountId)],
    };
    const regions = recovery === undefined ? [region] : [region, recovery.region];
    return { accountId, zones: network.zones, region, regions, prerequisites };
}

interface AwsValues {
    accountId: string;
    network: { zones: string[] };
    edge: { zone: { id: string; name: string } };
    permissionsBoundaryArn?: string;
    recovery?: { region: string };
    cluster: { access: Record<string, { principalArn: string }> };
}
