import type { Setting } from "./setting";

/** What the stack's file has to say for a property to have this value; nothing where no value of a key does. */
type SettingOf = (value: unknown) => readonly Setting[] | undefined;

function key(...keys: string[]): SettingOf {
    return (value) =>
        typeof value === "string" || typeof value === "number" || typeof value === "boolean"
            ? [{ keys, value }]
            : undefined;
}

/** Of a number that the stack's file takes; another stays as it is. */
function from(least: number, ...keys: string[]): SettingOf {
    return (value) => (typeof value === "number" && value >= least ? [{ keys, value }] : undefined);
}

/** Properties that follow from a key of the stack's file. */
export const settingsByProperty: Readonly<Record<string, Readonly<Record<string, SettingOf>>>> = {
    "aws:rds/instance:Instance": {
        dbName: key("database", "databaseName"),
        username: key("database", "masterUsername"),
        engineVersion: key("database", "engineVersion"),
        instanceClass: key("database", "instanceClass"),
        multiAz: key("database", "multiAz"),
        allocatedStorage: key("database", "storage", "allocatedGib"),
        // 0: the storage doesn't grow by itself.
        maxAllocatedStorage: from(22, "database", "storage", "maxGib"),
        backupRetentionPeriod: from(7, "database", "backupRetentionDays"),
    },
    "aws:eks/cluster:Cluster": { version: key("cluster", "version") },
};

/**
 * Properties on which other parts of the stack build: left as they are in AWS, those would be wrong. Nothing that the stack's file
 * could say changes them.
 */
export const unsettled: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "aws:rds/instance:Instance": {
        engine: "the stack's database is PostgreSQL",
        port: "the workloads and the security group have PostgreSQL's own port, 5432",
    },
    "aws:ec2/vpc:Vpc": {
        enableDnsHostnames: "private names of endpoints need it: aws ec2 modify-vpc-attribute --enable-dns-hostnames",
        enableDnsSupport: "names in the VPC need it: aws ec2 modify-vpc-attribute --enable-dns-support",
    },
};
