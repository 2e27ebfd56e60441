/** The settings of the foundation `aws` as a JSON schema. What the values mean beyond it: the components' own docs. */

const days = (what: string) => ({ type: "integer", description: `Days for which ${what}.` }) as const;
const text = (description: string) => ({ type: "string", minLength: 1, description }) as const;
const texts = (description: string) => ({ type: "array", items: { type: "string" }, description }) as const;
const flag = (description: string) => ({ type: "boolean", description }) as const;
const count = (description: string) => ({ type: "integer", description }) as const;

function section<const Properties extends object>(description: string, properties: Properties, required: string[]) {
    return { type: "object", description, additionalProperties: false, required, properties } as const;
}

const cidrsByZone = {
    type: "object",
    description: "Blocks by availability zone.",
    required: [],
    additionalProperties: { type: "string" },
} as const;

const network = section(
    "The VPC. Each zone has a subnet in each of three tiers: public, private and data (no route out).",
    {
        cidr: text("IPv4 block, private, /16 to /20. Changing it replaces everything."),
        zones: texts("Availability zones, two at least, such as eu-central-1a. Adding one moves no subnet."),
        nat: {
            type: "string",
            enum: ["per-zone", "single", "none"],
            default: "per-zone",
            description: "Ways out of the private subnets. In us-east-1 each NAT gateway costs some 36 USD a month.",
        },
        ipv6: flag("Whether there is IPv6 too; default false."),
        subnetCidrs: section(
            "Blocks of subnets that were there before the stack, by tier and zone; default: where the layout has them.",
            { public: cidrsByZone, private: cidrsByZone, data: cidrsByZone },
            [],
        ),
        secondaryCidrs: texts("Further IPv4 blocks; default none."),
        peerCidrs: texts("Blocks of networks that will be connected; only checked for overlaps. Default none."),
        endpoints: texts("Services with an interface endpoint; default those that nodes and controllers need."),
        flowLogRetentionDays: days("flow logs are kept; default 365"),
    },
    ["cidr", "zones"],
);

const nodeGroup = section(
    "Nodes of one kind.",
    {
        amiType: text("Image, such as AL2023_ARM_64_STANDARD. Changing it replaces the group."),
        instanceTypes: texts("EC2 instance types in the order of preference. Changing them replaces the group."),
        capacityType: { type: "string", enum: ["ON_DEMAND", "SPOT"], description: "Default ON_DEMAND." },
        nodes: section(
            "How many nodes; `desired` is for the creation alone.",
            { min: count("At least."), max: count("At most."), desired: count("At first.") },
            ["min", "max", "desired"],
        ),
        maxUnavailablePercentage: count("Nodes that an update may replace at a time, in percent; default 25."),
        volumeSizeGiB: count("Size of the volume, in GiB; default 50."),
        releaseVersion: text("Release of the image; default the newest at creation."),
    },
    ["amiType", "instanceTypes", "nodes"],
);

const auto = section(
    "EKS Auto Mode: AWS runs the nodes and brings networking, storage and load balancing.",
    {
        kind: { type: "string", const: "auto" },
        nodePools: {
            type: "array",
            items: { type: "string", enum: ["general-purpose", "system"] },
            description: "Built-in node pools; default both.",
        },
    },
    ["kind"],
);

const managed = section(
    "Managed node groups, with the add-ons and controllers that Auto Mode would bring.",
    {
        kind: { type: "string", const: "managed" },
        addonVersions: section(
            "Version of each add-on (aws eks describe-addon-versions).",
            {
                vpcCni: text("Amazon VPC CNI."),
                coreDns: text("CoreDNS."),
                kubeProxy: text("kube-proxy."),
                podIdentityAgent: text("EKS Pod Identity Agent."),
            },
            ["vpcCni", "coreDns", "kubeProxy", "podIdentityAgent"],
        ),
        nodeGroups: {
            type: "object",
            description: "Node groups by name.",
            minProperties: 1,
            propertyNames: {
                pattern: "^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$",
                patternErrorMessage: "is no name of a node group: lower case letters, digits and dashes, 20 at most",
            },
            additionalProperties: nodeGroup,
        },
        karpenter: section(
            "Karpenter, which adds and removes nodes beyond those of the groups; default none.",
            {
                amiVersion: text("Release of Amazon Linux 2023 for EKS, such as v20260911."),
                architecture: { type: "string", enum: ["amd64", "arm64"], description: "Default amd64." },
                capacityTypes: {
                    type: "array",
                    items: { type: "string", enum: ["on-demand", "spot"] },
                    description: "How the instances are paid; default on-demand alone.",
                },
                limits: section(
                    "What all its nodes may have together.",
                    { cpu: count("CPUs."), memoryGiB: count("Memory in GiB.") },
                    ["cpu", "memoryGiB"],
                ),
            },
            ["amiVersion", "limits"],
        ),
    },
    ["kind", "addonVersions", "nodeGroups"],
);

const cluster = section(
    "The EKS cluster.",
    {
        clusterName: text("Name of the cluster; default from the stack's name. Changing it replaces the cluster."),
        version: text("Kubernetes version such as 1.35; raised by one minor version at a time, never lowered."),
        access: {
            type: "object",
            description: "Who may use the cluster, by a name of yours; nobody else may.",
            additionalProperties: section(
                "One access entry.",
                {
                    principalArn: text("ARN of the IAM role or user."),
                    policy: text("EKS access policy, such as AmazonEKSClusterAdminPolicy."),
                },
                ["principalArn", "policy"],
            ),
        },
        publicAccessCidrs: texts(
            "Blocks that may reach the API server over the internet; default none: it is private.",
        ),
        support: { type: "string", enum: ["STANDARD", "EXTENDED"], description: "Default STANDARD." },
        logRetentionDays: days("the control plane's logs are kept; default 365"),
        observability: section(
            "CloudWatch Container Insights; default none, and then nobody hears of a node that isn't ready.",
            {
                version: text("Version of the add-on amazon-cloudwatch-observability."),
                logRetentionDays: days("logs of nodes and pods are kept; default 365"),
            },
            ["version"],
        ),
        compute: {
            type: "object",
            description: "Who runs the nodes. Changing the kind replaces them.",
            required: ["kind"],
            discriminator: { propertyName: "kind" },
            oneOf: [auto, managed],
        },
    },
    ["version", "access", "compute"],
);

const database = section(
    "PostgreSQL on RDS.",
    {
        identifier: text("Name of the instance; default from the stack's name."),
        databaseName: text("Name of the database; default alchemorsel. Changing it replaces the instance."),
        masterUsername: text("User that workloads sign in as; default alchemorsel. Changing it replaces the instance."),
        engineVersion: text("17 follows the minor releases, 17.6 stays. Never lowered."),
        instanceClass: text("Such as db.m7g.large."),
        storage: section(
            "gp3 storage, which grows by itself.",
            {
                allocatedGib: count("Size in GiB; default 20."),
                maxGib: count("Largest size in GiB; default five times."),
            },
            [],
        ),
        multiAz: flag("A standby in another zone; default true. It doubles the price."),
        applyImmediately: flag("Changes that restart it are made at once; default false: in the maintenance window."),
        backupRetentionDays: days("any second can be restored, 7 to 35; default 14"),
        logRetentionDays: days("logs are kept; default 365"),
        insights: {
            type: "string",
            enum: ["standard", "advanced"],
            description: "Database Insights; default standard.",
        },
        restoreFrom: section(
            "Makes it of a backup instead of empty; alchemorsel fail-over writes it. Changing it replaces the database.",
            {
                backupsArn: text("ARN of automated backups, copied to the stack's region."),
                kmsKeyArn: text("ARN of their KMS key in that region."),
                time: text("The moment in UTC, such as 2026-11-28T14:00:00Z."),
            },
            ["backupsArn", "kmsKeyArn", "time"],
        ),
    },
    ["engineVersion", "instanceClass"],
);

const cache = section(
    "Valkey on ElastiCache.",
    {
        engineVersion: text("Such as 8.0. Never lowered."),
        nodeType: text("Such as cache.m7g.large."),
        replicas: count("Copies in other zones, 1 to 5; default 1. Each costs as much as the primary."),
        applyImmediately: flag("Changes are made at once; default false: in the maintenance window."),
        snapshotRetentionDays: days("daily snapshots are kept, 1 to 35; default 7"),
        logRetentionDays: days("logs are kept; default 365"),
    },
    ["engineVersion", "nodeType"],
);

const actions = ["allow", "block", "count", "captcha", "challenge"];

const edge = section(
    "What stands between the world and the workloads: DNS, certificate, web firewall, load balancer.",
    {
        domain: text("Host name of the workloads, in the hosted zone."),
        alternativeNames: texts("Other host names, in the hosted zone; default none."),
        zone: section(
            "The public hosted zone.",
            { id: text("ID, such as Z0123456789ABCDEFGHIJ."), name: text("Name.") },
            ["id", "name"],
        ),
        allowedCidrs: section(
            "Who may connect; default everybody.",
            { ipv4: texts("IPv4 blocks."), ipv6: texts("IPv6 blocks; default none.") },
            ["ipv4"],
        ),
        idleTimeoutSeconds: count("Seconds after which an idle connection is closed; default 60."),
        rateLimit: section(
            "Requests of one client in a window; beyond it the client is blocked. Default 2000 in 300 s.",
            {
                requests: count("Requests, 10 at least."),
                windowSeconds: { type: "integer", enum: [60, 120, 300, 600], description: "Default 300." },
            },
            ["requests"],
        ),
        overrides: {
            type: "object",
            description: "What is different in a managed group of the web firewall; default nothing.",
            additionalProperties: section(
                "One group.",
                {
                    countOnly: flag("Only count what the group finds; default false."),
                    rules: {
                        type: "object",
                        description: "Another action for single rules.",
                        additionalProperties: { type: "string", enum: actions },
                    },
                    version: text("Version of the group; default the one that AWS recommends."),
                },
                [],
            ),
        },
        logRetentionDays: days("the logs of load balancer and web firewall are kept; default 365"),
        weight: count(
            "Share of the domain's requests among stacks that have a weight, 0 to 255; default: all of them.",
        ),
    },
    ["domain", "zone"],
);

const recovery = section(
    "Backups in a locked vault and their copies in another region; default none.",
    {
        region: text("Region of the copies: another one than the stack's."),
        retentionDays: days("a backup is kept, 7 at least; default 35"),
        schedule: text("When backups begin; default cron(0 5 * * ? *), UTC."),
        restoreTestSchedule: text("When a restore is tried; default cron(0 7 ? * SUN *), UTC."),
        lock: {
            type: "object",
            description: "Keeps backups from being deleted early; default governance. Compliance can never be undone.",
            required: ["mode"],
            discriminator: { propertyName: "mode" },
            oneOf: [
                section("Until somebody with the right takes it off.", { mode: { const: "governance" } }, ["mode"]),
                section(
                    "For good, once the days are over.",
                    { mode: { const: "compliance" }, changeableForDays: count("Days, 3 at least.") },
                    ["mode", "changeableForDays"],
                ),
            ],
        },
    },
    ["region"],
);

const alarms = section(
    "Who is paged, and from which numbers on.",
    {
        subscribers: {
            type: "object",
            description: "Who is paged, by a name of yours.",
            minProperties: 1,
            additionalProperties: section(
                "One subscriber.",
                {
                    protocol: { type: "string", enum: ["email", "https"], description: "How." },
                    endpoint: text("Address or URL."),
                },
                ["protocol", "endpoint"],
            ),
        },
        thresholds: {
            type: "object",
            description: "Thresholds of one's own by alarm (components/foundation/aws/operations/alarm-table.ts).",
            additionalProperties: { type: "number" },
        },
    },
    ["subscribers"],
);

export const awsSchema = section(
    "Settings of the foundation `aws`.",
    {
        name: {
            type: "string",
            pattern: "^[a-z]([a-z0-9-]*[a-z0-9])?$",
            patternErrorMessage: "must be lower case letters, digits and dashes, starting with a letter",
            description: "Begins the name of everything; default <project>-<stack>. Changing it replaces everything.",
        },
        shortName: {
            type: "string",
            pattern: "^[a-z]([a-z0-9-]*[a-z0-9])?$",
            patternErrorMessage: "must be lower case letters, digits and dashes, starting with a letter",
            description: "Begins the names of target groups, which have 32 characters; default name.",
        },
        accountId: text("ID of the account, twelve digits, in quotes. Credentials of another account are refused."),
        environment: {
            type: "string",
            enum: ["production", "staging"],
            default: "production",
            description: "What the stack is for: production refuses what would endanger its data.",
        },
        ignoreChanges: {
            type: "object",
            description:
                "Properties that stay as they are in AWS, by the resource's name; for what was there before the stack.",
            required: [],
            additionalProperties: texts("Names of properties, such as tags."),
        },
        permissionsBoundaryArn: {
            type: "string",
            pattern: "^arn:aws:iam::\\d{12}:policy/.+$",
            patternErrorMessage:
                "must be the ARN of a policy of yours, such as arn:aws:iam::111122223333:policy/boundary",
            description: "ARN of the policy that limits what every role of the stack may ever do; default none.",
        },
        deletionProtection: {
            type: "boolean",
            default: true,
            description: "AWS refuses to delete the cluster, the database and the load balancer.",
        },
        allowDeletion: {
            type: "boolean",
            default: false,
            description: "Says that production may go without deletion protection.",
        },
        network,
        cluster,
        database,
        cache,
        edge,
        secrets: {
            type: "object",
            description:
                "Secrets of Secrets Manager by name, delivered as Secrets of that name; default none. No values here.",
            propertyNames: {
                pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
                patternErrorMessage: "is no name of a Secret: lower case letters, digits and dashes",
            },
            additionalProperties: section(
                "One secret.",
                {
                    description: text("What it is for."),
                    rotation: section(
                        "Who changes it; default nobody.",
                        { lambdaArn: text("ARN of the Lambda function."), everyDays: count("Days, 1 to 365.") },
                        ["lambdaArn", "everyDays"],
                    ),
                },
                ["description"],
            ),
        },
        registry: section(
            "Repositories of ECR; default none: the images come from elsewhere.",
            {
                repositories: texts("Names, such as alchemorsel/recipes."),
                keepImages: count("Tagged images that a repository keeps; default 100."),
                untaggedDays: days("an image without a tag stays; default 7"),
            },
            ["repositories"],
        ),
        recovery,
        cost: section(
            "Who is told what it costs.",
            {
                monthlyLimitUsd: { type: "number", description: "What a month may cost, in USD." },
                emails: texts("Who is told, one to ten addresses."),
                anomalyUsd: {
                    type: "number",
                    description: "Unusual cost that is worth a mail; default a tenth of the limit.",
                },
                anomalyMonitorArn: text(
                    "The account's anomaly monitor of services, if it has one; default one is created.",
                ),
            },
            ["monthlyLimitUsd", "emails"],
        ),
        alarms,
    },
    ["accountId", "network", "cluster", "database", "cache", "edge", "cost", "alarms"],
);
