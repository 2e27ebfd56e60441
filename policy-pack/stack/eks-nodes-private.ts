import type { Resource } from "../resource";
import { checkov, cisEks, type Review, stackRule } from "../rule";
import { Candidates, type Marks, readable } from "./candidates";
import { marksOf, marksOfTarget } from "./references";

const defaultSubnet = "aws:ec2/defaultSubnet:DefaultSubnet";

export const eksNodesPrivate = stackRule({
    id: "eks-nodes-private",
    level: "advisory",
    severity: "high",
    what: "Nodes of EKS are in private subnets, and SSH to them is open to named security groups at most.",
    why: "A node with a public address is on the internet with all that runs on it. A key without security groups opens its port 22 to all of it (3389 on Windows). Of subnets that are not of this stack nothing can be said.",
    fix: `new aws.eks.NodeGroup("workers", {
    subnetIds: privateSubnets.map(({ id }) => id),
    remoteAccess: { ec2SshKey: "operators", sourceSecurityGroupIds: [bastion.id] },
});`,
    controls: [...cisEks("5.4.3"), ...checkov("CKV_AWS_100")],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    checkStack(stack, review) {
        const subnets = new Candidates<Resource>();
        for (const subnet of stack.ofType("aws:ec2/subnet:Subnet", defaultSubnet)) {
            subnets.add(subnet, marksOfTarget(subnet));
        }
        for (const nodeGroup of stack.ofType("aws:eks/nodeGroup:NodeGroup")) {
            review.decide(() => {
                checkRemoteAccess(nodeGroup, review);
            });
            review.decide(() => {
                checkSubnets(nodeGroup, subnets, review);
            });
        }
    },
});

function checkRemoteAccess({ properties }: Resource, { violation }: Review<object>): void {
    const access = properties.at("remoteAccess");
    const groups = access.at("sourceSecurityGroupIds");
    if (groups.list().length > 0 || access.at("ec2SshKey").isMissing) return;
    violation(groups, "is empty: SSH to the nodes would be open to the internet");
}

function checkSubnets(nodeGroup: Resource, subnets: Candidates<Resource>, { decide, violation }: Review<object>): void {
    const subnetIds = nodeGroup.properties.at("subnetIds");
    const used = subnets.find(marksOfSubnets(nodeGroup)).filter((subnet) => isIn(nodeGroup, subnet));
    for (const subnet of used) {
        decide(() => {
            if (givesPublicAddresses(subnet)) {
                violation(subnetIds, "has a subnet that gives nodes public addresses");
            }
        });
    }
    const unknowns = subnetIds.isUnknown ? 1 : subnetIds.list().filter(({ isUnknown }) => isUnknown).length;
    // From elsewhere: read, so that they are undetermined.
    if (unknowns > used.length) subnetIds.texts();
}

/** By the IDs where they are known: a choice among subnets depends on all of them. */
function isIn(nodeGroup: Resource, subnet: Resource): boolean {
    const subnetIds = nodeGroup.properties.at("subnetIds");
    const id = subnet.properties.at("id");
    const known = !subnetIds.isUnknown && !subnetIds.list().some((each) => each.isUnknown);
    if (known && !id.isUnknown && !id.isMissing) return subnetIds.texts().includes(id.text() ?? "");
    return nodeGroup.dependenciesOf("subnetIds").includes(subnet.urn);
}

/** The marks of the subnets for which `isIn` may say yes. */
function marksOfSubnets(nodeGroup: Resource): Marks {
    const subnetIds = nodeGroup.properties.at("subnetIds");
    return readable(() => {
        const isKnown = !subnetIds.isUnknown && !subnetIds.list().some((each) => each.isUnknown);
        return marksOf(isKnown ? subnetIds.texts() : [], nodeGroup.dependenciesOf("subnetIds"));
    });
}

/** A default subnet does so by default, another does not. */
function givesPublicAddresses({ type, properties }: Resource): boolean {
    return properties.at("mapPublicIpOnLaunch").bool() ?? type === defaultSubnet;
}
