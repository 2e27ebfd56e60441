import type { Rule } from "../rule";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { lbAccessLogs } from "./lb-access-logs";
import { lbHttps } from "./lb-https";
import { lbTls12 } from "./lb-tls12";
import { logRetention } from "./log-retention";
import { rdsBackup } from "./rds-backup";
import { rdsEncrypted } from "./rds-encrypted";
import { rdsLogExports } from "./rds-log-exports";
import { requiredTags } from "./required-tags";
import { statefulProtect } from "./stateful-protect";

/** The rules about AWS, in the order of the documentation. */
export const awsRules: readonly Rule[] = [
    rdsEncrypted,
    lbHttps,
    lbTls12,
    lbAccessLogs,
    rdsLogExports,
    logRetention,
    rdsBackup,
    dynamodbPitr,
    deletionProtection,
    statefulProtect,
    requiredTags,
];
