import type { DBInstance, RestoreDBInstanceToPointInTimeMessage, Tag } from "@aws-sdk/client-rds";

/** What the two ways to restore have in common. */
type Settings = Omit<
    RestoreDBInstanceToPointInTimeMessage,
    "TargetDBInstanceIdentifier" | "RestoreTime" | "UseLatestRestorableTime"
>;

/**
 * Settings with which a database stands where the real one does, as closed as that one: RDS would give it the default security
 * group and parameters. Storage and encryption are the backup's. It may be deleted at any time, and it has no standby.
 *
 * @param engineVersion Of the backup: parameters are those of one major version.
 */
export function settingsLike(source: DBInstance, engineVersion = source.EngineVersion): Settings {
    const group = source.DBParameterGroups?.[0]?.DBParameterGroupName;
    return {
        DBInstanceClass: source.DBInstanceClass,
        StorageType: source.StorageType,
        DBSubnetGroupName: source.DBSubnetGroup?.DBSubnetGroupName,
        VpcSecurityGroupIds: source.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
        ...(major(engineVersion) === major(source.EngineVersion) && { DBParameterGroupName: group }),
        PubliclyAccessible: false,
        MultiAZ: false,
        DeletionProtection: false,
        AutoMinorVersionUpgrade: false,
        CopyTagsToSnapshot: true,
        EnableIAMDatabaseAuthentication: source.IAMDatabaseAuthenticationEnabled,
        Tags: [...ownTags(source), { Key: "restored-from", Value: source.DBInstanceIdentifier }],
    };
}

/** AWS takes nobody else's tags that begin so. */
function ownTags({ TagList = [] }: DBInstance): Tag[] {
    return TagList.filter(({ Key = "" }) => !Key.startsWith("aws:"));
}

function major(version: string | undefined): string | undefined {
    return version?.split(".")[0];
}
