import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";
import { loadBalancerTypes } from "./load-balancer";

/** What the setting is called, by type. */
const settings: Readonly<Record<string, string>> = {
    "aws:rds/instance:Instance": "deletionProtection",
    "aws:rds/cluster:Cluster": "deletionProtection",
    "aws:rds/globalCluster:GlobalCluster": "deletionProtection",
    "aws:dynamodb/table:Table": "deletionProtectionEnabled",
    "aws:dynamodb/tableReplica:TableReplica": "deletionProtectionEnabled",
    ...Object.fromEntries(loadBalancerTypes.map((type) => [type, "enableDeletionProtection"])),
};

export const deletionProtection = resourceRule({
    id: "deletion-protection",
    level: "mandatory",
    severity: "medium",
    what: "AWS refuses to delete databases, tables and load balancers.",
    why: "One wrong command, or a property whose change replaces the resource, takes the data or the address away.",
    fix: `new aws.rds.Instance("orders", { deletionProtection: true });
new aws.lb.LoadBalancer("shop", { enableDeletionProtection: true });
new aws.dynamodb.Table("orders", { deletionProtectionEnabled: true });`,
    controls: [
        ...securityHub("RDS.7", "RDS.8", "ELB.6", "DynamoDB.6"),
        ...checkov("CKV_AWS_139", "CKV_AWS_150", "CKV_AWS_293"),
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    types: Object.keys(settings),
    check({ type, properties }, { decide, violation }) {
        const check = (protection: Value) => {
            decide(() => {
                if (protection.bool() !== true) {
                    violation(protection, "is not true: it could be deleted by mistake");
                }
            });
        };
        check(properties.at(settings[type] ?? "deletionProtection"));
        // Those of a DynamoDB table; each has a protection of its own.
        for (const replica of properties.at("replicas").list()) {
            check(replica.at("deletionProtectionEnabled"));
        }
    },
});
