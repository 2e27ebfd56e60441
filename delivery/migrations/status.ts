import { colors } from "../../components/colors";
import { colorObjectName, migrationJobName } from "../../components/kubernetes/names";
import type { ClusterReader } from "../../components/kubernetes/reader";
import { jobState, type JobStatus } from "../../components/workload/migration-job";

/** How a Job of migrations does. */
export type MigrationStatus = "none" | "running" | "complete" | `failed: ${string}`;

/**
 * How the expand Job of an image does, of whichever color has it. Where both colors do, one that is complete counts: the
 * schema is one.
 */
export async function findMigration(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    image: string,
): Promise<MigrationStatus> {
    const found = await Promise.all(
        colors.map((color) => {
            const owner = colorObjectName(workload, color);
            return readJob(reader, namespace, migrationJobName(owner, "expand", image));
        }),
    );
    const first = (matches: (status: MigrationStatus) => boolean) => found.find(matches);
    return first((status) => status === "complete") ?? first((status) => status !== "none") ?? "none";
}

/** How the contract Job of an image does. */
export function findContract(
    reader: ClusterReader,
    namespace: string,
    workload: string,
    image: string,
): Promise<MigrationStatus> {
    return readJob(reader, namespace, migrationJobName(workload, "contract", image));
}

async function readJob(reader: ClusterReader, namespace: string, name: string): Promise<MigrationStatus> {
    const job = await reader.get<JobStatus>(`/apis/batch/v1/namespaces/${namespace}/jobs/${name}`);
    if (job === undefined) {
        return "none";
    }
    const now = jobState(job);
    return now.state === "failed" ? `failed: ${now.reason}` : now.state;
}
