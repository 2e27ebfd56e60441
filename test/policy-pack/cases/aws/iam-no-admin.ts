import { iamNoAdmin } from "../../../../policy-pack/aws/iam-no-admin";
import { type RuleCases, unknown } from "../../rule-cases";

const policy = "aws:iam/policy:Policy";
const admin = { Effect: "Allow", Action: "*", Resource: "*" };

function documentOf(...statements: unknown[]) {
    return { Version: "2012-10-17", Statement: statements };
}

export const cases: RuleCases = {
    rule: iamNoAdmin,
    compliant: {
        "reads and writes of one bucket": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_rw-bucket.html",
            resources: {
                type: policy,
                properties: {
                    name: "orders-read-write",
                    path: "/",
                    policy: JSON.stringify(
                        documentOf(
                            {
                                Sid: "ListObjectsInBucket",
                                Effect: "Allow",
                                Action: ["s3:ListBucket"],
                                Resource: ["arn:aws:s3:::amzn-s3-demo-bucket"],
                            },
                            {
                                Sid: "AllObjectActions",
                                Effect: "Allow",
                                Action: "s3:*Object",
                                Resource: ["arn:aws:s3:::amzn-s3-demo-bucket/*"],
                            },
                        ),
                    ),
                },
            },
        },
        "everything denied without a second factor": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage.html",
            resources: {
                type: "aws:iam/groupPolicy:GroupPolicy",
                properties: {
                    group: "developers",
                    policy: documentOf({
                        Sid: "DenyAllExceptListedIfNoMFA",
                        Effect: "Deny",
                        NotAction: ["iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "sts:GetSessionToken"],
                        Resource: "*",
                        Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
                    }),
                },
            },
        },
        "one service on every resource": {
            source: "https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-admin-access.html",
            resources: {
                type: "aws:iam/rolePolicy:RolePolicy",
                properties: {
                    role: unknown,
                    policy: documentOf({ Sid: "VisualEditor", Effect: "Allow", Action: "ec2:*", Resource: "*" }),
                },
            },
        },
        "a queue that is unknown": {
            source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-iam-policies.html",
            resources: {
                type: "aws:iam/rolePolicy:RolePolicy",
                properties: {
                    role: "worker",
                    policy: documentOf({ Effect: "Allow", Action: ["sqs:ReceiveMessage"], Resource: unknown }),
                },
            },
        },
        "a role without policies in it": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html",
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    assumeRolePolicy: documentOf({
                        Effect: "Allow",
                        Action: "sts:AssumeRole",
                        Principal: { Service: "ec2.amazonaws.com" },
                    }),
                },
            },
        },
    },
    violating: {
        "as text": {
            resources: { type: policy, properties: { policy: JSON.stringify(documentOf(admin)) } },
            at: ["policy.Statement[0].Action"],
        },
        "as an object, with one statement": {
            resources: {
                type: "aws:iam/userPolicy:UserPolicy",
                properties: { user: "jane", policy: { Version: "2012-10-17", Statement: admin } },
            },
            at: ["policy.Statement.Action"],
        },
        "among others, in lists": {
            resources: {
                type: "aws:iam/rolePolicy:RolePolicy",
                properties: {
                    role: unknown,
                    policy: documentOf(
                        { Effect: "Allow", Action: ["s3:GetObject"], Resource: "*" },
                        {
                            Effect: "Allow",
                            Action: ["s3:GetObject", "*:*"],
                            Resource: ["arn:aws:s3:::a/*", "arn:aws:*"],
                        },
                    ),
                },
            },
            at: ["policy.Statement[1].Action[1]"],
        },
        "of a permission set of IAM Identity Center": {
            resources: {
                type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
                properties: {
                    instanceArn: unknown,
                    permissionSetArn: unknown,
                    inlinePolicy: JSON.stringify(documentOf(admin)),
                },
            },
            at: ["inlinePolicy.Statement[0].Action"],
        },
        "on all resources but some": {
            resources: {
                type: "aws:iam/groupPolicy:GroupPolicy",
                properties: {
                    group: "operators",
                    policy: documentOf({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::payroll/*" }),
                },
            },
            at: ["policy.Statement[0].Action"],
        },
        "in a role": {
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    assumeRolePolicy: unknown,
                    inlinePolicies: [
                        { name: "some", policy: JSON.stringify(documentOf()) },
                        { name: "all", policy: JSON.stringify(documentOf(admin)) },
                    ],
                },
            },
            at: ["inlinePolicies[1].policy.Statement[0].Action"],
        },
        "with a condition, beside a statement that is unknown": {
            resources: {
                type: policy,
                properties: {
                    policy: documentOf(unknown, {
                        ...admin,
                        Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
                    }),
                },
            },
            at: ["policy.Statement[1].Action"],
        },
        "beside an action and a resource that are unknown": {
            resources: {
                type: policy,
                properties: {
                    policy: documentOf({ Effect: "Allow", Action: [unknown, "*"], Resource: [unknown, "*"] }),
                },
            },
            at: ["policy.Statement[0].Action[1]"],
        },
        "no JSON": { resources: { type: policy, properties: { policy: "allow all" } }, at: ["policy"] },
    },
    unknown: {
        "the document": { resources: { type: policy, properties: { policy: unknown } }, undetermined: ["policy"] },
        "the resource of every action": {
            resources: {
                type: policy,
                properties: { policy: documentOf({ Effect: "Allow", Action: "*", Resource: [unknown] }, admin) },
            },
            undetermined: ["policy.Statement[0].Resource[0]"],
            at: ["policy.Statement[1].Action"],
        },
        "the action": {
            resources: {
                type: policy,
                properties: { policy: documentOf({ Effect: "Allow", Action: unknown, Resource: "*" }) },
            },
            undetermined: ["policy.Statement[0].Action"],
        },
        "the policies in a role": {
            resources: { type: "aws:iam/role:Role", properties: { inlinePolicies: unknown } },
            undetermined: ["inlinePolicies"],
        },
    },
};
