import * as fs from "node:fs";
import * as path from "node:path";

import type { Document } from "yaml";

import { UserError } from "../errors";
import { freePort } from "../free-port";
import { lock } from "../lock";
import { stateRoot } from "../paths";
import type { Progress } from "../progress";
import { ensurePythonTools } from "../tools/python";
import { chartFolders } from "./charts";
import { auditorsOf } from "./everyday-changes";
import { withSimulatedKubernetes } from "./kubernetes";
import { type Call, readCalls } from "./moto/calls";
import { type Prerequisites, startMoto } from "./moto/moto";
import type { Ground } from "./place";

/** What a rehearsal stands on while it runs: moto for AWS, a cluster with simulated nodes in place of EKS' own. */
export interface RehearsalGround extends Ground {
    readonly region: string;
    /** File with which kubectl has every right in the cluster. */
    readonly kubeconfig: string;
    /** A line of JSON for each call. */
    readonly callsFile: string;
    /** The calls up to now. */
    calls(): Call[];
}

/** Lets `use` work on such a ground, and removes it again. Of each stack there is one rehearsal at a time. */
export async function withGround<T>(
    stack: string,
    config: Document,
    progress: Progress,
    use: (ground: RehearsalGround) => Promise<T>,
): Promise<T> {
    const folder = stateRoot(`rehearsal-${stack}`);
    const held = await lock(`${folder}.lock`, (holder) => {
        throw new UserError(`${stack} is being rehearsed already: ${holder}. Wait for its end, or end it`);
    });
    try {
        // Of one that was killed.
        fs.rmSync(folder, { recursive: true, force: true });
        return await onMoto(folder, stack, config, progress, use);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
        await held.release();
    }
}

async function onMoto<T>(
    folder: string,
    stack: string,
    config: Document,
    progress: Progress,
    use: (ground: RehearsalGround) => Promise<T>,
): Promise<T> {
    const { accountId, zones, region, prerequisites } = valuesOf(config);
    const python = await ensurePythonTools(progress);
    const [charts, callsFile] = [path.join(folder, "charts"), path.join(folder, "calls.jsonl")];
    fs.mkdirSync(charts, { recursive: true });
    await progress.step("Charts", () => chartFolders(charts));
    const port = await freePort();
    const awsUrl = `http://127.0.0.1:${port}`;
    const cluster = {
        name: `rehearsal-${stack}`,
        state: path.join(folder, "cluster"),
        zones,
        tokenReview: `${awsUrl}/rehearsal/token-review`,
        secretsManager: awsUrl,
    };
    return withSimulatedKubernetes(cluster, progress, async ({ server, caData, kubeconfig }) => {
        const env = { REHEARSAL_EKS_ENDPOINT: server, REHEARSAL_EKS_CA: caData };
        const moto = await startMoto({ python, port, accountId, callsFile, env, prerequisites });
        const dead = moto.ended.then(() => {
            throw new UserError("moto ended in the middle of the rehearsal: run the same command again");
        });
        dead.catch(() => undefined);
        try {
            const ground = { folder, awsUrl, charts, python, region, kubeconfig, callsFile };
            return await Promise.race([use({ ...ground, calls: () => readCalls(callsFile) }), dead]);
        } finally {
            await moto.stop();
        }
    });
}

/** What the stack's file says of the account that it comes to. */
function valuesOf(config: Document) {
    const { config: values } = config.toJS() as { config: { "aws:region": string; "alchemorsel:aws": AwsValues } };
    const { accountId, network, edge, permissionsBoundaryArn, cluster } = values["alchemorsel:aws"];
    const prerequisites: Prerequisites = {
        hostedZones: [edge.zone],
        policies: permissionsBoundaryArn === undefined ? [] : [permissionsBoundaryArn],
        roles: [...Object.values(cluster.access).map(({ principalArn }) => principalArn), auditorsOf(accountId)],
    };
    return { accountId, zones: network.zones, region: values["aws:region"], prerequisites };
}

interface AwsValues {
    accountId: string;
    network: { zones: string[] };
    edge: { zone: { id: string; name: string } };
    permissionsBoundaryArn?: string;
    cluster: { access: Record<string, { principalArn: string }> };
}
