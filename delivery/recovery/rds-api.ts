import type { RDS } from "@aws-sdk/client-rds";

import { sdkOptions } from "../target/sdk-options";

/** The part of Amazon RDS that restoring takes. */
export type RdsApi = Pick<
    RDS,
    | "describeDBInstances"
    | "describeDBInstanceAutomatedBackups"
    | "describeDBSnapshots"
    | "modifyDBInstance"
    | "restoreDBInstanceFromDBSnapshot"
    | "restoreDBInstanceToPointInTime"
>;

/** The API of one region, with the credentials that the AWS CLI would use. Nobody is in such a hurry that the SDK may not try again. */
export async function rdsApi(region: string): Promise<RdsApi> {
    const { RDS } = await import("@aws-sdk/client-rds");
    return new RDS({ region, ...sdkOptions, maxAttempts: 5 });
}
