/** How a stack's releases go, defaults filled in. Units and meaning: `release-config-schema.ts`. None of it moves traffic by itself. */
export interface ReleaseConfig {
    /** Canary steps; in the config default none. */
    steps: { weight: number; seconds: number }[];
    /** How long the new color is watched with all of the traffic, in seconds; in the config default 60. */
    bakeSeconds: number;
    /** For how long a release can be rolled back, in seconds; in the config default a day. */
    windowSeconds: number;
    /** What breaks a release. */
    analysis: AnalysisConfig;
    /** Header whose requests with the value `idle` reach the idle color; in the config default none. Changed in place. */
    previewHeader?: string;
    /** Who is told; in the config default nobody. */
    webhooks: { url: string; secretVariable?: string }[];
}

export interface AnalysisConfig {
    /** Odds that a release without any difference is rolled back; in the config default 0.001. */
    falseAlarmOdds: number;
    /** Share of failed requests that the new color may have above the old one; in the config default 0.01. */
    errorDifference: number;
    /** Share of requests beyond the old color's 95th percentile that the new one may have above it; in the config default 0.1. */
    slowDifference: number;
    /** What takes less is never slow, in milliseconds; in the config default 25. A release that was begun before there was this has none. */
    slowMilliseconds?: number;
    /** Requests without which a step says nothing; in the config default 50. */
    minimumRequests: number;
    /** What follows a step with too little traffic; in the config default `wait`. */
    inconclusive: "wait" | "continue" | "load";
    /** How long `wait` waits, in seconds; in the config default 600. */
    waitSeconds: number;
}

/** What a workload adds to the release of its stack. None of it changes a resource, but for `migrations`. */
export interface WorkloadReleaseConfig {
    /** Requests that a new color must answer; in the config default none. */
    smoke: { path: string; status: number; contains?: string }[];
    /** PromQL queries and the most that each may say; in the config default none. */
    queries: { name: string; query: string; max: number }[];
    /** Arguments of the image's program that change the database's schema; in the config default none. */
    migrations?: { expand: string[]; contract: string[] };
}
