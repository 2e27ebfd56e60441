import type { PlatformConfig } from "../../components/config";
import { colorObjectName, migrationJobName } from "../../components/kubernetes/names";
import type { DeploymentWithPod } from "../../components/workload/deployment-job";
import { UserError } from "../../embedded/errors";
import { contractJob } from "../migrations/contract-job";
import { findContract } from "../migrations/status";
import type { Release } from "../release/release";
import { isAtRest, noted, phaseInWords } from "../release/transitions";
import { groupFlag } from "../report/group-words";
import { type Context, lastRelease, locked } from "./context";
import type { Verb } from "./verb";

const pollMilliseconds = 1_000;
const patienceMilliseconds = 30_000;

/**
 * Ends the window of a release: what only the old version needs goes from the database's schema, and the old color shrinks to
 * its floor in an update of its own. There is no way back after it.
 */
export const close: Verb = (context) =>
    locked(context, async (lock) => {
        const release = await lastRelease(context);
        if (!isAtRest(release) || release.phase === "deployed") {
            throw new UserError(
                `the release ${release.id} is ${phaseInWords[release.phase]}: it has no window to close yet`,
            );
        }
        const config = await context.stack.config();
        const closed = release.phase === "done" ? await contract(context, release, config) : release;
        lock.check();
        await coolDown(context, closed, config, lock.lost);
        return { code: 0, release: closed, text: "the window is closed, and the idle color is at its floor" };
    });

/** Written down before the first Job begins: from then on the old version may not fit. */
async function contract(context: Context, release: Release, config: PlatformConfig): Promise<Release> {
    const { journal, clock, who } = context;
    const workloads = Object.keys(release.images).filter((name) => config.workloads[name]?.migrations !== undefined);
    if (workloads.length === 0) return release;
    const at = new Date(clock.now()).toISOString();
    const why = `the window is closed: the contract migrations of ${workloads.join(", ")} begin`;
    const closed: Release = { ...noted(release, { at, by: who, why }), isContracted: true };
    await journal.save(closed);
    for (const workload of workloads) await runContract(context, closed, config, workload);
    return closed;
}

async function runContract(
    { target, clock, tell }: Context,
    { color, images, group }: Release,
    { workloads }: PlatformConfig,
    workload: string,
): Promise<void> {
    const { namespace, writer, reader } = target;
    const { migrations, rolloutSeconds = 0 } = workloads[workload] ?? {};
    const until = () => clock.now() + patienceMilliseconds;
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${colorObjectName(workload, color)}`;
    const deployment = await writer.get<DeploymentWithPod>(path, until());
    if (deployment === undefined || migrations === undefined) return;
    const image = images[workload]?.new ?? "";
    const job = contractJob(workload, deployment, {
        args: migrations.contract,
        seconds: rolloutSeconds,
        roles: target.migrationRoles,
    });
    const jobPath = `/apis/batch/v1/namespaces/${namespace}/jobs/${migrationJobName(workload, "contract", image)}`;
    if ((await findContract(reader, namespace, workload, image)).startsWith("failed")) {
        await writer.delete(jobPath, until());
    }
    tell(`contract migration of ${workload}`);
    await writer.apply(jobPath, "alchemorsel", job, until());
    for (;;) {
        const state = await findContract(reader, namespace, workload, image);
        if (state === "complete") return;
        if (state.startsWith("failed")) {
            throw new UserError(
                `the contract migration of ${workload} ${state}. Nothing else was changed; to try again: alchemorsel release close${groupFlag(group)}`,
            );
        }
        await clock.sleep(pollMilliseconds);
    }
}

/** Both colors of a release's workloads go back to the numbers that the config has for them at rest. */
async function coolDown(
    { stack, tell }: Context,
    { images }: Release,
    { workloads }: PlatformConfig,
    signal: AbortSignal,
): Promise<void> {
    const released = Object.keys(images);
    const warm = released.filter((name) => workloads[name]?.replicas.warm !== undefined);
    if (warm.length === 0) return;
    await stack.removeConfig(warm.map((name) => `workloads.${name}.replicas.warm`));
    tell("the colors shrink to their floors");
    await stack.update("size", { signal, onLine: () => undefined, workloads: released });
}
