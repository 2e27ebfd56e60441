import { setTimeout as sleep } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import type { ColorName } from "../colors";
import { colorObjectName } from "../kubernetes/names";
import type { ClusterReader } from "../kubernetes/reader";
import { namespaceOf } from "./hook-args";
import { type DeploymentStatus, hasFailed, waitsForRollout } from "./rollout";
import { describePods } from "./rollout-report";

const pollMilliseconds = 500;

/** What follows the rollout of one color's pods. */
export interface RolloutHooks {
    /** After the Deployment was created or changed: fails the update unless its pods are all new and available. */
    check: pulumi.ResourceHook;
    /** When the provider says that the rollout failed: prints why the pods are not ready and their last log lines. */
    report: pulumi.ErrorHook;
}

export interface RolloutArgs {
    workload: string;
    color: ColorName;
    reader: ClusterReader;
    /** How long the rollout may take. */
    seconds: number;
}

/** Registers the hooks of one color. */
export function rolloutHooks(name: string, args: RolloutArgs): RolloutHooks {
    return {
        check: new pulumi.ResourceHook(`${name}-rollout-check`, async (hook) => {
            const namespace = namespaceOf(hook);
            if (namespace !== undefined) {
                await rolledOut(namespace, args);
            }
        }),
        report: new pulumi.ErrorHook(`${name}-rollout-report`, async (hook) => {
            await pulumi.log.error(await report(namespaceOf(hook) ?? "", args));
            return false;
        }),
    };
}

/**
 * Waits until the rollout is complete. The provider waits as well, but where several Deployments change at once its
 * shared view of them may be a moment old, and it then takes the pods of before for the new ones:
 * https://github.com/pulumi/pulumi-kubernetes/pull/3980. Mostly this is one look.
 */
export async function rolledOut(namespace: string, args: RolloutArgs): Promise<void> {
    const { reader, seconds } = args;
    const name = colorObjectName(args.workload, args.color);
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        const deployment = await reader.get<DeploymentStatus>(
            `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`,
        );
        const waitsFor = deployment ? waitsForRollout(deployment) : "it is not in the cluster";
        if (waitsFor === undefined) {
            return;
        }
        if ((deployment && hasFailed(deployment)) || Date.now() >= deadline) {
            throw new Error(`${name} did not roll out in ${seconds} s: ${waitsFor}.\n${await report(namespace, args)}`);
        }
        await sleep(pollMilliseconds);
    }
}

/** The rollout's own error must reach the user, whatever became of the report. */
async function report(namespace: string, { reader, workload, color }: RolloutArgs): Promise<string> {
    try {
        return (await describePods(reader, namespace, workload, color)).join("\n");
    } catch (error) {
        return `could not read the pods of ${colorObjectName(workload, color)}: ${String(error)}`;
    }
}
