import { awsRules } from "./aws";
import { kubernetesRules } from "./kubernetes";
import type { Rule } from "./rule";
import { stackRules } from "./stack";

/** All rules of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [...awsRules, ...kubernetesRules, ...stackRules];
