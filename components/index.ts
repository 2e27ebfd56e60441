export { clusterAccess } from "./cluster-access";
export { type ColorName, colors, type PerColor } from "./colors";
export { loadConfig, type LocalConfig, parseConfig, type PlatformConfig, type WorkloadConfig } from "./config";
export type {
    Foundation,
    KubernetesAccess,
    RoutingDelays,
    Store,
    StoreName,
    StoreSecret,
} from "./foundation/foundation";
export { LocalFoundation, type LocalFoundationArgs } from "./foundation/local/local-foundation";
export { checkRequirements, type Requirements } from "./foundation/local/requirements";
export { kubeconfigReader } from "./kubernetes/kubeconfig-reader";
export type { ClusterAccess, ClusterReader } from "./kubernetes/reader";
export { Platform, type PlatformArgs } from "./platform";
export type { Transform } from "./transform";
export { Color, type ColorArgs } from "./workload/color";
export { GatewayTraffic, type GatewayTrafficArgs } from "./workload/gateway-traffic";
export { createGuard, type Guard, type ReadLive } from "./workload/guard";
export type { ColorState, Live, Plan } from "./workload/guard-rules";
export { type Timings, timings } from "./workload/timings";
export type { Traffic, TrafficArgs } from "./workload/traffic";
export { type Weights, weights } from "./workload/weights";
export { Workload, type WorkloadArgs } from "./workload/workload";
