import { perColor } from "../../components/colors";
import { partNames } from "../../components/foundation/aws/part-names";
import { defaultNamespace } from "../../components/foundation/namespace-name";
import { readerOf } from "../../components/kubernetes/kubeconfig-reader";
import { kept } from "../../components/kubernetes/request";
import { targetGroupName } from "../../components/workload/alb-rules";
import { readLive } from "../../components/workload/live";
import { cloudWatch } from "../analysis/cloudwatch";
import { type Clock, systemClock } from "../clock";
import { writerOf } from "../cluster/writer";
import { cloudWatchAlarms } from "../gates/cloudwatch-alarms";
import { proxyRequester } from "../gates/proxy-requester";
import { findMigration } from "../migrations/status";
import type { AwsPlace } from "../stack/stack-file";
import { writeAlbWeights } from "../traffic/alb";
import { patientAlbReader } from "../traffic/alb-reader";
import { elbWriteApi } from "../traffic/elb-write-api";
import { cloudWatchApi } from "./cloudwatch-api";
import { eksConnection } from "./eks-connection";
import type { Target } from "./target";

/**
 * The cluster and the load balancer of a stack on AWS. Everything is found by its name, which the stack's file says, so it
 * takes neither the engine nor anything that was written down before.
 */
export function awsTarget({ region, name, shortName, clusterName }: AwsPlace, clock: Clock = systemClock): Target {
    const open = kept(() => eksConnection(region, clusterName ?? partNames(name).cluster, clock));
    const [reader, writer, namespace] = [readerOf(open), writerOf(open, clock), defaultNamespace];
    const elb = elbWriteApi(region);
    const watch = cloudWatchApi(region);
    const groups = (workload: string) => perColor((color) => targetGroupName(shortName, workload, color));
    const balancer = patientAlbReader(elb, groups, clock);
    const { weights, healthy } = balancer;
    return {
        ...{ namespace, reader, writer, weights, healthy },
        request: proxyRequester(open),
        // Figures come by the minute, and each look asks the load balancer.
        lookMilliseconds: 1_000,
        // There a workload signs in as RDS's master user, and so do its migrations.
        migrationRoles: [],
        metrics: () => cloudWatch(watch, balancer.attached),
        firingAlarms: cloudWatchAlarms(watch, `${partNames(name).alarms}-`, clock),
        findMigration: (workload, image) => findMigration(reader, namespace, workload, image),
        live: (workload) =>
            readLive(
                reader,
                namespace,
                workload,
                () => weights(workload),
                () => healthy(workload),
            ),
        writeWeights: (workload, share, until) => writeAlbWeights(elb, groups(workload), share, until, clock),
    };
}
