import { UserError } from "../../embedded/errors";
import { printedBy, type StackEngine } from "./engine";
import { isGone, type LockHolder, lockHolders } from "./lock-holder";

/**
 * Removes the lock that a dead engine left. Of an engine on another machine nothing here can tell whether it lives: there a
 * person has to say it.
 *
 * @returns What was done, in a sentence; undefined where there was no lock.
 */
export async function unlock(
    engine: StackEngine,
    root: string | undefined,
    stack: string,
    sure: boolean,
): Promise<string | undefined> {
    const holders = await holdersOf(engine, root);
    if (holders === undefined) return undefined;
    const living = holders === "unnamed" ? ["another update"] : holders.filter((each) => !isGone(each)).map(inWords);
    if (living.length > 0 && !sure) {
        throw new UserError(
            `the stack ${stack} is locked by ${living.join(", ")}, of which can't be seen from here that it is dead. ` +
                `Wait for its end; or make sure that it is dead, and then: alchemorsel recover --stack ${stack} --unlock`,
        );
    }
    await engine.cancel();
    return `The lock of ${holders === "unnamed" ? "another update" : holders.map(inWords).join(", ")} is removed.`;
}

function inWords({ who, since }: LockHolder): string {
    return `${who}, since ${since}`;
}

async function holdersOf(engine: StackEngine, root: string | undefined): Promise<ReturnType<typeof lockHolders>> {
    try {
        await engine.touch(root);
        return undefined;
    } catch (error) {
        const holders = lockHolders(printedBy(error) ?? "");
        if (holders === undefined) throw error;
        return holders;
    }
}
