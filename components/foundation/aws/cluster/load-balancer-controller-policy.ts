import { allow, type PolicyStatement } from "../policy-document";

const clusterTag = "elbv2.k8s.aws/cluster";
/** What carries the controller's tag, of whichever cluster. */
const tagged = { Null: { [`aws:ResourceTag/${clusterTag}`]: "false" } };
/** What gets the tag by this very request. */
const tagging = { Null: { [`aws:RequestTag/${clusterTag}`]: "false" } };
/** What carries the tag, and keeps it as it is. */
const retagging = {
    Null: { [`aws:RequestTag/${clusterTag}`]: "true", [`aws:ResourceTag/${clusterTag}`]: "false" },
};

const elb = (...actions: string[]) => actions.map((action) => `elasticloadbalancing:${action}`);
const ec2 = (...actions: string[]) => actions.map((action) => `ec2:${action}`);
const elbArns = (...kinds: string[]) => kinds.map((kind) => `arn:aws:elasticloadbalancing:*:*:${kind}`);

const targetGroups = elbArns("targetgroup/*/*");
const targetGroupsAndBalancers = elbArns("targetgroup/*/*", "loadbalancer/net/*/*", "loadbalancer/app/*/*");
const listenersAndRules = elbArns(
    "listener/net/*/*/*",
    "listener/app/*/*/*",
    "listener-rule/net/*/*/*",
    "listener-rule/app/*/*/*",
);
const securityGroups = "arn:aws:ec2:*:*:security-group/*";
const ingress = ec2("AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress");

/**
 * What the AWS Load Balancer Controller needs when it only keeps the addresses of pods in target groups that others made
 * (`TargetGroupBinding`), and no security groups either.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
 */
export const bindTargets: PolicyStatement[] = [
    allow("ReadNetwork", ec2("DescribeVpcs", "DescribeSecurityGroups", "DescribeInstances"), "*"),
    allow("ReadTargets", elb("DescribeTargetGroups", "DescribeTargetHealth"), "*"),
    allow(
        "ChangeTargets",
        elb("RegisterTargets", "DeregisterTargets", "ModifyTargetGroup", "ModifyTargetGroupAttributes"),
        targetGroups,
    ),
];

/**
 * What it needs for Ingress, Gateway and Services of type LoadBalancer: the policy that the project publishes
 * (docs/install/iam_policy.json there, of August 2026). What it makes carries its tag, and it deletes nothing else, except
 * listeners and rules, which AWS doesn't limit so.
 */
export function manageLoadBalancers(): PolicyStatement[] {
    return [...reads(), ...integrations(), ...securityGroupStatements(), ...loadBalancerStatements()];
}

function reads(): PolicyStatement[] {
    const network = ec2(
        "DescribeAccountAttributes",
        "DescribeAddresses",
        "DescribeAvailabilityZones",
        "DescribeCoipPools",
        "DescribeInstances",
        "DescribeInternetGateways",
        "DescribeIpamPools",
        "DescribeNetworkInterfaces",
        "DescribeRouteTables",
        "DescribeSecurityGroups",
        "DescribeSubnets",
        "DescribeTags",
        "DescribeVpcPeeringConnections",
        "DescribeVpcs",
        "GetCoipPoolUsage",
        "GetSecurityGroupsForVpc",
    );
    const balancers = elb(
        "DescribeCapacityReservation",
        "DescribeListenerAttributes",
        "DescribeListenerCertificates",
        "DescribeListeners",
        "DescribeLoadBalancerAttributes",
        "DescribeLoadBalancers",
        "DescribeRules",
        "DescribeSSLPolicies",
        "DescribeTags",
        "DescribeTargetGroupAttributes",
        "DescribeTargetGroups",
        "DescribeTargetHealth",
        "DescribeTrustStores",
    );
    return [allow("ReadNetwork", network, "*"), allow("ReadLoadBalancers", balancers, "*")];
}

/** Certificates, firewalls, protection and logins of the load balancers. */
function integrations(): PolicyStatement[] {
    const webAcl = ["GetWebACL", "GetWebACLForResource", "AssociateWebACL", "DisassociateWebACL"];
    const shield = ["GetSubscriptionState", "DescribeProtection", "CreateProtection", "DeleteProtection"];
    const actions = [
        "acm:ListCertificates",
        "acm:DescribeCertificate",
        "cognito-idp:DescribeUserPoolClient",
        "iam:ListServerCertificates",
        "iam:GetServerCertificate",
        ...webAcl.flatMap((action) => [`waf-regional:${action}`, `wafv2:${action}`]),
        ...shield.map((action) => `shield:${action}`),
    ];
    return [
        allow("UseIntegrations", actions, "*"),
        allow("CreateServiceLinkedRole", ["iam:CreateServiceLinkedRole"], "*", {
            StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" },
        }),
    ];
}

function securityGroupStatements(): PolicyStatement[] {
    return [
        // The groups of the nodes don't carry the tag.
        allow("OpenSecurityGroups", ingress, "*"),
        allow("CreateSecurityGroups", ec2("CreateSecurityGroup"), "*"),
        allow("TagNewSecurityGroups", ec2("CreateTags"), securityGroups, {
            StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" },
            ...tagging,
        }),
        allow("TagOwnSecurityGroups", ec2("CreateTags", "DeleteTags"), securityGroups, retagging),
        allow("DeleteOwnSecurityGroups", [...ingress, ...ec2("DeleteSecurityGroup")], "*", tagged),
    ];
}

function loadBalancerStatements(): PolicyStatement[] {
    return [
        allow("Create", elb("CreateLoadBalancer", "CreateTargetGroup"), "*", tagging),
        allow("ChangeListeners", elb("CreateListener", "DeleteListener", "CreateRule", "DeleteRule"), "*"),
        allow("TagOwn", elb("AddTags", "RemoveTags"), targetGroupsAndBalancers, retagging),
        allow("TagListeners", elb("AddTags", "RemoveTags"), listenersAndRules),
        allow("TagNew", elb("AddTags"), targetGroupsAndBalancers, {
            StringEquals: { "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"] },
            ...tagging,
        }),
        allow(
            "ChangeOwn",
            elb(
                "DeleteLoadBalancer",
                "DeleteTargetGroup",
                "ModifyCapacityReservation",
                "ModifyIpPools",
                "ModifyListenerAttributes",
                "ModifyLoadBalancerAttributes",
                "ModifyTargetGroup",
                "ModifyTargetGroupAttributes",
                "SetIpAddressType",
                "SetSecurityGroups",
                "SetSubnets",
            ),
            "*",
            tagged,
        ),
        allow("RegisterTargets", elb("RegisterTargets", "DeregisterTargets"), targetGroups),
        allow(
            "ChangeRules",
            elb(
                "AddListenerCertificates",
                "ModifyListener",
                "ModifyRule",
                "RemoveListenerCertificates",
                "SetRulePriorities",
                "SetWebAcl",
            ),
            "*",
        ),
    ];
}
