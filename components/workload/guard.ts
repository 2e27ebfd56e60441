import { setTimeout as sleep } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { judgeGains, judgeLosses, judgeSwitch, type Live, type Plan } from "./guard-rules";
import { namespaceOf } from "./hook-args";

/** How long an update waits for pods that the autoscaler owes; it looks at a new Deployment every 15 s. */
const settleMilliseconds = 40_000;
const pollMilliseconds = 500;

/** The hooks that keep an update from dropping requests, under a plain `pulumi up`. */
export interface Guard {
    /** For what holds the weights: refuses to move traffic to a color that can't carry it. */
    traffic: pulumi.ResourceHook;
    /** For a color's Deployment and autoscaler: refuses to touch them in the update that takes their traffic. */
    color: pulumi.ResourceHook;
}

/** Reads a workload as it is in the cluster, in the namespace of the object that is about to change. */
export type ReadLive = (namespace: string) => Promise<Live>;

/** A workload as the guard sees it. */
export interface Guarded {
    plan: Plan;
    readLive: ReadLive;
}

/**
 * Registers the hooks of one workload. `following` says which others are to move after it: its traffic stays where theirs
 * would, so that an update moves all of them or none.
 *
 * Both run at preview too, so that most updates are refused before anything is touched. They compare the update with
 * the cluster, not with the state: after a killed engine the state may know less than the cluster.
 *
 * There is no hook on deletion: the engine then asks every `pulumi destroy` for `--run-program`. A color whose image
 * goes from the config is deleted after the route was updated, and the traffic hook refuses that while it loses weight.
 */
export function createGuard(
    name: string,
    plan: Plan,
    readLive: ReadLive,
    following: () => Guarded[] = () => [],
): Guard {
    const traffic = async (args: pulumi.ResourceHookArgs) => {
        for (const each of [{ plan, readLive }, ...following()]) {
            const read = () => readOrExplain(each, args);
            const live = await read();
            if (live) {
                refuse(each.plan, judgeColors(each.plan, live));
                await checkGains(each.plan, live, async () => (await read()) ?? live);
            }
        }
    };
    const color = async (args: pulumi.ResourceHookArgs) => {
        const live = await readOrExplain({ plan, readLive }, args);
        if (live) {
            refuse(plan, judgeColors(plan, live));
        }
    };
    return {
        traffic: new pulumi.ResourceHook(`${name}-traffic-guard`, traffic, { onDryRun: true }),
        color: new pulumi.ResourceHook(`${name}-color-guard`, color, { onDryRun: true }),
    };
}

/** Refuses at once what time does not mend; waits a while for pods that are on their way. A preview waits for nothing. */
async function checkGains(plan: Plan, first: Live, reread: () => Promise<Live>): Promise<void> {
    const deadline = Date.now() + settleMilliseconds;
    for (let live = first; ; live = await reread()) {
        const { refused, waiting } = judgeGains(plan, live);
        refuse(plan, refused);
        if (waiting.length === 0 || pulumi.runtime.isDryRun()) {
            return;
        }
        if (Date.now() >= deadline) {
            refuse(plan, waiting);
        }
        await sleep(pollMilliseconds);
    }
}

/** What forbids to touch a color in this update, seen from the route as well as from the color itself. */
function judgeColors(plan: Plan, live: Live): string[] {
    return [...judgeLosses(plan, live), ...judgeSwitch(plan, live)];
}

function refuse(plan: Plan, reasons: readonly string[]): void {
    if (reasons.length > 0) {
        const lines = reasons.map((reason) => `  - ${reason}`);
        throw new Error([`refused: the traffic of ${plan.workload} stays as it is`, ...lines].join("\n"));
    }
}

async function readOrExplain({ plan, readLive }: Guarded, args: pulumi.ResourceHookArgs): Promise<Live | undefined> {
    const namespace = namespaceOf(args);
    // At the preview of a new namespace its name is not known yet; nothing is in it.
    if (namespace === undefined) {
        return undefined;
    }
    try {
        return await readLive(namespace);
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
            `refused: the traffic of ${plan.workload} stays as it is\n  - cannot read from the cluster: ${reason}`,
            { cause: error },
        );
    }
}
