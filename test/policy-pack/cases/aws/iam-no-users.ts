import { iamNoUsers } from "../../../../policy-pack/aws/iam-no-users";
import { type RuleCases, unknown } from "../../rule-cases";

const user = "aws:iam/user:User";
const accessKey = "aws:iam/accessKey:AccessKey";
const loginProfile = "aws:iam/userLoginProfile:UserLoginProfile";

const parameters = { allowedUsers: ["emergency-access", "smtp-of-ses"] };

export const cases: RuleCases = {
    rule: iamNoUsers,
    compliant: {
        "a user for emergencies, with its password": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
            parameters,
            resources: [
                {
                    name: "user",
                    type: user,
                    properties: { name: "emergency-access", path: "/", tags: { team: "ops" } },
                },
                {
                    name: "password",
                    type: loginProfile,
                    properties: { user: "emergency-access", passwordLength: 32, passwordResetRequired: true },
                },
            ],
        },
        "what signs in to the SMTP of SES": {
            source: "https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html",
            parameters,
            resources: { type: accessKey, properties: { user: "smtp-of-ses", status: "Active" } },
        },
        "a role": {
            source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
            resources: { type: "aws:iam/role:Role", properties: { name: "deploy", assumeRolePolicy: unknown } },
        },
    },
    violating: {
        "a user": { resources: { type: user, properties: { name: "deploy", forceDestroy: true } }, at: [""] },
        "a key of a user that is unknown": {
            resources: { type: accessKey, properties: { user: unknown } },
            at: [""],
        },
        "a user by a name that the provider makes, beside those that may be": {
            parameters,
            resources: { type: user, properties: { path: "/machines/" } },
            at: [""],
        },
        "a password and other credentials": {
            resources: [
                { name: "password", type: loginProfile, properties: { user: "ada" } },
                {
                    name: "git",
                    type: "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
                    properties: { userName: "ada", serviceName: "codecommit.amazonaws.com" },
                },
                {
                    name: "ssh",
                    type: "aws:iam/sshKey:SshKey",
                    properties: { username: "ada", encoding: "SSH", publicKey: "ssh-rsa AAAAB3NzaC1yc2E" },
                },
            ],
            at: ["git", "password", "ssh"],
        },
        "another user than the one that may be": {
            parameters,
            resources: { type: accessKey, properties: { user: "emergency" } },
            at: [""],
        },
        "of a wrong type": {
            parameters,
            resources: { type: user, properties: { name: ["emergency-access"] } },
            at: ["name"],
        },
    },
    unknown: {
        "whether it is one of those that may be": {
            parameters,
            resources: { type: accessKey, properties: { user: unknown } },
            undetermined: ["user"],
        },
    },
};
