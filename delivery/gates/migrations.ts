import type { ColorName } from "../../components/colors";
import type { MigrationStatus } from "../migrations/status";
import { fail, pass, type WorkloadGate } from "./gate";

/** How far the Job is that expands the database's schema for a color's image. */
export type FindMigration = (workload: string, color: ColorName) => Promise<MigrationStatus>;

/** The database's schema has what the new color's image needs. */
export const migrations: WorkloadGate = async ({ name, migrations: declared }, { color, findMigration }) => {
    if (declared === undefined) {
        return pass("the workload has no migrations");
    }
    const state = await findMigration(name, color);
    switch (state) {
        case "complete":
            return pass("the expand Job is complete");
        case "running":
            return fail("the expand Job still runs: wait for it, and promote again");
        case "none":
            return fail("the expand Job of this image was not run: alchemorsel deploy runs it");
        default:
            return fail(`the expand Job ${state}; mend the migration, and deploy an image that has it`);
    }
};
