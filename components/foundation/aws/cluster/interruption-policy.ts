import { type PolicyStatement } from "../policy-document";

/** The queue that tells Karpenter of interruptions. */
interface InterruptionQueue<Text> {
    region: string;
    accountId: string;
    queueArn: Text;
}

/**
 * Who may send to the queue: the account's own rules of EventBridge, and SQS as Karpenter documents it; nobody without
 * TLS. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function queueStatements<Text>(queue: InterruptionQueue<Text>): PolicyStatement<Text>[] {
    const { region, accountId, queueArn: Resource } = queue;
    const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource } as const;
    return [
        {
            ...send,
            Sid: "SendByRules",
            Principal: { Service: "events.amazonaws.com" },
            Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/*` } },
        },
        {
            ...send,
            Sid: "SendBySqs",
            Principal: { Service: "sqs.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
        {
            Sid: "DenyWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
    ];
}

/** What Karpenter may do with the queue, and with its key if it has one of the customer's. */
export function receiveStatements<Text>(region: string, queueArn: Text, keyArn: Text | undefined) {
    const receive: PolicyStatement<Text> = {
        Sid: "ReceiveInterruptions",
        Effect: "Allow",
        Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
        Resource: queueArn,
    };
    return keyArn === undefined ? [receive] : [receive, decrypt(region, keyArn)];
}

function decrypt<Text>(region: string, keyArn: Text): PolicyStatement<Text> {
    return {
        Sid: "DecryptInterruptions",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
    };
}
