/**
 * The environment of a preview that needs no account. What the user has there stays out of it: the provider gets keys
 * that open nothing, and neither the variables, nor the files of the home folder, nor a machine's own role are asked.
 */
export function withoutCredentials(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const others = Object.entries(env).filter(([name]) => !name.startsWith("AWS_"));
    return {
        ...Object.fromEntries(others),
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
