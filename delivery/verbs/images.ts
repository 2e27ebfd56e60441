import type { ColorName } from "../../components/colors";
import { otherColor } from "../../components/colors";
import type { PlatformConfig } from "../../components/config";
import { imagePattern } from "../../components/config-schema";
import { UserError } from "../../embedded/errors";
import type { Release } from "../release/release";

const byDigest = new RegExp(imagePattern);

/**
 * The images of a release, as `deploy --image` names them. A workload that isn't named gets what its live color runs, so
 * that all of them can move together.
 */
export function imagesOf(named: readonly string[], config: PlatformConfig): Release["images"] {
    const problems: string[] = [];
    const chosen = new Map<string, string>();
    const workloads = Object.keys(config.workloads);
    for (const each of named) {
        const { workload, image } = split(each, workloads);
        if (workload === undefined) {
            problems.push(`--image ${each} names no workload, and the stack has ${workloads.length}: WORKLOAD=IMAGE`);
        } else if (!workloads.includes(workload)) {
            problems.push(`--image ${each}: the stack has no workload ${workload}; it has ${workloads.join(", ")}`);
        } else if (!byDigest.test(image)) {
            problems.push(`--image ${each} has no digest: registry/repository@sha256:<64 hexadecimal digits>`);
        } else if (chosen.has(workload)) {
            problems.push(`--image names ${workload} twice`);
        } else {
            chosen.set(workload, image);
        }
    }
    if (named.length === 0) problems.push("no image is named: --image [WORKLOAD=]IMAGE@sha256:…");
    problems.push(...unchanged(chosen, config));
    if (problems.length > 0) throw new UserError(problems);
    return Object.fromEntries(
        Object.entries(config.workloads).map(([workload, { image }]) => {
            const old = image[config.activeColor];
            return [workload, { new: chosen.get(workload) ?? old ?? "", ...(old !== undefined && { old }) }];
        }),
    );
}

/** The color that has no traffic. A canary by hand has some, and is none. */
export function idleColor({ activeColor, canaryWeight }: PlatformConfig): ColorName {
    if (canaryWeight > 0) {
        throw new UserError(
            `${otherColor(activeColor)} is not idle: the stack's canaryWeight gives it ${canaryWeight} % of the traffic. ` +
                "First: pulumi config set canaryWeight 0 && pulumi up",
        );
    }
    return otherColor(activeColor);
}

function split(named: string, workloads: readonly string[]): { workload?: string; image: string } {
    const [, workload, image] = /^([^=/@:]+)=(.*)$/.exec(named) ?? [];
    if (workload !== undefined && image !== undefined) return { workload, image };
    return { image: named, ...(workloads.length === 1 && { workload: workloads[0] }) };
}

function unchanged(chosen: ReadonlyMap<string, string>, { workloads, activeColor }: PlatformConfig): string[] {
    const same = [...chosen].filter(([workload, image]) => workloads[workload]?.image[activeColor] === image);
    return chosen.size > 0 && same.length === chosen.size
        ? same.map(
              ([workload]) => `${workload} runs this image already: ${activeColor}, which carries the traffic, has it`,
          )
        : [];
}
