import { allow, type PolicyStatement } from "../policy-document";

/** The cluster whose nodes Karpenter may make, and no others. */
export interface KarpenterPlace {
    region: string;
    accountId: string;
    clusterName: string;
}

/**
 * What Karpenter may make and delete, by the policy that release 1.14 documents: only what has, or gets, the tags of the
 * cluster and of one of its node pools.
 * https://karpenter.sh/docs/reference/cloudformation/#nodelifecyclepolicy
 */
export function nodeLifecycle(place: KarpenterPlace): PolicyStatement[] {
    const { region, clusterName } = place;
    const arn = (kind: string) => `arn:aws:ec2:${region}:*:${kind}/*`;
    const own = ownTag("ResourceTag", place);
    const requested = { ...ownTag("RequestTag", place), "aws:RequestTag/eks:eks-cluster-name": clusterName };
    const pool = (of: "ResourceTag" | "RequestTag") => ({ StringLike: { [`aws:${of}/karpenter.sh/nodepool`]: "*" } });
    const made = ["fleet", "instance", "volume", "network-interface", "launch-template", "spot-instances-request"];
    const run = ["ec2:RunInstances", "ec2:CreateFleet"];
    return [
        allow("UseImagesAndNetwork", run, [
            `arn:aws:ec2:${region}::image/*`,
            `arn:aws:ec2:${region}::snapshot/*`,
            ...["security-group", "subnet", "capacity-reservation", "placement-group"].map(arn),
        ]),
        allow("UseOwnLaunchTemplates", run, arn("launch-template"), {
            StringEquals: own,
            ...pool("ResourceTag"),
        }),
        allow("MakeWithTags", [...run, "ec2:CreateLaunchTemplate"], made.map(arn), {
            StringEquals: requested,
            ...pool("RequestTag"),
        }),
        allow("TagWhatItMakes", ["ec2:CreateTags"], made.map(arn), {
            StringEquals: { ...requested, "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"] },
            ...pool("RequestTag"),
        }),
        allow("NameOwnInstances", ["ec2:CreateTags"], arn("instance"), {
            StringEquals: own,
            ...pool("ResourceTag"),
            StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
            "ForAllValues:StringEquals": {
                "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"],
            },
        }),
        allow(
            "DeleteOwn",
            ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
            ["instance", "launch-template"].map(arn),
            { StringEquals: own, ...pool("ResourceTag") },
        ),
    ];
}

/** The instance profiles that it makes for its node classes. */
export function instanceProfiles(place: KarpenterPlace): PolicyStatement[] {
    const { region, accountId, clusterName } = place;
    const profiles = `arn:aws:iam::${accountId}:instance-profile/*`;
    const own = { ...ownTag("ResourceTag", place), "aws:ResourceTag/topology.kubernetes.io/region": region };
    const requested = {
        ...ownTag("RequestTag", place),
        "aws:RequestTag/eks:eks-cluster-name": clusterName,
        "aws:RequestTag/topology.kubernetes.io/region": region,
    };
    const ofClass = { "aws:ResourceTag/karpenter.k8s.aws/ec2nodeclass": "*" };
    const forClass = { "aws:RequestTag/karpenter.k8s.aws/ec2nodeclass": "*" };
    return [
        allow("CreateProfiles", ["iam:CreateInstanceProfile"], profiles, {
            StringEquals: requested,
            StringLike: forClass,
        }),
        allow("TagOwnProfiles", ["iam:TagInstanceProfile"], profiles, {
            StringEquals: { ...own, ...requested },
            StringLike: { ...ofClass, ...forClass },
        }),
        allow(
            "ChangeOwnProfiles",
            ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
            profiles,
            { StringEquals: own, StringLike: ofClass },
        ),
        allow("ReadProfiles", ["iam:GetInstanceProfile"], profiles),
        allow("ListProfiles", ["iam:ListInstanceProfiles"], "*"),
    ];
}

/** What it may look at: the region's offers and prices, the cluster, and whether a zone of it is shifted away from. */
export function discovery({ region, accountId, clusterName }: KarpenterPlace): PolicyStatement[] {
    const clusterArn = `arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`;
    const described = [
        "CapacityReservations",
        "Images",
        "Instances",
        "InstanceStatus",
        "InstanceTypeOfferings",
        "InstanceTypes",
        "LaunchTemplates",
        "PlacementGroups",
        "SecurityGroups",
        "SpotPriceHistory",
        "Subnets",
    ];
    return [
        allow(
            "ReadRegion",
            described.map((what) => `ec2:Describe${what}`),
            "*",
            { StringEquals: { "aws:RequestedRegion": region } },
        ),
        allow("ReadImageReleases", ["ssm:GetParameter"], `arn:aws:ssm:${region}::parameter/aws/service/*`),
        allow("ReadPrices", ["pricing:GetProducts"], "*"),
        allow("ReadCluster", ["eks:DescribeCluster"], clusterArn),
        allow("ReadZonalShift", ["arc-zonal-shift:GetManagedResource"], "*", {
            StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn },
        }),
    ];
}

/** The role that it may give to its nodes. */
export function passNodeRole<Text>(nodeRoleArn: Text): PolicyStatement<Text>[] {
    return [
        {
            Sid: "PassNodeRole",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: nodeRoleArn,
            Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
        },
    ];
}

/** The tag that says which cluster something belongs to. */
function ownTag(of: "ResourceTag" | "RequestTag", { clusterName }: KarpenterPlace): Record<string, string> {
    return { [`aws:${of}/kubernetes.io/cluster/${clusterName}`]: "owned" };
}
