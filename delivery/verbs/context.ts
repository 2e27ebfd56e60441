import { UserError } from "../../embedded/errors";
import { packFolder } from "../../embedded/policy/pack-folder";
import { type Clock, systemClock } from "../clock";
import { configMapJournal, type Journal } from "../journal/journal";
import { ReleaseLock } from "../lock/lease";
import { whoAmI } from "../lock/process-id";
import type { Options } from "../options";
import type { PolicyPlace } from "../policy/check";
import type { Release } from "../release/release";
import { isAtRest, phaseInWords } from "../release/transitions";
import { ReleaseStack } from "../stack/stack";
import { groupFlag } from "../report/group-words";
import { readStackFile, type StackFile } from "../stack/stack-file";
import { awsTarget } from "../target/aws-target";
import { localTarget } from "../target/local-target";
import type { Target } from "../target/target";
import type { World } from "../run/world";
import { Audience } from "./audience";
import { checkGroup, checkGroupOption } from "./group-option";
import { realWorld } from "./real-world";

/** What every verb works with. */
export interface Context {
    readonly options: Options;
    readonly clock: Clock;
    readonly stack: ReleaseStack;
    readonly target: Target;
    /** Of the group that the verb is for. */
    readonly journal: Journal;
    /** Names of the stack's groups. */
    readonly groups: readonly string[];
    readonly who: string;
    readonly env: NodeJS.ProcessEnv;
    readonly policies: PolicyPlace;
    readonly tell: (line: string) => void;
}

/** Opens no engine: a way back is not to wait for one. */
export function openContext(project: string, options: Options, env: NodeJS.ProcessEnv): Context {
    const stack = new ReleaseStack(project, options.stack);
    const file = readStackFile(stack.file);
    checkGroupOption(options, file.groups);
    const target = targetOf(file, env);
    return {
        ...{ options, clock: systemClock, stack, target, groups: file.groups, who: whoAmI(), env },
        journal: configMapJournal(target.writer, target.namespace, options.group),
        policies: { project, pack: packFolder, stack: options.stack },
        tell: (line) => {
            console.error(line);
        },
    };
}

function targetOf(file: StackFile, env: NodeJS.ProcessEnv): Target {
    return file.foundation === "aws" ? awsTarget(file) : localTarget(file, env.ALCHEMORSEL_KUBECONFIG);
}

/** Does something while this process has the lock of the stack's releases. */
export async function locked<T>(
    { options, target, clock, who, tell }: Context,
    work: (lock: ReleaseLock) => Promise<T>,
    takeOver = false,
): Promise<T> {
    const { writer, namespace } = target;
    const lock = await ReleaseLock.take({
        ...{ writer, namespace, clock, who, verb: options.verb, takeOver },
        onWait: (holder) => {
            tell(`looking whether ${holder.who} (alchemorsel ${holder.verb}, since ${holder.since}) is still there`);
        },
    });
    try {
        return await work(lock);
    } finally {
        await lock.release();
    }
}

/** The last release of the group. Throws where there is none, or where it is another stack's. */
export async function lastRelease({ journal, options, groups }: Context): Promise<Release> {
    const release = await journal.read();
    if (release === undefined) {
        checkGroup(options.group, groups, options.stack);
        throw new UserError(`nothing was released here yet: alchemorsel deploy${groupFlag(options.group)} --image …`);
    }
    if (release.stack !== options.stack) {
        throw new UserError(
            `the release in this cluster is of the stack ${release.stack}, not of ${options.stack}: ` +
                "two stacks can't share a namespace",
        );
    }
    return release;
}

/**
 * Does something to a release while this process has the lock, and tells everybody of it.
 *
 * @param urgent Whoever has the lock is told and loses it, and nothing is done first that could be done later.
 */
export async function withWorld<T>(
    context: Context,
    work: (world: World) => Promise<T>,
    { urgent = false }: { urgent?: boolean } = {},
): Promise<T> {
    const audience = new Audience(context.stack, context.options.group, context.env);
    if (!urgent) {
        context.stack.openAhead();
        await audience.open();
    }
    return locked(
        context,
        async (lock) => {
            try {
                return await work(realWorld(context, lock, audience));
            } finally {
                // A step's update may still go on where its release has ended.
                await context.stack.settled();
                for (const warning of await audience.finish()) context.tell(`warning: ${warning}`);
            }
        },
        urgent,
    );
}

/**
 * Throws where a release of another group is under way: an update of this one would move the other's traffic too, where its
 * process ended between the config and the cluster.
 */
export async function refuseBesideOthers(context: Context): Promise<void> {
    const others = await othersUnderWay(context);
    if (others.length === 0) return;
    throw new UserError(
        others.map(({ id, phase, group }) => {
            const flag = groupFlag(group);
            return (
                `the release ${id} is ${phaseInWords[phase]}, and a stack has one release at a time: ` +
                `alchemorsel release resume${flag}, or alchemorsel abort${flag}, first`
            );
        }),
    );
}

/** Tells of releases of other groups, from whose process a way back has taken the lock: it has stopped, and nobody watches them. */
export async function warnOfOthers(context: Context): Promise<void> {
    const others = await othersUnderWay(context).catch(() => []);
    for (const { id, phase, group } of others) {
        const flag = groupFlag(group);
        context.tell(
            `warning: the release ${id} is ${phaseInWords[phase]}, and nobody watches it any more: ` +
                `alchemorsel release resume${flag}, or alchemorsel abort${flag}`,
        );
    }
}

async function othersUnderWay({ options, groups, target }: Context): Promise<Release[]> {
    const others = [undefined, ...groups].filter((group) => group !== options.group);
    const releases = await Promise.all(
        others.map((group) => configMapJournal(target.writer, target.namespace, group).read()),
    );
    return releases
        .filter((each) => each !== undefined)
        .filter((each) => each.stack === options.stack && !isAtRest(each));
}
