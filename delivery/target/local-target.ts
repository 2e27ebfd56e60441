import { clusterAccess } from "../../components/cluster-access";
import type { LocalConfig } from "../../components/config";
import { localMigrationRole } from "../../components/foundation/local/database-roles";
import { defaultNamespace } from "../../components/foundation/namespace-name";
import { connect } from "../../components/kubernetes/connection";
import { kubeconfigReader } from "../../components/kubernetes/kubeconfig-reader";
import { kept } from "../../components/kubernetes/request";
import { readGatewayWeights } from "../../components/workload/gateway-weights";
import { readLive } from "../../components/workload/live";
import { prometheus } from "../analysis/prometheus";
import { kubeconfigWriter } from "../cluster/writer";
import { prometheusAlarms } from "../gates/prometheus-alarms";
import { proxyRequester } from "../gates/proxy-requester";
import { writeGatewayWeights } from "../traffic/gateway";
import { findMigration } from "../migrations/status";
import { prometheusGet } from "./prometheus-get";
import type { Target } from "./target";

/** The cluster of a local stack: the one that its config names, or the embedded one. */
export function localTarget(local: Pick<LocalConfig, "kubeContext">, embeddedKubeconfig: string | undefined): Target {
    const access = clusterAccess(local, embeddedKubeconfig);
    const [reader, writer, namespace] = [kubeconfigReader(access), kubeconfigWriter(access), defaultNamespace];
    const request = proxyRequester(kept(() => connect(access)));
    const weights = (workload: string) => readGatewayWeights(reader, namespace, workload);
    const askPrometheus = prometheusGet(request, namespace);
    return {
        ...{ namespace, reader, writer, request },
        lookMilliseconds: 500,
        migrationRoles: [localMigrationRole],
        metrics: () => prometheus(askPrometheus),
        firingAlarms: prometheusAlarms(askPrometheus),
        findMigration: (workload, image) => findMigration(reader, namespace, workload, image),
        weights,
        live: (workload) => readLive(reader, namespace, workload, () => weights(workload)),
        writeWeights: (workload, share, until) => writeGatewayWeights(writer, { namespace, workload }, share, until),
    };
}
