/** Longest label of a DNS name (RFC 1035); names of Services and hostnames of pods are such labels. */
const longestLabel = 63;

/** What a Deployment's controllers append to its name to make a pod's: `-` + 10 + `-` + 5. */
const podSuffix = "-0123456789-01234".length;

const longestColorSuffix = "-green".length;

/** Longest name of a workload with which no pod's hostname gets cut. */
export const longestWorkloadName = longestLabel - podSuffix - longestColorSuffix;

/** Lower case letters, digits and dashes, starting with a letter: what the name of a Service may be. */
export const namePattern = `^[a-z]([a-z0-9-]{0,${longestWorkloadName - 2}}[a-z0-9])?$`;

/** The name that all objects of one color of a workload have. */
export function colorObjectName(workload: string, color: string): string {
    return `${workload}-${color}`;
}
