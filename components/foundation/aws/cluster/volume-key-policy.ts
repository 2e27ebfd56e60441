import { type PolicyStatement } from "../policy-document";

/**
 * Lets a controller that makes encrypted volumes use their key: through EC2 alone, and hand its use on to EC2 alone.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
 */
export function volumeKeyStatements<Text>(region: string, keyArn: Text): PolicyStatement<Text>[] {
    return [
        {
            Sid: "UseVolumeKey",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            Resource: keyArn,
            Condition: { StringEquals: { "kms:ViaService": `ec2.${region}.amazonaws.com` } },
        },
        {
            Sid: "GrantVolumeKey",
            Effect: "Allow",
            Action: "kms:CreateGrant",
            Resource: keyArn,
            Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}
