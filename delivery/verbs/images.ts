import type { ColorName } from "../../components/colors";
import { otherColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { imagePattern } from "../../components/config-schema";
import { type Group, groupPath, groupsOf } from "../../components/groups";
import { UserError } from "../../embedded/errors";
import type { Release } from "../release/release";

const byDigest = new RegExp(imagePattern);

/**
 * The images of a release, as `deploy --image` names them. A workload of the group that isn't named gets what its live color
 * runs, so that all of them can move together.
 */
export function imagesOf(named: readonly string[], config: PlatformConfig, group: Group): Release["images"] {
    const problems: string[] = [];
    const chosen = new Map<string, string>();
    for (const each of named) {
        const { workload, image } = split(each, group.workloads);
        const strange = strangeness(workload, config, group);
        if (strange !== undefined) problems.push(`--image ${each}${strange}`);
        if (!byDigest.test(image)) {
            problems.push(`--image ${each} has no digest: registry/repository@sha256:<64 hexadecimal digits>`);
        } else if (workload !== undefined && chosen.has(workload)) {
            problems.push(`--image names ${workload} twice`);
        } else if (workload !== undefined) {
            chosen.set(workload, image);
        }
    }
    if (named.length === 0) problems.push("no image is named: --image [WORKLOAD=]IMAGE@sha256:…");
    problems.push(...nobody(config, group), ...unchanged(chosen, config, group));
    if (problems.length > 0) throw new UserError(problems);
    return Object.fromEntries(
        group.workloads.map((workload) => {
            const old = config.workloads[workload]?.image[group.activeColor];
            return [workload, { new: chosen.get(workload) ?? old ?? "", ...(old !== undefined && { old }) }];
        }),
    );
}

/** The color that has no traffic. A canary by hand has some, and is none. */
export function idleColor({ name, activeColor, canaryWeight }: Group): ColorName {
    if (canaryWeight > 0) {
        const path = groupPath(name, "canaryWeight");
        throw new UserError(
            `${otherColor(activeColor)} is not idle: the stack's ${path} gives it ${canaryWeight} % of the traffic. ` +
                `First: pulumi config set ${name === undefined ? "" : "--path "}${path} 0 && pulumi up`,
        );
    }
    return otherColor(activeColor);
}

function split(named: string, workloads: readonly string[]): { workload?: string; image: string } {
    const [, workload, image] = /^([^=/@:]+)=(.*)$/.exec(named) ?? [];
    if (workload !== undefined && image !== undefined) return { workload, image };
    return { image: named, ...(workloads.length === 1 && { workload: workloads[0] }) };
}

/** Why no image of a release of the group can be for a workload; `undefined` where it can. */
function strangeness(workload: string | undefined, config: PlatformConfig, group: Group): string | undefined {
    const place = group.name === undefined ? "the stack" : `the group ${group.name}`;
    if (workload === undefined) {
        return ` names no workload, and ${place} has ${group.workloads.length}: WORKLOAD=IMAGE`;
    }
    if (group.workloads.includes(workload)) return undefined;
    const owner = groupsOf(config).find(({ workloads }) => workloads.includes(workload));
    if (owner === undefined) {
        return `: the stack has no workload ${workload}; it has ${Object.keys(config.workloads).join(", ")}`;
    }
    return owner.name === undefined
        ? `: ${workload} is in no group, and so has releases of its own: without --group`
        : `: ${workload} is of the group ${owner.name}, whose releases are its own: --group ${owner.name}`;
}

/** A release without workloads would move nothing. */
function nobody({ groups }: PlatformConfig, { workloads }: Group): string[] {
    if (workloads.length > 0) return [];
    const names = Object.keys(groups);
    return names.length === 0
        ? ["the stack has no workloads to release"]
        : [`every workload of the stack is in a group: --group ${names.join(", or --group ")}`];
}

function unchanged(
    chosen: ReadonlyMap<string, string>,
    { workloads }: PlatformConfig,
    { activeColor }: Group,
): string[] {
    const same = [...chosen].filter(([workload, image]) => workloads[workload]?.image[activeColor] === image);
    return chosen.size > 0 && same.length === chosen.size
        ? same.map(
              ([workload]) => `${workload} runs this image already: ${activeColor}, which carries the traffic, has it`,
          )
        : [];
}
