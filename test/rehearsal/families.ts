import type { AwsCall } from "./ask-aws";

/** A family of the extension's: what it makes, tells, changes, lists and takes away. */
export interface Family {
    readonly name: string;
    /** What has to be there: the first answers. */
    readonly before: readonly AwsCall[];
    readonly create: AwsCall;
    readonly read: AwsCall;
    /** What reading tells then. */
    readonly told: object;
    readonly update?: AwsCall;
    /** What reading tells after that. */
    readonly toldThen?: object;
    readonly list: AwsCall;
    /** A part of what it lists. */
    readonly listed: string;
    readonly remove: AwsCall;
    /** What reading is refused with, or undefined: it lists nothing. */
    readonly gone?: string;
}

const role = "arn:aws:iam::111122223333:role/operators";
const vpcs: readonly AwsCall[] = [
    ["ec2", "CreateVpc", { CidrBlock: "10.0.0.0/16" }],
    ["ec2", "CreateSubnet", { VpcId: "$0.Vpc.VpcId", CidrBlock: "10.0.0.0/24" }],
];

export const cluster: readonly AwsCall[] = [
    ...vpcs,
    [
        "eks",
        "CreateCluster",
        {
            ...{ name: "one", version: "1.35", roleArn: role, zonalShiftConfig: { enabled: true } },
            resourcesVpcConfig: { subnetIds: ["$1.Subnet.SubnetId"] },
        },
    ],
];
const one = { clusterName: "one" };
const addon = { ...one, addonName: "vpc-cni" };
const entry = { ...one, principalArn: role };
const association = { ...one, associationId: "$3.association.associationId" };
const adminPolicy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy";
const scope = (type: string, ...namespaces: string[]) => ({ accessScope: { type, namespaces } });
const plan = { RestoreTestingPlanName: "weekly" };
const recoveryPoints = { Algorithm: "LATEST_WITHIN_WINDOW", IncludeVaults: ["*"], RecoveryPointTypes: ["SNAPSHOT"] };
const createPlan: AwsCall = [
    "backup",
    "CreateRestoreTestingPlan",
    {
        RestoreTestingPlan: {
            ...plan,
            RecoveryPointSelection: recoveryPoints,
            ScheduleExpression: "cron(0 1 ? * 1 *)",
        },
    },
];
const selection = { ...plan, RestoreTestingSelectionName: "databases" };
const parameterGroup = { CacheParameterGroupName: "valkey" };
const user = (id: string): AwsCall => [
    "elasticache",
    "CreateUser",
    { UserId: id, UserName: id, Engine: "redis", AccessString: "on ~* +@all", NoPasswordRequired: true },
];
const account = "111122223333";
const budget = { AccountId: account, BudgetName: "month" };
const monthly = (Amount: string) => ({
    ...{ BudgetName: "month", BudgetType: "COST", TimeUnit: "MONTHLY" },
    BudgetLimit: { Amount, Unit: "USD" },
});
const monitor = { MonitorArn: "$0.MonitorArn" };

export const families: readonly Family[] = [
    {
        name: "EKS add-ons",
        before: cluster,
        create: ["eks", "CreateAddon", { ...addon, addonVersion: "v1.0.0-eksbuild.1", tags: { team: "platform" } }],
        read: ["eks", "DescribeAddon", addon],
        told: { addonVersion: "v1.0.0-eksbuild.1", status: "ACTIVE", tags: { team: "platform" } },
        update: ["eks", "UpdateAddon", { ...addon, addonVersion: "v1.0.1-eksbuild.1" }],
        toldThen: { addonVersion: "v1.0.1-eksbuild.1" },
        list: ["eks", "ListAddons", one],
        listed: "vpc-cni",
        remove: ["eks", "DeleteAddon", addon],
        gone: "ResourceNotFoundException",
    },
    {
        name: "EKS access entries",
        before: cluster,
        create: ["eks", "CreateAccessEntry", entry],
        read: ["eks", "DescribeAccessEntry", entry],
        told: { principalArn: role, type: "STANDARD", kubernetesGroups: [] },
        update: ["eks", "UpdateAccessEntry", { ...entry, kubernetesGroups: ["operators"] }],
        toldThen: { kubernetesGroups: ["operators"] },
        list: ["eks", "ListAccessEntries", one],
        listed: role,
        remove: ["eks", "DeleteAccessEntry", entry],
        gone: "ResourceNotFoundException",
    },
    {
        name: "EKS access policies",
        before: [...cluster, ["eks", "CreateAccessEntry", entry]],
        create: ["eks", "AssociateAccessPolicy", { ...entry, policyArn: adminPolicy, ...scope("cluster") }],
        read: ["eks", "ListAssociatedAccessPolicies", entry],
        told: { policyArn: adminPolicy, accessScope: { type: "cluster", namespaces: [] } },
        update: ["eks", "AssociateAccessPolicy", { ...entry, policyArn: adminPolicy, ...scope("namespace", "shop") }],
        toldThen: { accessScope: { type: "namespace", namespaces: ["shop"] } },
        list: ["eks", "ListAssociatedAccessPolicies", entry],
        listed: adminPolicy,
        remove: ["eks", "DisassociateAccessPolicy", { ...entry, policyArn: adminPolicy }],
    },
    {
        name: "EKS Pod Identity associations",
        before: cluster,
        create: [
            "eks",
            "CreatePodIdentityAssociation",
            { ...one, namespace: "shop", serviceAccount: "recipes", roleArn: role },
        ],
        read: ["eks", "DescribePodIdentityAssociation", association],
        told: { namespace: "shop", serviceAccount: "recipes", roleArn: role },
        update: ["eks", "UpdatePodIdentityAssociation", { ...association, roleArn: `${role}-2` }],
        toldThen: { roleArn: `${role}-2` },
        list: ["eks", "ListPodIdentityAssociations", { ...one, namespace: "shop" }],
        listed: "recipes",
        remove: ["eks", "DeletePodIdentityAssociation", association],
        gone: "ResourceNotFoundException",
    },
    {
        name: "ElastiCache user groups",
        before: [user("app"), user("operator")],
        create: ["elasticache", "CreateUserGroup", { UserGroupId: "users", Engine: "valkey", UserIds: ["app"] }],
        read: ["elasticache", "DescribeUserGroups", { UserGroupId: "users" }],
        told: { Status: "active", UserIds: ["app"] },
        update: [
            "elasticache",
            "ModifyUserGroup",
            { UserGroupId: "users", UserIdsToAdd: ["operator"], UserIdsToRemove: ["app"] },
        ],
        toldThen: { UserIds: ["operator"] },
        list: ["elasticache", "DescribeUserGroups", {}],
        listed: "users",
        remove: ["elasticache", "DeleteUserGroup", { UserGroupId: "users" }],
        gone: "UserGroupNotFound",
    },
    {
        name: "ElastiCache parameter groups",
        before: [],
        create: [
            "elasticache",
            "CreateCacheParameterGroup",
            { ...parameterGroup, CacheParameterGroupFamily: "valkey8", Description: "Ours" },
        ],
        read: ["elasticache", "DescribeCacheParameters", { ...parameterGroup, Source: "user" }],
        told: { Parameters: [] },
        update: [
            "elasticache",
            "ModifyCacheParameterGroup",
            {
                ...parameterGroup,
                ParameterNameValues: [{ ParameterName: "maxmemory-policy", ParameterValue: "allkeys-lru" }],
            },
        ],
        toldThen: { ParameterName: "maxmemory-policy", ParameterValue: "allkeys-lru", Source: "user" },
        list: ["elasticache", "DescribeCacheParameterGroups", {}],
        listed: "valkey8",
        remove: ["elasticache", "DeleteCacheParameterGroup", parameterGroup],
        gone: "CacheParameterGroupNotFound",
    },
    {
        name: "Backup selections",
        before: [
            [
                "backup",
                "CreateBackupPlan",
                {
                    BackupPlan: {
                        BackupPlanName: "daily",
                        Rules: [{ RuleName: "daily", TargetBackupVaultName: "vault" }],
                    },
                },
            ],
        ],
        create: [
            "backup",
            "CreateBackupSelection",
            {
                BackupPlanId: "$0.BackupPlanId",
                BackupSelection: { SelectionName: "all", IamRoleArn: role, Resources: ["*"] },
            },
        ],
        read: ["backup", "GetBackupSelection", { BackupPlanId: "$0.BackupPlanId", SelectionId: "$1.SelectionId" }],
        told: { SelectionName: "all", IamRoleArn: role, Resources: ["*"] },
        list: ["backup", "ListBackupSelections", { BackupPlanId: "$0.BackupPlanId" }],
        listed: "all",
        remove: ["backup", "DeleteBackupSelection", { BackupPlanId: "$0.BackupPlanId", SelectionId: "$1.SelectionId" }],
        gone: "ResourceNotFoundException",
    },
    {
        name: "Backup restore testing plans",
        before: [],
        create: createPlan,
        read: ["backup", "GetRestoreTestingPlan", plan],
        told: { ...plan, RecoveryPointSelection: recoveryPoints, ScheduleExpression: "cron(0 1 ? * 1 *)" },
        update: [
            "backup",
            "UpdateRestoreTestingPlan",
            { ...plan, RestoreTestingPlan: { ScheduleExpression: "cron(0 2 ? * 1 *)" } },
        ],
        toldThen: { ScheduleExpression: "cron(0 2 ? * 1 *)" },
        list: ["backup", "ListRestoreTestingPlans", {}],
        listed: "weekly",
        remove: ["backup", "DeleteRestoreTestingPlan", plan],
        gone: "ResourceNotFoundException",
    },
    {
        name: "Backup restore testing selections",
        before: [createPlan],
        create: [
            "backup",
            "CreateRestoreTestingSelection",
            {
                ...plan,
                RestoreTestingSelection: {
                    RestoreTestingSelectionName: "databases",
                    ProtectedResourceType: "RDS",
                    IamRoleArn: role,
                },
            },
        ],
        read: ["backup", "GetRestoreTestingSelection", selection],
        told: { ...selection, ProtectedResourceType: "RDS" },
        update: [
            "backup",
            "UpdateRestoreTestingSelection",
            { ...selection, RestoreTestingSelection: { ValidationWindowHours: 4 } },
        ],
        toldThen: { ValidationWindowHours: 4 },
        list: ["backup", "ListRestoreTestingSelections", plan],
        listed: "databases",
        remove: ["backup", "DeleteRestoreTestingSelection", selection],
        gone: "ResourceNotFoundException",
    },
    {
        name: "budgets",
        before: [],
        create: ["budgets", "CreateBudget", { AccountId: account, Budget: monthly("800") }],
        read: ["budgets", "DescribeBudget", budget],
        told: { BudgetName: "month", BudgetLimit: { Amount: "800", Unit: "USD" } },
        update: ["budgets", "UpdateBudget", { AccountId: account, NewBudget: monthly("900") }],
        toldThen: { BudgetLimit: { Amount: "900", Unit: "USD" } },
        list: ["budgets", "DescribeBudgets", { AccountId: account }],
        listed: "month",
        remove: ["budgets", "DeleteBudget", budget],
        gone: "NotFoundException",
    },
    {
        name: "Cost Explorer anomaly monitors",
        before: [],
        create: [
            "ce",
            "CreateAnomalyMonitor",
            { AnomalyMonitor: { MonitorName: "all", MonitorType: "DIMENSIONAL", MonitorDimension: "SERVICE" } },
        ],
        read: ["ce", "GetAnomalyMonitors", { MonitorArnList: ["$0.MonitorArn"] }],
        told: { MonitorName: "all", MonitorDimension: "SERVICE" },
        update: ["ce", "UpdateAnomalyMonitor", { ...monitor, MonitorName: "every" }],
        toldThen: { MonitorName: "every" },
        list: ["ce", "GetAnomalyMonitors", {}],
        listed: "every",
        remove: ["ce", "DeleteAnomalyMonitor", monitor],
        gone: "UnknownMonitorException",
    },
    {
        name: "Cost Explorer anomaly subscriptions",
        before: [],
        create: [
            "ce",
            "CreateAnomalySubscription",
            {
                AnomalySubscription: {
                    ...{
                        SubscriptionName: "team",
                        Frequency: "DAILY",
                        MonitorArnList: ["arn:aws:ce::111122223333:anomalymonitor/1f0a"],
                    },
                    Subscribers: [{ Type: "EMAIL", Address: "team@alchemorsel.example" }],
                },
            },
        ],
        read: ["ce", "GetAnomalySubscriptions", { SubscriptionArnList: ["$0.SubscriptionArn"] }],
        told: { SubscriptionName: "team", Frequency: "DAILY" },
        update: ["ce", "UpdateAnomalySubscription", { SubscriptionArn: "$0.SubscriptionArn", Frequency: "WEEKLY" }],
        toldThen: { Frequency: "WEEKLY" },
        list: ["ce", "GetAnomalySubscriptions", {}],
        listed: "team",
        remove: ["ce", "DeleteAnomalySubscription", { SubscriptionArn: "$0.SubscriptionArn" }],
        gone: "UnknownSubscriptionException",
    },
];
