import { perColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { inWords, weights, type Weights } from "../../components/workload/weights";
import { lockHolder } from "../lock/lease";
import { statusText } from "../report/status";
import { type StackState, statusJson } from "../report/status-json";
import type { Context } from "./context";
import { releaseTag } from "./real-world";
import type { Verb } from "./verb";

/** Where the stack is, and what can be done next. Whatever can't be read is a warning. */
export const status: Verb = async (context) => {
    const state = await stateOf(context);
    const now = new Date(context.clock.now());
    const { isTTY, columns } = process.stdout;
    return {
        code: 0,
        text: statusText(state, now, { color: isTTY, width: isTTY ? columns : 120 }),
        json: statusJson(state, now),
    };
};

async function stateOf(context: Context): Promise<StackState> {
    const { stack, journal, target, clock, options } = context;
    const warnings: string[] = [];
    const read = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
        try {
            return await work();
        } catch (error) {
            warnings.push(`${what} can't be read: ${error instanceof Error ? error.message : String(error)}`);
            return undefined;
        }
    };
    const [release, holder, config] = await Promise.all([
        read("the journal", () => journal.read()),
        read("the lock", () => lockHolder(target.writer, target.namespace, clock)),
        read("the stack's config", () => stack.config()),
    ]);
    const live = await read("the cluster", () => liveWeights(context, Object.keys(config?.workloads ?? {})));
    if (config) warnings.push(...differences(config, live ?? {}));
    if (release === undefined) warnings.push(...(await lostRelease(context)));
    if (release !== undefined && release.stack !== options.stack) {
        warnings.push(`the journal in this cluster is of the stack ${release.stack}`);
    }
    const first = Object.values(live ?? {})[0];
    return {
        stack: options.stack,
        weights: first ?? (config ? weights(config.activeColor, config.canaryWeight) : { blue: 0, green: 0 }),
        images: imagesOf(config),
        warnings,
        ...(release && { release }),
        ...(holder && { lock: { holder: `${holder.who} (alchemorsel ${holder.verb})`, since: holder.since } }),
    };
}

async function liveWeights({ target }: Context, workloads: readonly string[]): Promise<Record<string, Weights>> {
    const read = workloads.map(async (name) => [name, await target.weights(name)] as const);
    return Object.fromEntries((await Promise.all(read)).flatMap(([name, found]) => (found ? [[name, found]] : [])));
}

/** Where the cluster is not as the config says. */
function differences({ activeColor, canaryWeight }: PlatformConfig, live: Record<string, Weights>): string[] {
    const said = inWords(weights(activeColor, canaryWeight));
    return Object.entries(live)
        .filter(([, found]) => inWords(found) !== said)
        .map(
            ([name, found]) =>
                `${name} has ${inWords(found)}, and the config says ${said}: pulumi up, or alchemorsel rollback`,
        );
}

/** What the engine remembers where the cluster, and the journal in it, was made anew. */
async function lostRelease({ stack }: Context): Promise<string[]> {
    try {
        const tag = await stack.readTag(releaseTag);
        return tag === undefined
            ? []
            : [`there is no journal in this cluster; the engine remembers a release: ${tag}. It went with the cluster`];
    } catch (error) {
        return [`the engine's backend can't be read: ${error instanceof Error ? error.message : String(error)}`];
    }
}

function imagesOf(config: PlatformConfig | undefined): StackState["images"] {
    const entries = Object.entries(config?.workloads ?? {});
    return Object.fromEntries(
        entries.map(([name, { image }]) => [name, perColor((color) => image[color] ?? "no image")]),
    );
}
