import type { TimingNumbers } from "./timings";

/** The numbers of a stack from which the timings of its target groups follow, in seconds: those of the pods, and two. */
export interface AlbTimingNumbers extends Pick<
    TimingNumbers,
    "deregistrationSeconds" | "healthCheckSeconds" | "longestRequestSeconds"
> {
    /** How long a new pod's share of the requests grows to its full size: 0 for at once, or 30 to 900; default 30. */
    slowStartSeconds?: number;
    /**
     * How long a client stays with the color that it got, 1 to 604800. Default: not at all, for a switch reaches a client
     * that stays only after this time.
     */
    stickySeconds?: number;
}

/** The timings of a workload's target groups, in seconds unless named otherwise. */
export interface AlbTimings {
    /** A pod that was deregistered finishes its requests for this long. */
    deregistrationDelaySeconds: number;
    slowStartSeconds: number;
    /** `undefined`: clients move with the weights. */
    stickySeconds?: number;
    healthCheck: {
        intervalSeconds: number;
        timeoutSeconds: number;
        /** Checks in a row, good or bad, that change the load balancer's mind. */
        healthyThreshold: number;
        unhealthyThreshold: number;
    };
}

/** The fewest checks in a row that AWS takes. */
const threshold = 2;

/**
 * Computes the timings of a target group from the numbers that give those of the pods (`timings.ts`), so that a pod
 * outlives the time for which the load balancer may still use it.
 */
export function albTimings(numbers: AlbTimingNumbers): AlbTimings {
    const intervalSeconds = Math.floor(numbers.healthCheckSeconds / threshold);
    return {
        deregistrationDelaySeconds: numbers.deregistrationSeconds + numbers.longestRequestSeconds,
        slowStartSeconds: numbers.slowStartSeconds ?? 30,
        stickySeconds: numbers.stickySeconds,
        healthCheck: {
            intervalSeconds,
            // AWS wants it below the interval.
            timeoutSeconds: Math.min(5, intervalSeconds - 1),
            healthyThreshold: threshold,
            unhealthyThreshold: threshold,
        },
    };
}

/** The ranges that AWS takes. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const ranges = {
    healthCheckSeconds: [10, 600],
    deregistrationDelay: [0, 3600],
    slowStart: [30, 900],
    sticky: [1, 604_800],
};

/** What is wrong with the numbers, by their names: AWS would refuse a target group with such timings. */
export function albTimingProblems(numbers: AlbTimingNumbers): { key: keyof AlbTimingNumbers; reason: string }[] {
    const { deregistrationDelaySeconds, slowStartSeconds } = albTimings(numbers);
    const checked: [keyof AlbTimingNumbers, number | undefined, keyof typeof ranges, string][] = [
        ["healthCheckSeconds", numbers.healthCheckSeconds, "healthCheckSeconds", "is"],
        ["longestRequestSeconds", deregistrationDelaySeconds, "deregistrationDelay", "makes the deregistration delay"],
        ["slowStartSeconds", slowStartSeconds === 0 ? undefined : slowStartSeconds, "slowStart", "is"],
        ["stickySeconds", numbers.stickySeconds, "sticky", "is"],
    ];
    return checked.flatMap(([key, value, range, verb]) => {
        const [min = 0, max = 0] = ranges[range];
        const isFine = value === undefined || (Number.isInteger(value) && value >= min && value <= max);
        return isFine ? [] : [{ key, reason: `${verb} ${value} s; AWS takes whole seconds from ${min} to ${max}` }];
    });
}
