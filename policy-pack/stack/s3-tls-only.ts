import { checkov, securityHub, stackRule } from "../rule";
import type { Value } from "../value";
import { judgeBuckets, oneOrMany, policy } from "./buckets";
import { any } from "./maybe";

export const s3TlsOnly = stackRule({
    id: "s3-tls-only",
    level: "advisory",
    severity: "medium",
    what: "The policy of each bucket denies requests that don't use TLS.",
    why: "S3 answers over plain HTTP too: who listens on the way reads the objects, and the requests that are signed for them.",
    fix: `new aws.s3.BucketPolicy("uploads", {
    bucket: bucket.id,
    policy: {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    },
});`,
    controls: [...securityHub("S3.5"), ...checkov("CKV_AWS_379")],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    checkStack(stack, review) {
        judgeBuckets(stack, review, {
            setting: policy,
            missing: "has no policy that denies requests without TLS",
            judge: (setting) => {
                const document = setting.path === "" ? setting.at("policy") : setting;
                const statements = oneOrMany(document.json().at("Statement"));
                const isDenied = any(statements, deniesPlainHttp);
                if (isDenied === undefined) {
                    review.undetermined(document, "has parts that are known only after the update");
                } else if (!isDenied) {
                    review.violation(
                        document,
                        "has no statement that denies everybody every action where aws:SecureTransport is false, and asks for nothing else",
                    );
                }
            },
        });
    },
});

function deniesPlainHttp(statement: Value): boolean {
    return (
        statement.at("Effect").text() === "Deny" &&
        isEverybody(statement.at("Principal")) &&
        texts(statement.at("Action")).some((action) => ["*", "s3:*"].includes(action.toLowerCase())) &&
        texts(statement.at("Resource")).some((resource) => resource.endsWith("*")) &&
        isWithoutTls(statement.at("Condition"))
    );
}

function isEverybody(principal: Value): boolean {
    if (principal.isMissing) return false;
    const inside = typeof principal.raw() === "string" ? principal : principal.at("AWS");
    return texts(inside).includes("*");
}

/** One condition more, and the statement denies less. */
function isWithoutTls(condition: Value): boolean {
    const entries = condition
        .entries()
        .flatMap(([operator, keys]) => keys.entries().map(([key, value]) => ({ operator, key, value })));
    return (
        entries.length === 1 &&
        entries.every(
            ({ operator, key, value }) =>
                ["bool", "boolifexists"].includes(operator.toLowerCase()) &&
                key.toLowerCase() === "aws:securetransport" &&
                oneOrMany(value).every((one) => one.bool() === false),
        )
    );
}

function texts(value: Value): string[] {
    return value.isMissing ? [] : value.texts();
}
