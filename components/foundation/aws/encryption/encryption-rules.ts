import type { Problem } from "../../../problems";
import { accountIdProblem, regionProblem } from "../account";
import { keyPurposes } from "./key-policies";
import { checkName } from "../name-limits";

/** What the rules look at, of an Encryption's args. */
interface EncryptionNumbers {
    region: string;
    accountId: string;
    recoveryRegion?: string;
    multiRegion: boolean;
    deletionWindowDays: number;
    rotationDays: number;
}

/** Name of a key's alias. Applies to the primary and to the replica: an alias is unique in a region. */
export function aliasName(name: string, purpose: string): string {
    return `alias/${name}-${purpose}`;
}

/** What is wrong with the args of an Encryption. */
export function encryptionProblems(name: string, args: EncryptionNumbers): Problem[] {
    const reasons: Record<string, string | undefined> = {
        name: keyPurposes.map((purpose) => checkName("kmsAlias", aliasName(name, purpose))).find((reason) => reason),
        region: regionProblem(args.region),
        accountId: accountIdProblem(args.accountId),
        recoveryRegion: recoveryProblem(args),
        deletionWindowDays: rangeProblem(args.deletionWindowDays, 7, 30),
        rotationDays: rangeProblem(args.rotationDays, 90, 2560),
    };
    return Object.entries(reasons).flatMap(([propertyPath, reason]) =>
        reason === undefined ? [] : [{ propertyPath, reason }],
    );
}

function recoveryProblem({ recoveryRegion, region, multiRegion }: EncryptionNumbers): string | undefined {
    if (recoveryRegion === undefined) {
        return undefined;
    }
    if (recoveryRegion === region) {
        return `must be another region than ${region}`;
    }
    return multiRegion ? regionProblem(recoveryRegion) : "needs keys that can be replicated, but multiRegion is false";
}

function rangeProblem(days: number, least: number, most: number): string | undefined {
    return Number.isInteger(days) && days >= least && days <= most
        ? undefined
        : `must be a whole number from ${least} to ${most}; it is ${days}`;
}
