import { checkov, resourceRule, securityHub } from "../rule";

export const rdsPrivate = resourceRule({
    id: "rds-private",
    level: "mandatory",
    severity: "critical",
    what: "Databases have no public address.",
    why: "With one, a single security group rule stands between the Internet and the password.",
    fix: `new aws.rds.Instance("orders", { publiclyAccessible: false, dbSubnetGroupName: privateSubnets.name });`,
    controls: [...securityHub("RDS.2"), ...checkov("CKV_AWS_17")],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding",
    types: ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
    check({ properties }, { violation }) {
        const isPublic = properties.at("publiclyAccessible");
        if (isPublic.bool() === true) {
            violation(isPublic, "is true: the database would get a public address");
        }
    },
});
