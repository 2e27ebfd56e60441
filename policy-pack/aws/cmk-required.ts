import type { Resource } from "../resource";
import { checkov, resourceRule } from "../rule";
import type { Value } from "../value";

/** Where a resource names its key. */
const keyPaths: Readonly<Record<string, readonly string[]>> = {
    "aws:rds/instance:Instance": ["kmsKeyId"],
    "aws:rds/cluster:Cluster": ["kmsKeyId"],
    "aws:dynamodb/table:Table": ["serverSideEncryption", "kmsKeyArn"],
    "aws:dynamodb/tableReplica:TableReplica": ["kmsKeyArn"],
    "aws:secretsmanager/secret:Secret": ["kmsKeyId"],
    "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
};

/** Where a replica in another region names its own: a key is of one region. */
const replicaKeys: Readonly<Record<string, string>> = {
    "aws:dynamodb/table:Table": "kmsKeyArn",
    "aws:secretsmanager/secret:Secret": "kmsKeyId",
};

/** What is made from other data has that data's key, where none is named. */
const origins = [
    "replicateSourceDb",
    "replicationSourceIdentifier",
    "snapshotIdentifier",
    "restoreToPointInTime",
    "restoreSourceName",
    "restoreSourceTableArn",
    "restoreBackupArn",
];

export const cmkRequired = resourceRule({
    id: "cmk-required",
    level: "advisory",
    severity: "medium",
    what: "Databases, tables, secrets and logs are encrypted with a key of your own.",
    why: "Nobody can take a right away from a key of AWS's own, nor turn it off, nor see in its policy who decrypts: whoever may read the service's data may read it in plain text. A snapshot under such a key can't be shared with another account.",
    fix: `new aws.secretsmanager.Secret("payments", { kmsKeyId: key.arn });`,
    controls: checkov("CKV_AWS_119", "CKV_AWS_149", "CKV_AWS_158", "CKV_AWS_327"),
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
    types: Object.keys(keyPaths),
    check(resource, { decide, violation, undetermined }) {
        const { type, properties } = resource;
        decide(() => {
            const key = properties.at(...(keyPaths[type] ?? []));
            if (!isNamed(key) && isMadeFromOtherData(resource)) {
                undetermined(key, "is not set: the key is that of the data it is made from, which is not seen here");
            } else {
                judge(key, violation);
            }
        });
        decide(() => {
            const encrypted = properties.at("serverSideEncryption", "enabled");
            if (type === "aws:dynamodb/table:Table" && encrypted.bool() === false) {
                violation(encrypted, "is false: the table would be encrypted with a key of AWS's own");
            }
        });
        const replicaKey = replicaKeys[type];
        if (replicaKey === undefined) return;
        for (const replica of properties.at("replicas").list()) {
            decide(() => {
                judge(replica.at(replicaKey), violation);
            });
        }
    },
});

function judge(key: Value, violation: (where: Value, message: string) => void): void {
    if (!isNamed(key)) {
        violation(key, "is not set: a key of AWS's own would be used");
    } else if (isManagedByAws(key.text() ?? "")) {
        violation(key, "is a key that AWS manages, where one of your own belongs");
    }
}

function isNamed(key: Value): boolean {
    return (key.text() ?? "") !== "";
}

/** By its alias, which may stand in an ARN. The ID alone doesn't tell. */
function isManagedByAws(key: string): boolean {
    return /(^|:)alias\/aws\//.test(key);
}

function isMadeFromOtherData({ properties }: Resource): boolean {
    return origins.some((origin) => !properties.at(origin).isMissing);
}
