import { clusterAccess } from "../../components/cluster-access";
import type { LocalConfig } from "../../components/config";
import { defaultNamespace } from "../../components/foundation/namespace-name";
import { kubeconfigReader } from "../../components/kubernetes/kubeconfig-reader";
import { readGatewayWeights } from "../../components/workload/gateway-weights";
import { readLive } from "../../components/workload/live";
import { kubeconfigWriter } from "../cluster/writer";
import { writeGatewayWeights } from "../traffic/gateway";
import type { Target } from "./target";

/** The cluster of a local stack: the one that its config names, or the embedded one. */
export function localTarget(local: Pick<LocalConfig, "kubeContext">, embeddedKubeconfig: string | undefined): Target {
    const access = clusterAccess(local, embeddedKubeconfig);
    const [reader, writer, namespace] = [kubeconfigReader(access), kubeconfigWriter(access), defaultNamespace];
    return {
        namespace,
        reader,
        writer,
        live: (workload) =>
            readLive(reader, namespace, workload, () => readGatewayWeights(reader, namespace, workload)),
        writeWeights: (workload, weights, until) =>
            writeGatewayWeights(writer, { namespace, workload }, weights, until),
    };
}
