import { type Problem, propertyPath } from "../../../problems";
import { because, unless, wholeNumberProblems } from "../rule";

/** What the rules look at, of a NodePool's args, defaults filled in. */
export interface NodePoolNumbers {
    subnetIds: readonly unknown[];
    securityGroupIds: readonly unknown[];
    volumeSizeGiB: number;
    amiVersion: string;
    architecture: string;
    capacityTypes: readonly string[];
    instanceCategories: readonly string[];
    limits: { cpu: number; memoryGiB: number };
    tags: Record<string, unknown>;
}

/** What a NodePool's args are unless said otherwise. */
export const nodePoolDefaults = {
    volumeSizeGiB: 50,
    architecture: "amd64",
    capacityTypes: ["on-demand"],
    instanceCategories: ["c", "m", "r"],
    tags: {},
};

/** What is wrong with the args of a NodePool. */
export function nodePoolProblems(name: string, given: NodePoolNumbers): Problem[] {
    const { volumeSizeGiB, amiVersion, architecture, capacityTypes, instanceCategories, limits, tags } = given;
    const filled = ["subnetIds", "securityGroupIds", "capacityTypes", "instanceCategories"] as const;
    return [
        ...unless(namePattern.test(name), "name", `is no name of a node pool: a DNS label; it is ${name}`),
        ...filled.flatMap((list) => unless(given[list].length > 0, list, "is empty")),
        ...wholeNumberProblems("volumeSizeGiB", volumeSizeGiB, 20, 16384),
        ...unless(/^v\d{8}$/.test(amiVersion), "amiVersion", `is no release such as v20260911; it is ${amiVersion}`),
        ...because(choiceProblem(architecture, ["amd64", "arm64"]), "architecture"),
        ...capacityTypes.flatMap((type, index) =>
            because(choiceProblem(type, ["on-demand", "spot"]), `capacityTypes[${index}]`),
        ),
        ...instanceCategories.flatMap((category, index) => {
            const reason = `is no family's letters such as m; it is ${category}`;
            return unless(/^[a-z]+$/.test(category), `instanceCategories[${index}]`, reason);
        }),
        ...wholeNumberProblems("limits.cpu", limits.cpu, 1, 100_000),
        ...wholeNumberProblems("limits.memoryGiB", limits.memoryGiB, 1, 1_000_000),
        ...Object.keys(tags).flatMap((key) => because(tagProblem(key), propertyPath("tags", key))),
    ];
}

/** The pool's name is the value of a label of its nodes. */
const namePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function choiceProblem(value: string, choices: readonly string[]): string | undefined {
    return choices.includes(value) ? undefined : `is none of ${choices.join(", ")}; it is ${value}`;
}

/** Those that Karpenter knows its own instances by. */
function tagProblem(key: string): string | undefined {
    const own =
        /^(kubernetes\.io\/cluster\/.*|karpenter\.sh\/(nodepool|nodeclaim)|eks:eks-cluster-name|karpenter\.k8s\.aws\/ec2nodeclass)$/;
    return own.test(key) ? "is a tag that Karpenter sets" : undefined;
}
