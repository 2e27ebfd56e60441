import { setTimeout as sleep } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import { areSame, inWords, type Weights } from "./weights";

/** How long the load balancer may take to show the weights that it has just been given. */
const settleMilliseconds = 10_000;
const pollMilliseconds = 500;

/** Registers the hook that reads the weights back after they were written, and fails the update when they differ. */
export function weightsCheck(
    name: string,
    workload: string,
    planned: Weights,
    readWeights: () => Promise<Weights | undefined>,
): pulumi.ResourceHook {
    return new pulumi.ResourceHook(`${name}-weights-check`, () =>
        weightsAreThere(workload, planned, readWeights, settleMilliseconds),
    );
}

/** Throws when the load balancer doesn't have the planned weights in time, with those that it has. */
export async function weightsAreThere(
    workload: string,
    planned: Weights,
    readWeights: () => Promise<Weights | undefined>,
    milliseconds: number,
): Promise<void> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
        const read = await readWeights();
        if (read && areSame(read, planned)) {
            return;
        }
        if (Date.now() >= deadline) {
            const found = read ? `has ${inWords(read)}` : "has no rule for it";
            throw new Error(
                `the traffic of ${workload} is not where this update put it: it should be ${inWords(planned)}, ` +
                    `and the load balancer ${found}. Something else has changed it; pulumi refresh shows what.`,
            );
        }
        await sleep(pollMilliseconds);
    }
}
