import * as pulumi from "@pulumi/pulumi";

export interface Connection {
    clusterName: string;
    endpoint: string;
    arn: string;
    certificateAuthority: string;
}

export interface Credentials {
    roleArn?: string;
    profileName?: string;
}

/** What a client needs to talk to the cluster; its token comes from the AWS command line. */
export function kubeconfig(connection: pulumi.Input<Connection>, credentials: pulumi.Input<Credentials>) {
    return pulumi.all([connection, credentials]).apply(([to, as]) => ({
        apiVersion: "v1",
        clusters: [
            {
                cluster: { server: to.endpoint, "certificate-authority-data": to.certificateAuthority },
                name: "kubernetes",
            },
        ],
        contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
        "current-context": "aws",
        kind: "Config",
        users: [
            {
                name: "aws",
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: tokenArguments(to, as),
                        env: [
                            {
                                name: "KUBERNETES_EXEC_INFO",
                                value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}',
                            },
                        ],
                    },
                },
            },
        ],
    }));
}

function tokenArguments({ arn, clusterName }: Connection, { roleArn, profileName }: Credentials): string[] {
    const region = arn.split(":")[3] ?? "";
    return [
        ...["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"],
        ...(roleArn === undefined ? [] : ["--role", roleArn]),
        ...(profileName === undefined ? [] : ["--profile", profileName]),
    ];
}
