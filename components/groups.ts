import type { WorkloadsConfig } from "./config";
import { propertyPath } from "./problems";
import type { ReleaseConfig } from "./release-config";

/** Workloads that follow one active color. */
export interface Group<Release = ReleaseConfig> extends Pick<WorkloadsConfig, "activeColor" | "canaryWeight"> {
    /** `undefined`: the stack's own group, of all workloads that are in no other. It has no order. */
    name?: string;
    workloads: string[];
    release: Release;
}

interface Grouped<Release> extends Pick<WorkloadsConfig, "activeColor" | "canaryWeight"> {
    workloads: Readonly<Record<string, unknown>>;
    groups?: Readonly<Record<string, Omit<Group<Release>, "name" | "release"> & { release?: Release }>>;
    release: Release;
}

/** The groups of a stack, its own first; that one may be empty. */
export function groupsOf<Release>(stack: Grouped<Release>): [Group<Release>, ...Group<Release>[]] {
    const { workloads, groups = {}, activeColor, canaryWeight, release } = stack;
    const named = Object.entries(groups).map(([name, group]) => ({
        ...group,
        name,
        release: group.release ?? release,
    }));
    const taken = new Set(named.flatMap((group) => group.workloads));
    const own = Object.keys(workloads).filter((workload) => !taken.has(workload));
    return [{ workloads: own, activeColor, canaryWeight, release }, ...named];
}

/** The group of this name; without one the stack's own. Throws where there is none: whoever asks has looked. */
export function groupNamed<Release>(stack: Grouped<Release>, name: string | undefined): Group<Release> {
    const found = groupsOf(stack).find((group) => group.name === name);
    if (found === undefined) throw new Error(`the stack has no group ${name ?? ""}`);
    return found;
}

/** Where the config has a value of a group, as `pulumi config set --path` takes it. */
export function groupPath(name: string | undefined, key: "activeColor" | "canaryWeight" | "workloads"): string {
    return name === undefined ? key : propertyPath("groups", name, key);
}
