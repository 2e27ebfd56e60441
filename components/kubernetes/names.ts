import { createHash } from "node:crypto";

/** Longest label of a DNS name (RFC 1035); names of Services and hostnames of pods are such labels. */
const longestLabel = 63;

/** What a Deployment's controllers append to its name to make a pod's: `-` + 10 + `-` + 5. */
const podSuffix = "-0123456789-01234".length;

const longestColorSuffix = "-green".length;

/** Longest name of a workload with which no pod's hostname gets cut. */
export const longestWorkloadName = longestLabel - podSuffix - longestColorSuffix;

/** Longest name of a group of workloads: with it a tag of the engine's has 40 characters, the most that a backend takes. */
export const longestGroupName = 20;

/** Lower case letters, digits and dashes, starting with a letter: what the name of a Service may be. */
export const namePattern = patternOf(longestWorkloadName);

export const groupNamePattern = patternOf(longestGroupName);

function patternOf(longest: number): string {
    return `^[a-z]([a-z0-9-]{0,${longest - 2}}[a-z0-9])?$`;
}

/** The name that all objects of one color of a workload have. */
export function colorObjectName(workload: string, color: string): string {
    return `${workload}-${color}`;
}

/** What a Job's controller appends to its name to make a pod's. */
const jobPodSuffix = "-01234".length;

/** Enough hexadecimal digits to tell the images of a workload apart. */
const shownDigits = 12;

/** The beginning of an image's digest. */
export function shortDigest(image: string): string {
    return image.slice(image.lastIndexOf(":") + 1).slice(0, shownDigits);
}

/**
 * Name of the Job that runs a phase of an image's migrations. An owner whose name is too long for it is cut, and told apart
 * by a hash.
 *
 * @param owner The workload, or one of its colors.
 */
export function migrationJobName(owner: string, phase: "expand" | "contract", image: string): string {
    const suffix = `-${phase}-${shortDigest(image)}`;
    const room = longestLabel - jobPodSuffix - suffix.length;
    if (owner.length <= room) {
        return owner + suffix;
    }
    const hash = createHash("sha256").update(owner).digest("hex").slice(0, 8);
    return `${owner.slice(0, room - hash.length - 1)}-${hash}${suffix}`;
}
