import { type Problem, propertyPath } from "../../../problems";
import { checkName } from "../name-limits";
import { retentionProblem } from "../log-retention";
import { because, majorUpgradeProblems, unless, wholeNumberProblems } from "../rule";
import { downgradeProblem, isMajorUpgrade } from "./versions";

/** What the rules look at, defaults filled in. */
export interface CacheNumbers {
    identifier: string;
    engineVersion: string;
    previousEngineVersion?: string;
    applyImmediately: boolean;
    replicas: number;
    users: Record<string, { access: string }>;
    snapshotRetentionDays: number;
    logRetentionDays: number;
    subnets?: number;
}

/** ID of a cache user. With IAM its name has to be the same. */
export function cacheUserId(identifier: string, user: string): string {
    return `${identifier}-${user}`;
}

/** IDs of the cache's nodes, which are the dimension of its metrics. */
export function cacheNodeIds(identifier: string, replicas: number): string[] {
    return Array.from({ length: replicas + 1 }, (_, index) => `${identifier}-${String(index + 1).padStart(3, "0")}`);
}

const idPattern = /^[a-z](-?[a-z0-9])*$/;
const idReason = "must be lower case letters, digits and single hyphens, starting with a letter";

/** What is wrong with a cache. */
export function cacheProblems(cache: CacheNumbers): Problem[] {
    return [
        ...unless(idPattern.test(cache.identifier), "identifier", idReason),
        ...because(checkName("elasticacheReplicationGroup", cache.identifier), "identifier"),
        ...versionProblems(cache),
        ...majorUpgradeProblems(
            isMajorUpgrade(cache.previousEngineVersion, cache.engineVersion),
            cache.applyImmediately,
        ),
        ...wholeNumberProblems("replicas", cache.replicas, 1, 5),
        ...wholeNumberProblems("snapshotRetentionDays", cache.snapshotRetentionDays, 1, 35),
        ...because(retentionProblem(cache.logRetentionDays), "logRetentionDays"),
        ...unless(Object.keys(cache.users).length > 0, "users", "is empty: nobody could connect"),
        ...Object.entries(cache.users).flatMap(([user, { access }]) => userProblems(cache, user, access)),
        ...unless((cache.subnets ?? 2) >= 2, "subnetIds", "needs subnets of at least two zones"),
    ];
}

function userProblems({ identifier }: CacheNumbers, user: string, access: string): Problem[] {
    const path = propertyPath("users", user);
    return [
        ...unless(idPattern.test(user), path, idReason),
        ...because(checkName("elasticacheUser", cacheUserId(identifier, user)), path),
        ...unless(/^on\s+\S/.test(access), `${path}.access`, "must begin with on and say what the user may do"),
        ...unless(!/\s([<>#]|nopass)/.test(access), `${path}.access`, "must hold no password and no nopass"),
    ];
}

/** Valkey's first version on ElastiCache is 7.2. */
function versionProblems({ engineVersion, previousEngineVersion }: CacheNumbers): Problem[] {
    const pattern = /^(7\.[2-9]|[89]\.\d+|\d{2,}\.\d+)$/;
    const reason = "must be a version of Valkey such as 8.0, and 7.2 at least";
    const problems = [
        ...unless(pattern.test(engineVersion), "engineVersion", reason),
        ...unless(pattern.test(previousEngineVersion ?? "7.2"), "previousEngineVersion", reason),
    ];
    return previousEngineVersion === undefined || problems.length > 0
        ? problems
        : because(downgradeProblem(previousEngineVersion, engineVersion), "engineVersion");
}
