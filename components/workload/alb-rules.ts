import { colors, type ColorName, type PerColor } from "../colors";
import { checkName } from "../foundation/aws/name-limits";
import { type Problem, propertyPath } from "../problems";
import { type AlbTimingNumbers, albTimingProblems } from "./alb-timings";
import type { Weights } from "./weights";

/** What the rules look at, of the args of an AlbTraffic. */
export interface AlbTrafficNumbers {
    host?: string;
    priority: number;
    preview?: { header: string };
    weights: Partial<Weights>;
    targetGroups: Partial<PerColor<string>>;
    timings: AlbTimingNumbers;
}

/** A listener's rules are tried from priority 1 up to this one. */
const lastPriority = 50_000;

/** Rules for one host come before those for every host, which would take their requests. */
const firstWithoutHost = 40_001;

/** Longest pattern of a host that a rule takes. */
const longestHost = 128;

/** The name of a color's target group, unique in its account and region where the prefix is the stack's own. */
export function targetGroupName(prefix: string, workload: string, color: ColorName): string {
    return `${prefix}-${workload}-${color}`;
}

/**
 * The priority of a workload's rule: the same at each run, whatever other workloads there are, and behind those with a
 * host for one without. AWS refuses a rule whose priority another has; then choose one yourself.
 */
export function rulePriority(workload: string, host: string | undefined): number {
    // FNV-1a: https://datatracker.ietf.org/doc/html/rfc9923
    const hash = Buffer.from(workload).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
    return host === undefined
        ? firstWithoutHost + (hash % (lastPriority - firstWithoutHost + 1))
        : 1 + (hash % (firstWithoutHost - 1));
}

/**
 * The priority of the rule for a preview: the one before that of the rule with the weights, which would take its requests.
 * So a preview that comes or goes moves no rule that is there, and no update finds a priority taken that is about to be free.
 */
export function previewPriority(priority: number): number {
    return priority - 1;
}

/** Longest name of a header that a rule takes. */
const longestHeader = 40;

/** What is wrong with the header of a preview; no condition of a rule on headers takes that of the host. */
export function previewHeaderProblem(header: string): string | undefined {
    if (header.toLowerCase() === "host") {
        return "is Host, by which a load balancer tells workloads apart";
    }
    return header.length > longestHeader
        ? `has ${header.length} characters; a load balancer takes ${longestHeader}`
        : undefined;
}

/** What is wrong with the args of an AlbTraffic, by property path. */
export function albTrafficProblems(path: readonly string[], args: AlbTrafficNumbers): Problem[] {
    const at = (...keys: string[]) => propertyPath(...path, ...keys);
    const { host, priority, preview } = args;
    const problems: Problem[] = [...targetGroupProblems(path, args), ...weightProblems(path, args)];
    if (!Number.isInteger(priority) || priority < 1 || priority > lastPriority) {
        problems.push({ propertyPath: at("priority"), reason: `is ${priority}; AWS takes 1 to ${lastPriority}` });
    }
    if (preview !== undefined) {
        const reason = previewHeaderProblem(preview.header);
        problems.push(...(reason === undefined ? [] : [{ propertyPath: at("preview", "header"), reason }]));
        if (priority === 1) {
            problems.push({ propertyPath: at("priority"), reason: "is 1, and the preview's rule comes before it" });
        }
    }
    if (host !== undefined && (host.length === 0 || host.length > longestHost)) {
        problems.push({
            propertyPath: at("host"),
            reason: `has ${host.length} characters; AWS takes 1 to ${longestHost}`,
        });
    }
    const timings = albTimingProblems(args.timings);
    return [...problems, ...timings.map(({ key, reason }) => ({ propertyPath: at("timings", key), reason }))];
}

function targetGroupProblems(path: readonly string[], { targetGroups }: AlbTrafficNumbers): Problem[] {
    const problems = colors.flatMap((color) => {
        const name = targetGroups[color];
        const reason = name === undefined ? undefined : (checkName("targetGroup", name) ?? badCharacters(name));
        return reason === undefined ? [] : [{ propertyPath: propertyPath(...path, "targetGroups", color), reason }];
    });
    if (targetGroups.blue !== undefined && targetGroups.blue === targetGroups.green) {
        const reason = `is the target group of blue, "${targetGroups.blue}", too`;
        problems.push({ propertyPath: propertyPath(...path, "targetGroups", "green"), reason });
    }
    return problems;
}

function badCharacters(name: string): string | undefined {
    return /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name)
        ? undefined
        : `"${name}" must be letters, digits and dashes, and neither start nor end with a dash`;
}

/** Both target groups stay in the rule for good, so a weight (0 as well) without both is refused. */
function weightProblems(path: readonly string[], { weights, targetGroups }: AlbTrafficNumbers): Problem[] {
    const missing = colors
        .filter((color) => targetGroups[color] === undefined)
        .map((color) => ({
            propertyPath: propertyPath(...path, "targetGroups", color),
            reason: "is missing, but a rule has weights only between two target groups",
        }));
    const outOfRange = colors.flatMap((color) => {
        const weight = weights[color];
        const reason =
            weight === undefined
                ? "is missing"
                : Number.isInteger(weight) && weight >= 0 && weight <= 100
                  ? undefined
                  : `is ${weight}; it must be a whole percentage`;
        return reason === undefined ? [] : [{ propertyPath: propertyPath(...path, "weights", color), reason }];
    });
    const sum = (weights.blue ?? 0) + (weights.green ?? 0);
    const wrongSum = outOfRange.length === 0 && sum !== 100;
    return [
        ...missing,
        ...outOfRange,
        ...(wrongSum
            ? [{ propertyPath: propertyPath(...path, "weights"), reason: `are together ${sum}, not 100` }]
            : []),
    ];
}
