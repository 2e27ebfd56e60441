import { perColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { type Group, groupsOf } from "../../components/groups";
import { inWords, weights, type Weights } from "../../components/workload/weights";
import { configMapJournal } from "../journal/journal";
import { lockHolder } from "../lock/lease";
import type { Release } from "../release/release";
import { groupFlag } from "../report/group-words";
import { statusText } from "../report/status";
import { type StackState, statusJson } from "../report/status-json";
import type { ReleaseStack } from "../stack/stack";
import { reasonOf } from "../reason-of";
import type { Context } from "./context";
import { tagName } from "./release-tag";
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
    const { stack, target, clock, options } = context;
    const warnings: string[] = [];
    const read: Read = async (what, work) => {
        try {
            return await work();
        } catch (error) {
            warnings.push(`${what} can't be read: ${reasonOf(error)}`);
            return undefined;
        }
    };
    const [holder, config, releases] = await Promise.all([
        read("the lock", () => lockHolder(target.writer, target.namespace, clock)),
        read("the stack's config", () => stack.config()),
        readReleases(context, read),
    ]);
    const seen = groupsSeen(config, releases);
    const workloads = seen.flatMap((group) => group.workloads);
    const live = (await read("the cluster", () => liveWeights(context, workloads))) ?? {};
    if (config) warnings.push(...differences(config, live));
    warnings.push(...(await oddities(context, releases)));
    const stateOfGroup = (group: Seen) => ({ weights: weightsOf(group, live), ...releases.get(group.name) });
    const [own, ...groups] = seen;
    return {
        stack: options.stack,
        ...stateOfGroup(own),
        groups: Object.fromEntries(
            groups.map((group) => [group.name, { workloads: group.workloads, ...stateOfGroup(group) }] as const),
        ) as StackState["groups"],
        images: imagesOf(config),
        warnings,
        ...(holder && { lock: { holder: `${holder.who} (alchemorsel ${holder.verb})`, since: holder.since } }),
    };
}

type Read = <T>(what: string, work: () => Promise<T>) => Promise<T | undefined>;

/** By the group's name; nothing in it where there was none yet. */
type Releases = ReadonlyMap<string | undefined, { readonly release?: Release }>;

async function readReleases({ target, groups }: Context, read: Read): Promise<Releases> {
    const all = [undefined, ...groups].map(async (group) => {
        const what = `the journal${group === undefined ? "" : ` of ${group}`}`;
        const release = await read(what, () => configMapJournal(target.writer, target.namespace, group).read());
        return [group, release === undefined ? {} : { release }] as const;
    });
    return new Map(await Promise.all(all));
}

/** What is not as one would expect of the releases. */
async function oddities({ stack, options }: Context, releases: Releases): Promise<string[]> {
    const all = [...releases].map(async ([group, { release }]) => {
        if (release === undefined) return lostRelease(stack, group);
        return release.stack === options.stack ? [] : [`the journal in this cluster is of the stack ${release.stack}`];
    });
    return (await Promise.all(all)).flat();
}

/** A group, and what its weights should be as far as is known. */
interface Seen {
    readonly name?: string;
    readonly workloads: readonly string[];
    readonly weights: Weights;
}

/** The stack's own group first. Without the engine's backend there is no config, and the traffic is somewhere all the same. */
function groupsSeen(config: PlatformConfig | undefined, releases: Releases): [Seen, ...Seen[]] {
    const ofRelease = (name: string | undefined) => ({
        ...{ name, weights: { blue: 0, green: 0 } },
        workloads: Object.keys(releases.get(name)?.release?.images ?? {}),
    });
    const ofConfig = ({ name, workloads, activeColor, canaryWeight }: Group) => ({
        ...{ name, workloads, weights: weights(activeColor, canaryWeight) },
    });
    if (config) {
        const [own, ...named] = groupsOf(config);
        return [ofConfig(own), ...named.map(ofConfig)];
    }
    const names = [...releases.keys()].filter((name) => name !== undefined);
    return [ofRelease(undefined), ...names.map(ofRelease)];
}

/** The traffic of a group is that of its first workload that has some: where they differ, a warning says so. */
function weightsOf({ workloads, weights: said }: Seen, live: Record<string, Weights>): Weights {
    return workloads.flatMap((workload) => live[workload] ?? [])[0] ?? said;
}

async function liveWeights({ target }: Context, workloads: readonly string[]): Promise<Record<string, Weights>> {
    const read = workloads.map(async (name) => [name, await target.weights(name)] as const);
    return Object.fromEntries((await Promise.all(read)).flatMap(([name, found]) => (found ? [[name, found]] : [])));
}

/** Where the cluster is not as the config says. */
function differences(config: PlatformConfig, live: Record<string, Weights>): string[] {
    return groupsOf(config).flatMap(({ name: group, workloads, activeColor, canaryWeight }) => {
        const said = inWords(weights(activeColor, canaryWeight));
        return workloads.flatMap((name) => {
            const found = live[name];
            return found === undefined || inWords(found) === said
                ? []
                : `${name} has ${inWords(found)}, and the config says ${said}: pulumi up, or alchemorsel rollback${groupFlag(group)}`;
        });
    });
}

/** What the engine remembers where the cluster, and the journal in it, was made anew. */
async function lostRelease(stack: ReleaseStack, group: string | undefined): Promise<string[]> {
    try {
        const tag = await stack.readTag(tagName(group));
        return tag === undefined
            ? []
            : [`there is no journal in this cluster; the engine remembers a release: ${tag}. It went with the cluster`];
    } catch (error) {
        return [`the engine's backend can't be read: ${reasonOf(error)}`];
    }
}

function imagesOf(config: PlatformConfig | undefined): StackState["images"] {
    const entries = Object.entries(config?.workloads ?? {});
    return Object.fromEntries(
        entries.map(([name, { image }]) => [name, perColor((color) => image[color] ?? "no image")]),
    );
}
