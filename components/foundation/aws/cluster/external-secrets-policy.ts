import { type PolicyStatement } from "../policy-document";

/** Reads these secrets and no others, and decrypts with these keys by way of Secrets Manager alone. */
export function secretReadStatements<Text>(
    region: string,
    secretArns: Text[],
    keyArns: Text[],
): PolicyStatement<Text>[] {
    return [
        {
            Sid: "ReadSecrets",
            Effect: "Allow",
            Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
            Resource: secretArns,
        },
        {
            Sid: "DecryptSecrets",
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: keyArns,
            Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
        },
    ];
}
