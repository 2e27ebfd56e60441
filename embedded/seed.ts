import * as fs from "node:fs";
import { join } from "node:path";

import { colors } from "../components/colors";
import { defaultNamespace } from "../components/foundation/namespace-name";
import { colorObjectName } from "../components/kubernetes/names";
import type { ClusterReader } from "../components/kubernetes/reader";
import type { ApiAnswer, ApiRequest } from "../components/kubernetes/request";
import { deploymentJob, type DeploymentWithPod, imageOf } from "../components/workload/deployment-job";
import { jobEnd } from "../components/workload/job-end";
import { describePod, readPods } from "../components/workload/pod-report";

const [workload, job] = ["recipes", "recipes-seed"];
const jobs = `/apis/batch/v1/namespaces/${defaultNamespace}/jobs`;

/** How long the recipes may take to be stored. */
const seconds = 120;

/** How long the Job stays after its end; somebody may ask why it failed. */
const keptSeconds = 60;

export interface Cluster {
    reader: ClusterReader;
    send: (request: ApiRequest) => Promise<ApiAnswer>;
}

/** There while recipes are being stored, and after a try that failed or was killed: what is there by then is not all of them. */
const unfinished = (state: string) => join(state, "recipes-unfinished");

/** Whether the recipes are still to be stored: there are none, or an earlier try did not get to its end. */
export async function needsRecipes(state: string, address: string): Promise<boolean> {
    return fs.existsSync(unfinished(state)) || (await hasNoRecipes(address));
}

/** Whether nobody has written a recipe yet. Who does not answer, or otherwise, has no use for ours. */
async function hasNoRecipes(address: string): Promise<boolean> {
    try {
        const response = await fetch(`${address}/api/v1/recipes?limit=1`, { signal: AbortSignal.timeout(10_000) });
        const { recipes } = (await response.json()) as { recipes?: unknown };
        return response.ok && Array.isArray(recipes) && recipes.length === 0;
    } catch {
        return false;
    }
}

/**
 * Has the app of this checkout store the recipes that come with it, by a Job in the environment of its pods. One that another run
 * has begun is waited for.
 *
 * @param state The cluster's state folder.
 * @param app Reference of the image of the app. A color with another image may not know how.
 * @returns What the user should know, in sentences: nothing where all is well.
 */
export async function seed(cluster: Cluster, state: string, app: string, poll = 250): Promise<string[]> {
    try {
        const deployment = await colorWith(cluster.reader, app);
        if (deployment === undefined) return [];
        fs.writeFileSync(unfinished(state), "");
        await start(cluster, deployment);
        await untilOver(cluster.reader, Date.now() + seconds * 1000, poll);
        fs.rmSync(unfinished(state));
        return [];
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [`The recipes that come with the app could not be stored; the next make up tries again. ${reason}`];
    }
}

/** One that is there already is as good. */
async function start({ send }: Cluster, deployment: DeploymentWithPod): Promise<void> {
    const args = { name: job, args: ["seed"], roles: [], seconds, keptSeconds };
    const { status, body } = await send({
        method: "POST",
        path: jobs,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(deploymentJob(workload, deployment, args)),
        timeoutMilliseconds: 10_000,
    });
    if (status !== 409 && (status < 200 || status > 299)) {
        throw new Error(`The API server answered ${status}: ${body.trim()}`);
    }
}

async function colorWith(reader: ClusterReader, app: string): Promise<DeploymentWithPod | undefined> {
    for (const color of colors) {
        const path = `/apis/apps/v1/namespaces/${defaultNamespace}/deployments/${colorObjectName(workload, color)}`;
        const deployment = await reader.get<DeploymentWithPod>(path);
        if (deployment !== undefined && imageOf(deployment) === app) return deployment;
    }
    return undefined;
}

async function untilOver(reader: ClusterReader, deadline: number, pollMilliseconds: number): Promise<void> {
    const end = await jobEnd(reader, { namespace: defaultNamespace, job }, { deadline, pollMilliseconds });
    if (end.state === "complete") return;
    const reason = end.state === "failed" ? end.reason : endInWords[end.state];
    throw new Error([`The Job ${job}: ${reason}.`, ...(await lastWords(reader))].join("\n"));
}

const endInWords = { gone: "is gone", late: "has no end" };

async function lastWords(reader: ClusterReader): Promise<string[]> {
    const [pod] = await readPods(reader, defaultNamespace, { "batch.kubernetes.io/job-name": job });
    return pod === undefined ? [] : describePod(reader, defaultNamespace, pod, "is still running");
}
