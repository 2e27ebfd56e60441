/** What others build a pack of their own with: the rules, and how a pack of them is started. */
export { startPack, type PackOptions } from "./start-pack";
export { rules } from "./rules";
export { awsRules } from "./aws";
export { kubernetesRules } from "./kubernetes";
export { stackRules } from "./stack";
export * from "./rule";
export type { Resource, Stack } from "./resource";
export { refersTo } from "./resource";
export { Value } from "./value";
export type { Report } from "./report/report";
