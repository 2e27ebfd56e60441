import type { GroupConfig, WorkloadsConfig } from "./config";
import { propertyPath } from "./problems";

/** Workloads that follow one active color. */
export interface Group extends GroupConfig {
    /** `undefined`: the stack's own group, of all workloads that are in no other. */
    name?: string;
}

type Stack = Pick<WorkloadsConfig, "activeColor" | "canaryWeight" | "release"> & {
    workloads: Readonly<Record<string, unknown>>;
    groups?: WorkloadsConfig["groups"];
};

/** The groups of a stack, its own first; that one may be empty. */
export function groupsOf({ workloads, groups = {}, activeColor, canaryWeight, release }: Stack): Group[] {
    const named = Object.entries(groups).map(([name, group]) => ({ ...group, name }));
    const taken = new Set(named.flatMap((group) => group.workloads));
    const own = Object.keys(workloads).filter((workload) => !taken.has(workload));
    return [{ workloads: own, activeColor, canaryWeight, release }, ...named];
}

/** Where the config has a value of a group, as `pulumi config set --path` takes it. */
export function groupPath(name: string | undefined, key: "activeColor" | "canaryWeight" | "workloads"): string {
    return name === undefined ? key : propertyPath("groups", name, key);
}
