/** GiB of memory of the smallest sizes; from `large` on, the family says how much. */
const smallSizes: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };

/** GiB for each `large`: memory-optimized classes have twice as much as the others. */
const gibOfLarge = (family: string) => (/^[rxz]/.test(family) ? 16 : 8);

/** Bytes of memory for which RDS for PostgreSQL allows a connection, and how many it allows at the most. */
const [bytesOfConnection, most] = [9_531_392, 5000];

/** The rest is for migrations, people, RDS itself, and because a class has a little less memory than its name says. */
const forWorkloads = 0.75;

/**
 * How many connections workloads may have to an instance of this class, by RDS' default of `max_connections`; `undefined` for a class
 * that isn't known here.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function workloadConnections(instanceClass: string): number | undefined {
    const gib = memoryOf(instanceClass);
    return gib && Math.floor(forWorkloads * Math.min(most, (gib * 2 ** 30) / bytesOfConnection));
}

function memoryOf(instanceClass: string): number | undefined {
    const [, family = "", size = ""] = /^db\.([a-z]+\d[a-z]*)\.([a-z0-9]+)$/.exec(instanceClass) ?? [];
    const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
    if (size === "large") return gibOfLarge(family);
    return times === undefined ? smallSizes[size] : 2 * Number(times || 1) * gibOfLarge(family);
}
