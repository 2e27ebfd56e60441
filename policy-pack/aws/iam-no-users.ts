import { checkov, resourceRule } from "../rule";

const user = "aws:iam/user:User";

/** A user and whatever it signs in with, and where each has the user's name. */
const nameOfUser: Readonly<Record<string, string>> = {
    [user]: "name",
    "aws:iam/accessKey:AccessKey": "user",
    "aws:iam/userLoginProfile:UserLoginProfile": "user",
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": "userName",
    "aws:iam/sshKey:SshKey": "username",
};

export const iamNoUsers = resourceRule<{ allowedUsers: readonly string[] }>({
    id: "iam-no-users",
    level: "advisory",
    severity: "medium",
    what: "There are no IAM users, and no access keys, passwords or other credentials of any.",
    why: "Their credentials last until somebody takes them back: one that leaks today still works in years. Roles and IAM Identity Center give ones that end by themselves.",
    fix: `// For machines a role; for people a permission set of IAM Identity Center.
new aws.iam.Role("deploy", { assumeRolePolicy: trustOfTheRunner });`,
    controls: [...checkov("CKV_AWS_273")],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp",
    parameters: {
        allowedUsers: {
            description:
                "Names of the users that there may be: one for emergencies, or one for what can't use a role, as SMTP with Amazon SES.",
            type: "array",
            items: { type: "string" },
            default: [],
        },
    },
    types: Object.keys(nameOfUser),
    check(resource, { parameters: { allowedUsers }, violation }) {
        const name = resource.properties.at(nameOfUser[resource.type] ?? "name");
        // Nobody's name is read where none would do.
        if (allowedUsers.length > 0 && allowedUsers.includes(name.text() ?? "")) return;
        violation(
            resource,
            resource.type === user
                ? "is a user: a role, or IAM Identity Center, belongs in its place"
                : "is a lasting credential: a role, or IAM Identity Center, belongs in its place",
        );
    },
});
