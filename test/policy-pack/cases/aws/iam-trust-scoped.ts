import { iamTrustScoped } from "../../../../policy-pack/aws/iam-trust-scoped";
import { type RuleCases, unknown } from "../../rule-cases";

const github = "token.actions.githubusercontent.com";
const eks = "oidc.eks.region-code.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const condition = "assumeRolePolicy.Statement[0].Condition";

function role(...statements: unknown[]) {
    return {
        type: "aws:iam/role:Role",
        properties: { name: "deploy", assumeRolePolicy: { Version: "2012-10-17", Statement: statements } },
    };
}

/** A statement that trusts an OIDC provider. */
function oidc(provider: string, conditions?: Record<string, unknown>) {
    return {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        ...(conditions && { Condition: conditions }),
    };
}

export const cases: RuleCases = {
    rule: iamTrustScoped,
    compliant: {
        "workflows of one repository on GitHub": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
            resources: role(
                oidc(github, {
                    StringEquals: { [`${github}:aud`]: "sts.amazonaws.com" },
                    StringLike: { [`${github}:sub`]: "repo:GitHubOrg/GitHubRepo:*" },
                }),
            ),
        },
        "two service accounts of a cluster, as text": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    description: "my-role-description",
                    assumeRolePolicy: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: oidc(eks, {
                            StringEquals: {
                                [`${eks}:aud`]: "sts.amazonaws.com",
                                [`${eks}:sub`]: [
                                    "system:serviceaccount:default:my-service-account",
                                    "system:serviceaccount:shop:web",
                                ],
                            },
                        }),
                    }),
                },
            },
        },
        "EKS Pod Identity": {
            source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
            resources: role({
                Sid: "AllowEksAuthToAssumeRoleForPodIdentity",
                Effect: "Allow",
                Principal: { Service: "pods.eks.amazonaws.com" },
                Action: ["sts:AssumeRole", "sts:TagSession"],
            }),
        },
        "everyone of an organization": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
            resources: role({
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            }),
        },
        "another account with an external ID": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html",
            resources: role({
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::444455556666:root" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": "12345" } },
            }),
        },
        "users of a SAML provider": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html",
            resources: role({
                Effect: "Allow",
                Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/PROVIDER-NAME" },
                Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
            }),
        },
        "users of a Cognito identity pool": {
            source: "https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html",
            resources: role({
                Effect: "Allow",
                Principal: { Federated: "cognito-identity.amazonaws.com" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: { "cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd-abcd-abcd-123456" },
                    "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
                },
            }),
        },
        "a provider that is unknown, with a subject": {
            source: "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
            resources: role({
                Effect: "Allow",
                Principal: { Federated: unknown },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        [`${github}:aud`]: "sts.amazonaws.com",
                        [`${github}:sub`]: "repo:octo-org/octo-repo:ref:refs/heads/octo-branch",
                    },
                },
            }),
        },
        "everyone denied": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
            resources: role(
                { Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com"] }, Action: "sts:AssumeRole" },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sts:AssumeRole",
                    Condition: { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
                },
            ),
        },
    },
    violating: {
        everyone: {
            resources: role({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }),
            at: ["assumeRolePolicy.Statement[0].Principal"],
        },
        "everyone with an account at AWS, among others and as text": {
            resources: {
                type: "aws:iam/role:Role",
                properties: {
                    assumeRolePolicy: JSON.stringify({
                        Statement: [
                            { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
                            {
                                Effect: "Allow",
                                Principal: { AWS: ["arn:aws:iam::111122223333:root", "*"] },
                                Action: "sts:AssumeRole",
                            },
                        ],
                    }),
                },
            },
            at: ["assumeRolePolicy.Statement[1].Principal.AWS[1]"],
        },
        "everyone, by a condition that lets in all": {
            resources: role({
                Effect: "Allow",
                Principal: { AWS: "*" },
                Action: "sts:AssumeRole",
                Condition: { StringLike: { "aws:PrincipalOrgID": "*" } },
            }),
            at: ["assumeRolePolicy.Statement[0].Principal.AWS"],
        },
        "everyone but one account": {
            resources: role({
                Effect: "Allow",
                NotPrincipal: { AWS: "arn:aws:iam::111122223333:root" },
                Action: "sts:AssumeRole",
            }),
            at: ["assumeRolePolicy.Statement[0].NotPrincipal"],
        },
        "a provider without a condition": { resources: role(oidc(github)), at: [condition] },
        "a provider with a condition on the audience only": {
            resources: role(oidc(eks, { StringEquals: { [`${eks}:aud`]: "sts.amazonaws.com" } })),
            at: [condition],
        },
        "any subject": { resources: role(oidc(eks, { StringLike: { [`${eks}:sub`]: "*" } })), at: [condition] },
        "any service account": {
            resources: role(oidc(eks, { StringLike: { [`${eks}:sub`]: "system:serviceaccount:*:*" } })),
            at: [condition],
        },
        "any repository on GitHub, beside one": {
            resources: role(
                oidc(github, {
                    StringLike: { [`${github}:sub`]: ["repo:octo-org/octo-repo:*", "repo:*:environment:prod"] },
                }),
            ),
            at: [condition],
        },
        "owners whose names begin alike": {
            resources: role(oidc(github, { StringLike: { [`${github}:sub`]: "repo:octo*/octo-repo:*" } })),
            at: [condition],
        },
        "subjects that are not meant": {
            resources: role(oidc(github, { StringNotLike: { [`${github}:sub`]: "repo:octo-org/*" } })),
            at: [condition],
        },
        "any value of none": {
            resources: role(oidc(github, { "ForAllValues:StringLike": { [`${github}:sub`]: "repo:octo-org/*" } })),
            at: [condition],
        },
        "beside an account that is unknown": {
            resources: role({ Effect: "Allow", Principal: { AWS: [unknown, "*"] }, Action: "sts:AssumeRole" }),
            at: ["assumeRolePolicy.Statement[0].Principal.AWS[1]"],
        },
        "no JSON": {
            resources: { type: "aws:iam/role:Role", properties: { assumeRolePolicy: "ec2.amazonaws.com" } },
            at: ["assumeRolePolicy"],
        },
    },
    unknown: {
        "the document": {
            resources: { type: "aws:iam/role:Role", properties: { assumeRolePolicy: unknown } },
            undetermined: ["assumeRolePolicy"],
        },
        "a principal": {
            resources: role({ Effect: "Allow", Principal: { AWS: unknown }, Action: "sts:AssumeRole" }),
            undetermined: ["assumeRolePolicy.Statement[0].Principal.AWS"],
        },
        "a subject": {
            resources: role(oidc(eks, { StringEquals: { [`${eks}:sub`]: unknown } })),
            undetermined: [`${condition}.StringEquals["${eks}:sub"]`],
        },
        "one statement": {
            resources: role(unknown, { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }),
            undetermined: ["assumeRolePolicy.Statement[0]"],
            at: ["assumeRolePolicy.Statement[1].Principal"],
        },
        "the provider, without a subject": {
            resources: role({
                Effect: "Allow",
                Principal: { Federated: unknown },
                Action: "sts:AssumeRoleWithWebIdentity",
            }),
            undetermined: ["assumeRolePolicy.Statement[0].Principal.Federated"],
        },
    },
};
