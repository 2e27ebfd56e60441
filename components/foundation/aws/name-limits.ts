/** How many characters AWS allows in a name, by the kind of resource; each from the API reference of its service. */
export const nameLimits = {
    backupPlan: 50,
    backupVault: 50,
    budget: 100,
    cloudwatchAlarm: 255,
    dbParameterGroup: 255,
    dbSnapshot: 255,
    dbSubnetGroup: 255,
    ecrRepository: 256,
    eksCluster: 100,
    eksNodeGroup: 63,
    elasticacheReplicationGroup: 40,
    elasticacheSubnetGroup: 255,
    elasticacheUser: 40,
    elasticacheUserGroup: 40,
    eventRule: 64,
    iamInstanceProfile: 128,
    iamPolicy: 128,
    iamRole: 64,
    iamRolePolicy: 128,
    kmsAlias: 256,
    launchTemplate: 128,
    lb: 32,
    logGroup: 512,
    rdsInstance: 63,
    restoreTestingPlan: 50,
    s3Bucket: 63,
    secret: 512,
    securityGroup: 255,
    snsTopic: 256,
    sqsQueue: 80,
    targetGroup: 32,
    wafWebAcl: 128,
} as const;

type NameKind = keyof typeof nameLimits;

/** What Pulumi appends to the name of a resource that has no explicit one: a dash and seven random characters. */
const randomSuffix = "-0123456";

/** Why AWS would refuse a name for its length; `undefined` when it would not. */
export function checkName(kind: NameKind, name: string): string | undefined {
    const excess = name.length - nameLimits[kind];
    if (name === "") {
        return "is empty";
    }
    return excess > 0 ? `makes the name ${name}, ${excess} above the ${nameLimits[kind]} that AWS allows` : undefined;
}

/** The same for a name that Pulumi makes unique by itself. */
export function checkAutoName(kind: NameKind, name: string): string | undefined {
    return checkName(kind, `${name}${randomSuffix}`);
}
