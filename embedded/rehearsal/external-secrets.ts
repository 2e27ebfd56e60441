import { kubeconfigFile } from "../cluster/kubeconfig";
import type { Part } from "../cluster/parts";
import { checkHttp } from "../cluster/readiness";
import type { ClusterSettings } from "../cluster/settings";
import { motoEnvironment } from "./moto/environment";

export const externalSecretsPart = "external-secrets";

/**
 * The controller that the chart installs: it makes Secrets of what Secrets Manager has, here beside the cluster, since the pods of the
 * chart are simulated. It can only start once there are such kinds of objects, so until then it starts over.
 * https://external-secrets.io/latest/api/controller-options/
 */
export function externalSecrets(settings: ClusterSettings, secretsManager: string, port: number): Part {
    const off = ["cluster-store", "cluster-external-secret", "cluster-push-secret", "push-secret"];
    return {
        name: externalSecretsPart,
        program: "external-secrets",
        after: ["kube-apiserver"],
        env: {
            KUBECONFIG: kubeconfigFile(settings),
            ...motoEnvironment(secretsManager),
            // Its SDK doesn't know AWS_ENDPOINT_URL.
            AWS_SECRETSMANAGER_ENDPOINT: secretsManager,
        },
        args: [`--metrics-addr=127.0.0.1:${port}`, ...off.map((each) => `--enable-${each}-reconciler=false`)],
        ready: () => checkHttp(`http://127.0.0.1:${port}/metrics`),
    };
}
