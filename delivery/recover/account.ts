import type { TaggedResource } from "./match";

/** What a recovery asks an account. Nothing of it changes anything. */
export interface Account {
    /** All of a region that has these tags, but for roles, which the tagging API leaves out. */
    tagged(region: string, tags: Readonly<Record<string, string>>): Promise<TaggedResource[]>;
    /** Roles with these tags whose names begin so. */
    roles(tags: Readonly<Record<string, string>>, begins: readonly string[]): Promise<TaggedResource[]>;
    /** IDs of the inline policies of a role. */
    rolePolicies(role: string): Promise<string[]>;
    podIdentities(region: string, cluster: string, namespace: string, account: string): Promise<string[]>;
    /** ARN of a load balancer's listener by its port. */
    listener(region: string, balancer: string, port: number): Promise<string | undefined>;
    /** ARN of a listener's rule by its priority. */
    rule(region: string, listener: string, priority: number): Promise<string | undefined>;
    /** Rules of a security group. */
    groupRules(region: string, group: string): Promise<GroupRule[]>;
}

/** As the EC2 API tells it. */
export interface GroupRule {
    readonly id: string;
    readonly isEgress: boolean;
    readonly ipProtocol: string | undefined;
    readonly fromPort: number | undefined;
    readonly toPort: number | undefined;
    readonly cidrIpv4: string | undefined;
    readonly cidrIpv6: string | undefined;
    readonly referencedSecurityGroupId: string | undefined;
    readonly prefixListId: string | undefined;
}
