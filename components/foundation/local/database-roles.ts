import type { MigrationRole } from "../foundation";

/** The role of the workloads: it reads and writes the tables, and changes none. */
export const appRole = { user: "alchemorsel", secret: "database-credentials" };

/** The role of the migrations, to whom all of it belongs. */
export const ownerRole = { user: "alchemorsel_owner", secret: "database-owner-credentials" };

/** What a migration's Job signs in with. */
export const localMigrationRole: MigrationRole = {
    environment: { DATABASE_USER: ownerRole.user },
    secrets: { DATABASE_PASSWORD_FILE: ownerRole.secret },
};
