import type { Rule } from "../rule";
import { cacheEncrypted } from "./cache-encrypted";
import { cmkRequired } from "./cmk-required";
import { defaultSgClosed } from "./default-sg-closed";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { ebsEncrypted } from "./ebs-encrypted";
import { ecrHardened } from "./ecr-hardened";
import { efsEncrypted } from "./efs-encrypted";
import { eksAccessApi } from "./eks-access-api";
import { eksEndpoint } from "./eks-endpoint";
import { eksLogs } from "./eks-logs";
import { eksSecretsKms } from "./eks-secrets-kms";
import { eksVersion } from "./eks-version";
import { iamNoAdmin } from "./iam-no-admin";
import { iamNoAdminAttach } from "./iam-no-admin-attach";
import { iamNoServiceStar } from "./iam-no-service-star";
import { iamNoUsers } from "./iam-no-users";
import { iamTrustScoped } from "./iam-trust-scoped";
import { imdsv2 } from "./imdsv2";
import { kmsRotation } from "./kms-rotation";
import { lbAccessLogs } from "./lb-access-logs";
import { lbHttps } from "./lb-https";
import { lbTls12 } from "./lb-tls12";
import { logRetention } from "./log-retention";
import { mskTls } from "./msk-tls";
import { noAutoPublicIp } from "./no-auto-public-ip";
import { rdsBackup } from "./rds-backup";
import { rdsEncrypted } from "./rds-encrypted";
import { rdsForceTls } from "./rds-force-tls";
import { rdsLogExports } from "./rds-log-exports";
import { rdsPrivate } from "./rds-private";
import { regionAllowed } from "./region-allowed";
import { requiredTags } from "./required-tags";
import { resourcePolicyNoStar } from "./resource-policy-no-star";
import { s3NoPublicAcl } from "./s3-no-public-acl";
import { searchEncrypted } from "./search-encrypted";
import { sgNoWorldAdmin } from "./sg-no-world-admin";
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
    rdsPrivate,
    s3NoPublicAcl,
    sgNoWorldAdmin,
    defaultSgClosed,
    noAutoPublicIp,
    imdsv2,
    resourcePolicyNoStar,
    eksEndpoint,
    eksSecretsKms,
    eksLogs,
    eksVersion,
    eksAccessApi,
    ecrHardened,
    iamNoAdmin,
    iamNoServiceStar,
    iamNoAdminAttach,
    iamNoUsers,
    iamTrustScoped,
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
