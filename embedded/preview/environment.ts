import * as os from "node:os";
import * as path from "node:path";

/** Variables with which somebody signs in somewhere, or says where to. */
const secretVariables = /^(AWS_|PULUMI_ACCESS_TOKEN$|PULUMI_CONFIG|KUBECONFIG$|ALCHEMORSEL_KUBECONFIG$)/;

/**
 * The environment of a preview that needs no account. What the user has there stays out of it: the provider gets keys
 * that open nothing, and neither variables, nor the files of the home folder, nor a machine's own role are asked.
 *
 * @param home An empty folder, in place of the user's own.
 */
export function withoutCredentials(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
    const others = Object.entries(env).filter(([name]) => !secretVariables.test(name));
    return {
        // Plugins that the user has installed stay where they are.
        PULUMI_HOME: path.join(os.homedir(), ".pulumi"),
        ...Object.fromEntries(others),
        HOME: home,
        AWS_ACCESS_KEY_ID: "none",
        AWS_SECRET_ACCESS_KEY: "none",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
    };
}

/** Config of the AWS provider for such a preview: without these it would ask AWS who the keys belong to. */
export const previewConfig = {
    "aws:skipCredentialsValidation": "true",
    "aws:skipMetadataApiCheck": "true",
    "aws:skipRequestingAccountId": "true",
} as const;
