import type { Account } from "./account";
import type { TaggedResource } from "./match";

/** Where AWS answers, and who asks; default: as the AWS CLI has it. */
export interface AwsAccess {
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** An account as AWS' SDKs tell it. Each is loaded where it is needed first. */
export function awsAccount(access: AwsAccess = {}): Account {
    return {
        tagged: (region, tags) => taggedIn({ region, ...access }, tags),
        roles: (tags, begins) => rolesWith({ region: ofRoles, ...access }, tags, begins),
        rolePolicies: async (role) => {
            const { IAM } = await import("@aws-sdk/client-iam");
            const { PolicyNames: names = [] } = await new IAM({ region: ofRoles, ...access }).listRolePolicies({
                RoleName: role,
            });
            return names.map((name) => `${role}:${name}`);
        },
        podIdentities: async (region, clusterName, namespace, serviceAccount) => {
            const { EKS } = await import("@aws-sdk/client-eks");
            const asked = { clusterName, namespace, serviceAccount };
            const { associations = [] } = await new EKS({ region, ...access }).listPodIdentityAssociations(asked);
            return associations.flatMap(({ associationId }) => associationId ?? []);
        },
        listener: async (region, LoadBalancerArn, port) => {
            const { Listeners: listeners = [] } = await (
                await elb({ region, ...access })
            ).describeListeners({ LoadBalancerArn });
            return listeners.find((each) => each.Port === port)?.ListenerArn;
        },
        rule: async (region, ListenerArn, priority) => {
            const { Rules: rules = [] } = await (await elb({ region, ...access })).describeRules({ ListenerArn });
            return rules.find((each) => each.Priority === String(priority))?.RuleArn;
        },
        groupRules: async (region, group) => {
            const { EC2 } = await import("@aws-sdk/client-ec2");
            const Filters = [{ Name: "group-id", Values: [group] }];
            const answer = await new EC2({ region, ...access }).describeSecurityGroupRules({ Filters });
            return (answer.SecurityGroupRules ?? []).map((rule) => ({
                id: rule.SecurityGroupRuleId ?? "",
                isEgress: rule.IsEgress ?? false,
                ipProtocol: rule.IpProtocol,
                fromPort: rule.FromPort,
                toPort: rule.ToPort,
                cidrIpv4: rule.CidrIpv4,
                cidrIpv6: rule.CidrIpv6,
                referencedSecurityGroupId: rule.ReferencedGroupInfo?.GroupId,
                prefixListId: rule.PrefixListId,
            }));
        },
    };
}

type Tags = Readonly<Record<string, string>>;
type Client = AwsAccess & { readonly region: string };

async function taggedIn(access: Client, tags: Tags): Promise<TaggedResource[]> {
    const { ResourceGroupsTaggingAPIClient, paginateGetResources } =
        await import("@aws-sdk/client-resource-groups-tagging-api");
    const client = new ResourceGroupsTaggingAPIClient(access);
    const TagFilters = Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] }));
    const found: TaggedResource[] = [];
    for await (const { ResourceTagMappingList: page = [] } of paginateGetResources({ client }, { TagFilters }))
        for (const { ResourceARN: arn, Tags: own = [] } of page)
            if (arn !== undefined) found.push({ arn, tags: inOne(own) });
    return found;
}

/** IAM has one region for all. */
const ofRoles = "us-east-1";

/** An account has many roles, so only those that may be meant are asked for their tags. */
async function rolesWith(access: Client, tags: Tags, begins: readonly string[]): Promise<TaggedResource[]> {
    const { IAM, IAMClient, paginateListRoles } = await import("@aws-sdk/client-iam");
    const [client, iam] = [new IAMClient(access), new IAM(access)];
    const found: TaggedResource[] = [];
    for await (const { Roles: roles = [] } of paginateListRoles({ client }, {}))
        for (const { RoleName: name = "", Arn: arn = "" } of roles) {
            if (!begins.some((each) => name.startsWith(each))) continue;
            const own = inOne((await iam.listRoleTags({ RoleName: name })).Tags ?? []);
            if (Object.entries(tags).every(([key, value]) => own[key] === value)) found.push({ arn, tags: own });
        }
    return found;
}

function inOne(tags: readonly { Key?: string | undefined; Value?: string | undefined }[]): Record<string, string> {
    return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

async function elb(client: Client) {
    const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
    return new ElasticLoadBalancingV2(client);
}
