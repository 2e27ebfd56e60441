import { type Problem, propertyPath } from "../../../problems";
import { regionProblem } from "../account";
import { checkAutoName } from "../name-limits";

/** The images that a NodeGroup runs; those of Amazon Linux 2 and Windows are left out. */
export const amiTypes = {
    AL2023_x86_64_STANDARD: { system: "al2023", arm: false },
    AL2023_ARM_64_STANDARD: { system: "al2023", arm: true },
    AL2023_x86_64_NVIDIA: { system: "al2023", arm: false },
    AL2023_ARM_64_NVIDIA: { system: "al2023", arm: true },
    AL2023_x86_64_NEURON: { system: "al2023", arm: false },
    BOTTLEROCKET_x86_64: { system: "bottlerocket", arm: false },
    BOTTLEROCKET_ARM_64: { system: "bottlerocket", arm: true },
    BOTTLEROCKET_x86_64_FIPS: { system: "bottlerocket", arm: false },
    BOTTLEROCKET_ARM_64_FIPS: { system: "bottlerocket", arm: true },
    BOTTLEROCKET_x86_64_NVIDIA: { system: "bottlerocket", arm: false },
    BOTTLEROCKET_ARM_64_NVIDIA: { system: "bottlerocket", arm: true },
    BOTTLEROCKET_x86_64_NVIDIA_FIPS: { system: "bottlerocket", arm: false },
    BOTTLEROCKET_ARM_64_NVIDIA_FIPS: { system: "bottlerocket", arm: true },
} as const;

export type AmiType = keyof typeof amiTypes;

/** How many nodes. */
export interface NodeCount {
    min: number;
    max: number;
    desired: number;
}

/** What the rules look at, of a NodeGroup's args, defaults filled in. */
export interface NodeGroupNumbers {
    region: string;
    version: string;
    amiType: string;
    instanceTypes: readonly string[];
    nodes: NodeCount;
    maxUnavailablePercentage: number;
    volumeSizeGiB: number;
    labels: Record<string, string>;
    taints: readonly { key: string; value?: string }[];
}

/** What a NodeGroup's numbers are unless said otherwise. */
export const nodeGroupDefaults = { maxUnavailablePercentage: 25, volumeSizeGiB: 50, labels: {}, taints: [] };

type Reason = [reason: string | undefined, ...path: string[]];

/** What is wrong with the args of a NodeGroup. */
export function nodeGroupProblems(name: string, given: NodeGroupNumbers): Problem[] {
    const reasons: Reason[] = [
        [checkAutoName("eksNodeGroup", `${name}-nodes`), "name"],
        [checkAutoName("iamRole", `${name}-role`), "name"],
        [regionProblem(given.region), "region"],
        [versionProblem(given.version), "version"],
        ...imageReasons(given),
        ...countReasons(given.nodes),
        [wholeNumberProblem(given.maxUnavailablePercentage, 1, 100), "maxUnavailablePercentage"],
        [wholeNumberProblem(given.volumeSizeGiB, 20, 16384), "volumeSizeGiB"],
        ...markReasons(given),
    ];
    return reasons.flatMap(([reason, ...path]) =>
        reason === undefined ? [] : [{ propertyPath: propertyPath(...path), reason }],
    );
}

function versionProblem(version: string): string | undefined {
    return /^1\.\d{2}$/.test(version) ? undefined : `is no version of EKS such as 1.35; it is ${version}`;
}

function imageReasons({ amiType, instanceTypes }: NodeGroupNumbers): Reason[] {
    const ami = Object.hasOwn(amiTypes, amiType) ? amiTypes[amiType as AmiType] : undefined;
    return [
        [ami === undefined ? `is none of ${Object.keys(amiTypes).join(", ")}; it is ${amiType}` : undefined, "amiType"],
        [instanceTypes.length === 0 ? "is empty: at least one type is needed" : undefined, "instanceTypes"],
        [instanceTypes.length > 20 ? "has more than the 20 types that EKS allows" : undefined, "instanceTypes"],
        ...instanceTypes.map((type, index): Reason => [instanceProblem(type, ami), "instanceTypes", String(index)]),
    ];
}

function instanceProblem(type: string, ami: { arm: boolean } | undefined): string | undefined {
    if (!/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) {
        return `is no instance type such as m7g.large; it is ${type}`;
    }
    const arm = isArm(type);
    if (ami === undefined || ami.arm === arm) {
        return undefined;
    }
    return `is a type for ${arm ? "ARM" : "x86"}, and the image isn't; it is ${type}`;
}

/** Graviton has a `g` after the generation: m7g, c7gn, is4gen; the first one was a1, and Grace goes with NVIDIA's GB. */
function isArm(type: string): boolean {
    return /^(a1\.|[a-z]+\d+[a-z]*g|p\d+[a-z]*-gb)/.test(type);
}

function countReasons({ min, max, desired }: NodeCount): Reason[] {
    return [
        [wholeNumberProblem(min, 0, Infinity), "nodes", "min"],
        [wholeNumberProblem(max, 1, Infinity), "nodes", "max"],
        [wholeNumberProblem(desired, 0, Infinity), "nodes", "desired"],
        [min > max ? `is above max, which is ${max}; it is ${min}` : undefined, "nodes", "min"],
        [desired < min ? `is below min, which is ${min}; it is ${desired}` : undefined, "nodes", "desired"],
        [desired > max ? `is above max, which is ${max}; it is ${desired}` : undefined, "nodes", "desired"],
    ];
}

function wholeNumberProblem(value: number, least: number, most: number): string | undefined {
    if (Number.isInteger(value) && value >= least && value <= most) {
        return undefined;
    }
    const range = most === Infinity ? `${least} at least` : `from ${least} to ${most}`;
    return `must be a whole number, ${range}; it is ${value}`;
}

const markPattern = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const domainPattern = /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** Labels and taints, by the rules of Kubernetes. */
function markReasons({ labels, taints }: NodeGroupNumbers): Reason[] {
    return [
        [taints.length > 50 ? "has more than the 50 taints that EKS allows" : undefined, "taints"],
        ...Object.entries(labels).flatMap(([key, value]): Reason[] => [
            [keyProblem(key) ?? valueProblem(value), "labels", key],
        ]),
        ...taints.flatMap(({ key, value = "" }, index): Reason[] => [
            [keyProblem(key), "taints", String(index), "key"],
            [valueProblem(value), "taints", String(index), "value"],
        ]),
    ];
}

function keyProblem(key: string): string | undefined {
    const [mark, domain, ...more] = key.split("/").reverse();
    const valid = markPattern.test(mark ?? "") && (domain === undefined || domainPattern.test(domain));
    return valid && more.length === 0 ? undefined : `is no key such as example.com/pool; it is ${JSON.stringify(key)}`;
}

function valueProblem(value: string): string | undefined {
    return value === "" || markPattern.test(value)
        ? undefined
        : `must be up to 63 letters, digits, dashes, dots and underscores; it is ${JSON.stringify(value)}`;
}
