import type { ColorName, PerColor } from "../../components/colors";
import type { WorkloadConfig } from "../../components/config";
import type { ClusterReader } from "../../components/kubernetes/reader";
import type { Weights } from "../../components/workload/weights";
import type { FindMigration } from "./migrations";
import type { Requester } from "./smoke";

/** What must hold before the new color gets traffic, in the order in which it is told. */
export const gateNames = ["endpoints", "image", "ready", "smoke", "migrations", "policy", "alarms"] as const;

export type GateName = (typeof gateNames)[number];

/** What the gates look at. Whatever reaches out of this process is given, so that a foundation gives its own. */
export interface GateInputs {
    /** The color that is to get the traffic. */
    readonly color: ColorName;
    readonly workloads: readonly GatedWorkload[];
    readonly reader: ClusterReader;
    readonly request: Requester;
    readonly findMigration: FindMigration;
    /** What of the stack breaks a rule of the policy pack, one line each. */
    readonly policyViolations: () => Promise<readonly string[]>;
    /** The alarms that fire at this moment, one line each. */
    readonly firingAlarms: () => Promise<readonly string[]>;
}

export interface GatedWorkload extends Pick<WorkloadConfig, "smoke" | "migrations"> {
    readonly name: string;
    readonly namespace: string;
    /** What the new color's pods are to run, by digest. */
    readonly image: string | undefined;
    readonly readWeights: () => Promise<Weights | undefined>;
    /** Where a load balancer checks the pods itself, what it finds healthy. */
    readonly readHealthy?: () => Promise<PerColor<number> | undefined>;
}

/** What a gate found. On a failure the detail says what to do as well. */
export interface Finding {
    readonly passes: boolean;
    readonly detail: string;
}

export const pass = (detail: string): Finding => ({ passes: true, detail });
export const fail = (detail: string): Finding => ({ passes: false, detail });

/** Looks at one workload. */
export type WorkloadGate = (workload: GatedWorkload, inputs: GateInputs) => Promise<Finding>;

/** Looks at the stack as a whole. */
export type StackGate = (inputs: GateInputs) => Promise<Finding>;
