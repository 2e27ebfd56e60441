import { iamNoServiceStar } from "../../../../policy-pack/aws/iam-no-service-star";
import { type RuleCases, unknown } from "../../rule-cases";

const policy = "aws:iam/policy:Policy";

function documentOf(...statements: unknown[]) {
    return { Version: "2012-10-17", Statement: statements };
}

export const cases: RuleCases = {
    rule: iamNoServiceStar,
    compliant: {
        "a prefix, on every resource": {
            source: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-full-access.html",
            resources: {
                type: policy,
                properties: {
                    description: "May look at EC2",
                    policy: JSON.stringify(documentOf({ Effect: "Allow", Action: "ec2:Describe*", Resource: "*" })),
                },
            },
        },
        "a wildcard in the middle": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
            resources: {
                type: "aws:iam/userPolicy:UserPolicy",
                properties: {
                    user: unknown,
                    policy: documentOf({
                        Effect: "Allow",
                        Action: ["iam:*AccessKey*", "iam:GetUser"],
                        Resource: "arn:aws:iam::111122223333:user/${aws:username}",
                    }),
                },
            },
        },
        "a whole service denied": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
            resources: {
                type: "aws:iam/groupPolicy:GroupPolicy",
                properties: {
                    group: "developers",
                    policy: documentOf(
                        { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::amzn-s3-demo-bucket/*" },
                        { Effect: "Deny", Action: "organizations:*", Resource: "*" },
                        {
                            Effect: "Deny",
                            NotAction: "iam:*",
                            Resource: "*",
                            Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
                        },
                    ),
                },
            },
        },
        "a role with such a policy in it": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    assumeRolePolicy: unknown,
                    inlinePolicies: [
                        {
                            name: "receive",
                            policy: JSON.stringify(
                                documentOf({
                                    Effect: "Allow",
                                    Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
                                    Resource: "arn:aws:sqs:us-east-2:444455556666:queue1",
                                }),
                            ),
                        },
                    ],
                },
            },
        },
    },
    violating: {
        "a service": {
            resources: {
                type: policy,
                properties: {
                    policy: JSON.stringify(
                        documentOf({ Sid: "EC2-Wildcard", Effect: "Allow", Action: "ec2:*", Resource: "*" }),
                    ),
                },
            },
            at: ["policy.Statement[0].Action"],
        },
        "two services among other actions, on one resource": {
            resources: {
                type: "aws:iam/rolePolicy:RolePolicy",
                properties: {
                    role: "worker",
                    policy: documentOf({
                        Effect: "Allow",
                        Action: ["sqs:*", "s3:GetObject", "dynamodb:**"],
                        Resource: "arn:aws:sqs:us-east-2:444455556666:queue1",
                    }),
                },
            },
            at: ["policy.Statement[0].Action[0]", "policy.Statement[0].Action[2]"],
        },
        "every service": {
            resources: {
                type: "aws:iam/userPolicy:UserPolicy",
                properties: {
                    user: "jane",
                    policy: { Statement: { Effect: "Allow", Action: ["*"], Resource: "arn:aws:s3:::orders/*" } },
                },
            },
            at: ["policy.Statement.Action[0]"],
        },
        "all services but some": {
            resources: {
                type: policy,
                properties: {
                    policy: documentOf({
                        Effect: "Allow",
                        NotAction: ["iam:*", "organizations:*", "account:*"],
                        Resource: "*",
                    }),
                },
            },
            at: ["policy.Statement[0].NotAction"],
        },
        "in a role": {
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    inlinePolicies: [
                        { policy: unknown },
                        { policy: JSON.stringify(documentOf({ Effect: "Allow", Action: "kms:*", Resource: "*" })) },
                    ],
                },
            },
            at: ["inlinePolicies[1].policy.Statement[0].Action"],
        },
        "beside an action that is unknown": {
            resources: {
                type: "aws:iam/groupPolicy:GroupPolicy",
                properties: { policy: documentOf({ Effect: "Allow", Action: [unknown, "s3:*"], Resource: unknown }) },
            },
            at: ["policy.Statement[0].Action[1]"],
        },
        "of a wrong type": {
            resources: {
                type: policy,
                properties: { policy: documentOf({ Effect: "Allow", Action: [true, "s3:GetObject"], Resource: "*" }) },
            },
            at: ["policy.Statement[0].Action[0]"],
        },
    },
    unknown: {
        "the document": { resources: { type: policy, properties: { policy: unknown } }, undetermined: ["policy"] },
        "one action": {
            resources: {
                type: policy,
                properties: {
                    policy: documentOf({ Effect: "Allow", Action: ["s3:GetObject", unknown], Resource: "*" }),
                },
            },
            undetermined: ["policy.Statement[0].Action[1]"],
        },
        "one statement": {
            resources: {
                type: policy,
                properties: { policy: documentOf(unknown, { Effect: "Allow", Action: "s3:*", Resource: "*" }) },
            },
            undetermined: ["policy.Statement[0]"],
            at: ["policy.Statement[1].Action"],
        },
        "whether all actions but some": {
            resources: {
                type: policy,
                properties: { policy: documentOf({ Effect: "Allow", NotAction: unknown, Resource: "*" }) },
            },
            undetermined: ["policy.Statement[0].NotAction"],
        },
    },
};
