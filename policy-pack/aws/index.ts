import type { Rule } from "../rule";
import { cacheEncrypted } from "./cache-encrypted";
import { cmkRequired } from "./cmk-required";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { ebsEncrypted } from "./ebs-encrypted";
import { efsEncrypted } from "./efs-encrypted";
import { kmsRotation } from "./kms-rotation";
import { lbAccessLogs } from "./lb-access-logs";
import { lbHttps } from "./lb-https";
import { lbTls12 } from "./lb-tls12";
import { logRetention } from "./log-retention";
import { mskTls } from "./msk-tls";
import { rdsBackup } from "./rds-backup";
import { rdsEncrypted } from "./rds-encrypted";
import { rdsForceTls } from "./rds-force-tls";
import { rdsLogExports } from "./rds-log-exports";
import { regionAllowed } from "./region-allowed";
import { requiredTags } from "./required-tags";
import { searchEncrypted } from "./search-encrypted";
import { snsEncrypted } from "./sns-encrypted";
import { sqsEncrypted } from "./sqs-encrypted";
import { statefulProtect } from "./stateful-protect";

/** The rules about AWS, in the order of the documentation. */
export const awsRules: readonly Rule[] = [
    rdsEncrypted,
    cmkRequired,
    ebsEncrypted,
    efsEncrypted,
    snsEncrypted,
    sqsEncrypted,
    cacheEncrypted,
    searchEncrypted,
    mskTls,
    kmsRotation,
    rdsForceTls,
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
    regionAllowed,
];
