export { clusterAccess } from "./cluster-access";
export { type ColorName, colors, type PerColor } from "./colors";
export type { AwsConfig } from "./aws-config";
export {
    type ConfigContext,
    loadConfig,
    type LocalConfig,
    parseConfig,
    type PlatformConfig,
    type SecretKey,
    type WorkloadConfig,
    type WorkloadsConfig,
} from "./config";
export type {
    Admission,
    Foundation,
    KubernetesAccess,
    RoutingDelays,
    Store,
    StoreFile,
    StoreName,
} from "./foundation/foundation";
export { localFoundation } from "./foundation/local/from-config";
export { LocalFoundation, type LocalFoundationArgs } from "./foundation/local/local-foundation";
export { checkRequirements, type Requirements } from "./foundation/local/requirements";
export { kubeconfigReader } from "./kubernetes/kubeconfig-reader";
export type { ClusterAccess, ClusterReader } from "./kubernetes/reader";
export { type CreateFoundation, Platform, type PlatformArgs } from "./platform";
export type { Transform } from "./transform";
export { Color, type ColorArgs } from "./workload/color";
export { GatewayTraffic, type GatewayTrafficArgs } from "./workload/gateway-traffic";
export { createGuard, type Guard, type Guarded, type ReadLive } from "./workload/guard";
export type { ColorState, Live, Plan } from "./workload/guard-rules";
export { type Timings, timings } from "./workload/timings";
export { Together } from "./workload/together";
export type { Preview, Traffic, TrafficArgs } from "./workload/traffic";
export type { TrafficLacks } from "./workload/traffic-lacks";
export { type Weights, weights } from "./workload/weights";
export { Workload, type WorkloadArgs } from "./workload/workload";
