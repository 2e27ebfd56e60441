import type { Resource } from "../resource";
import { checkov, resourceRule, securityHub } from "../rule";
import type { Value } from "../value";

const table = "aws:dynamodb/table:Table";

export const dynamodbPitr = resourceRule({
    id: "dynamodb-pitr",
    level: "mandatory",
    severity: "medium",
    what: "DynamoDB tables, and their replicas, can be restored to any moment of the last days.",
    why: "What a mistake or an attacker overwrites or deletes can't be brought back.",
    fix: `pointInTimeRecovery: { enabled: true }`,
    controls: [...securityHub("DynamoDB.2"), ...checkov("CKV_AWS_28")],
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
    types: [table, "aws:dynamodb/tableReplica:TableReplica"],
    check(resource, { decide, violation }) {
        const check = (recovery: Value) => {
            decide(() => {
                if (recovery.bool() !== true) {
                    violation(recovery, "is not true: there would be no point-in-time recovery");
                }
            });
        };
        check(recoveryOf(resource));
        // A replica does not follow its table in this.
        for (const replica of resource.properties.at("replicas").list()) {
            check(replica.at("pointInTimeRecovery"));
        }
    },
});

function recoveryOf({ type, properties }: Resource): Value {
    const recovery = properties.at("pointInTimeRecovery");
    return type === table ? recovery.at("enabled") : recovery;
}
