/** What release 4 registers for a cluster `c` with one access entry `ops` of one policy `admin`: type, name, parent. */
export const children = [
    "eks:index:Cluster c < –",
    "eks:index:ServiceRole c-eksRole < c",
    "aws:iam/role:Role c-eksRole-role < c-eksRole",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment c-eksRole-4b490823 < c-eksRole",
    "aws:ec2/securityGroup:SecurityGroup c-eksClusterSecurityGroup < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksClusterInternetEgressRule < c",
    "aws:eks/cluster:Cluster c-eksCluster < c",
    "pulumi:providers:kubernetes c-eks-k8s < c",
    "aws:eks/addon:Addon c-kube-proxy < c",
    "aws:eks/addon:Addon c-coredns < c",
    "eks:index:VpcCniAddon c-vpc-cni < c",
    "aws:eks/addon:Addon c-vpc-cni < c-vpc-cni",
    "aws:eks/accessEntry:AccessEntry c-ops < c",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation c-ops-admin < c-ops",
    "aws:ec2/securityGroup:SecurityGroup c-nodeSecurityGroup < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksNodeIngressRule < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksNodeClusterIngressRule < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksExtApiServerClusterIngressRule < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksClusterIngressRule < c",
    "aws:ec2/securityGroupRule:SecurityGroupRule c-eksNodeInternetEgressRule < c",
];

/** The same in Auto Mode, without access entries and CoreDNS. */
export const autoModeChildren = [
    "eks:index:Cluster c < –",
    "eks:index:ServiceRole c-eksRole < c",
    "aws:iam/role:Role c-eksRole-role < c-eksRole",
    ...["4b490823", "9ae443cd", "d86a545b", "1e381056", "1587f79c"].map(
        (suffix) => `aws:iam/rolePolicyAttachment:RolePolicyAttachment c-eksRole-${suffix} < c-eksRole`,
    ),
    "eks:index:ServiceRole c-nodeRole < c",
    "aws:iam/role:Role c-nodeRole-role < c-nodeRole",
    ...["22021ef5", "7b85ae6b"].map(
        (suffix) => `aws:iam/rolePolicyAttachment:RolePolicyAttachment c-nodeRole-${suffix} < c-nodeRole`,
    ),
    "aws:eks/cluster:Cluster c-eksCluster < c",
    "pulumi:providers:kubernetes c-eks-k8s < c",
];
