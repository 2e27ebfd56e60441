import type { Account, GroupRule } from "./account";
import { type Candidate, textOf } from "./candidate";
import { isNamed } from "./match";

type Ask = (account: Account, candidate: Candidate, region: string) => Promise<string | undefined>;

/** What has no tags that tell one from another, and an ID at random: AWS is asked for those of its parent. */
export const asks: Readonly<Record<string, Ask>> = {
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": async (account, candidate, region) => {
        const [cluster, ...of] = texts(candidate, ["clusterName", "namespace", "serviceAccount"]) ?? [];
        if (cluster === undefined) return undefined;
        const [id] = await account.podIdentities(region, cluster, of[0] ?? "", of[1] ?? "");
        return id && `${cluster},${id}`;
    },
    "aws:iam/rolePolicy:RolePolicy": async (account, candidate) => {
        const [role] = texts(candidate, ["role"]) ?? [];
        if (role === undefined) return undefined;
        const ids = await account.rolePolicies(role);
        return ids.find((id) => isNamed(candidate, "name", id.slice(role.length + 1)));
    },
    "aws:lb/listener:Listener": async (account, candidate, region) => {
        const [balancer, port] = [textOf(candidate, "loadBalancerArn"), candidate.inputs.port];
        return balancer === undefined ? undefined : account.listener(region, balancer, Number(port));
    },
    "aws:lb/listenerRule:ListenerRule": async (account, candidate, region) => {
        const [listener, priority] = [textOf(candidate, "listenerArn"), candidate.inputs.priority];
        return listener === undefined ? undefined : account.rule(region, listener, Number(priority));
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule(true),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule(false),
};

function groupRule(isEgress: boolean): Ask {
    return async (account, candidate, region) => {
        const group = textOf(candidate, "securityGroupId");
        if (group === undefined) return undefined;
        const rules = (await account.groupRules(region, group)).filter((each) => each.isEgress === isEgress);
        return rules.find((rule) => isRule(rule, candidate))?.id;
    };
}

const told = ["cidrIpv4", "cidrIpv6", "referencedSecurityGroupId", "prefixListId", "ipProtocol"] as const;

function isRule(rule: GroupRule, { inputs }: Candidate): boolean {
    const ports = inputs.ipProtocol === "-1" || (rule.fromPort === inputs.fromPort && rule.toPort === inputs.toPort);
    return ports && told.every((key) => rule[key] === inputs[key]);
}

/** None where one of them isn't known. */
function texts(candidate: Candidate, inputs: readonly string[]): string[] | undefined {
    const all = inputs.flatMap((input) => textOf(candidate, input) ?? []);
    return all.length === inputs.length ? all : undefined;
}

/** What AWS has of a candidate's parent. Of a parent that isn't there it has nothing. */
export async function ask(account: Account, candidate: Candidate, region: string): Promise<string | undefined> {
    try {
        return await asks[candidate.type]?.(account, candidate, region);
    } catch (error) {
        if (error instanceof Error && /NotFound|NoSuchEntity/.test(error.name)) return undefined;
        throw error;
    }
}
