import { RunError } from "@pulumi/pulumi";

import type { ClusterReader } from "../../kubernetes/reader";

interface GatewayClass {
    status?: { conditions?: { type: string; status: string }[] };
}

interface StorageClasses {
    items: { metadata: { annotations?: Record<string, string> } }[];
}

/** What a cluster of the user's own must have, besides being there. */
export interface Requirements {
    /** Its context in the user's kubeconfig. */
    context: string;
    gatewayClass: string;
}

const gatewayApiVersion = "v1.3.0";

/** Names all that a cluster lacks in one error, with the commands that install it. */
export async function checkRequirements(reader: ClusterReader, requirements: Requirements): Promise<void> {
    const missing = await missingRequirements(reader, requirements);
    if (missing.length > 0) {
        const lines = missing.map((line) => `  - ${line}`);
        throw new RunError(
            [`The cluster ${requirements.context} is not ready; nothing was touched.`, ...lines].join("\n"),
        );
    }
}

/** What a cluster lacks, each with the command that installs it. */
export async function missingRequirements(
    reader: ClusterReader,
    { context, gatewayClass }: Requirements,
): Promise<string[]> {
    try {
        await reader.text("/version");
    } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return [`It can't be reached: ${reason}. See: kubectl --context ${context} version`];
    }
    const lacks = await Promise.all([
        gatewayApi(reader, context),
        gatewayController(reader, context, gatewayClass),
        storageClass(reader, context),
    ]);
    return lacks.flatMap((line) => line ?? []);
}

async function gatewayApi(reader: ClusterReader, context: string): Promise<string | undefined> {
    const isThere = await reader.get("/apis/gateway.networking.k8s.io/v1");
    const manifest = `https://github.com/kubernetes-sigs/gateway-api/releases/download/${gatewayApiVersion}/standard-install.yaml`;
    return isThere ? undefined : `No Gateway API. Install it: kubectl --context ${context} apply -f ${manifest}`;
}

async function gatewayController(reader: ClusterReader, context: string, name: string): Promise<string | undefined> {
    const found = await reader.get<GatewayClass>(`/apis/gateway.networking.k8s.io/v1/gatewayclasses/${name}`);
    if (!found) {
        return (
            `No GatewayClass ${name}. Name yours: pulumi config set --path 'local.gatewayClass' <name>, ` +
            `or install a controller: helm --kube-context ${context} install traefik traefik ` +
            "--repo https://traefik.github.io/charts --namespace gateway --create-namespace " +
            "--set providers.kubernetesGateway.enabled=true"
        );
    }
    const isAccepted = found.status?.conditions?.some(({ type, status }) => type === "Accepted" && status === "True");
    return isAccepted
        ? undefined
        : `No controller has accepted the GatewayClass ${name}. See: kubectl --context ${context} describe gatewayclass ${name}`;
}

async function storageClass(reader: ClusterReader, context: string): Promise<string | undefined> {
    const classes = await reader.get<StorageClasses>("/apis/storage.k8s.io/v1/storageclasses");
    const isDefault = "storageclass.kubernetes.io/is-default-class";
    return classes?.items.some(({ metadata }) => metadata.annotations?.[isDefault] === "true")
        ? undefined
        : "No default StorageClass. Mark one as the default: " +
              `kubectl --context ${context} annotate storageclass <name> ${isDefault}=true`;
}
