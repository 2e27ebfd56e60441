/** How a stack's releases go (`delivery/`), as a JSON schema. */

const seconds = (description: string, bounds: { minimum: number; maximum: number; default: number }) =>
    ({ type: "integer", description: `${description}, in seconds.`, ...bounds }) as const;

const share = (description: string, value: number) =>
    ({ type: "number", exclusiveMinimum: 0, maximum: 1, default: value, description }) as const;

const step = {
    type: "object",
    additionalProperties: false,
    required: ["weight", "seconds"],
    properties: {
        weight: { type: "integer", minimum: 1, maximum: 99, description: "Share of the new color, in percent." },
        seconds: {
            type: "integer",
            minimum: 1,
            maximum: 86_400,
            description: "How long it is watched before the next step.",
        },
    },
} as const;

const analysis = {
    type: "object",
    description: "What is measured while the new color carries traffic, and what breaks a release.",
    additionalProperties: false,
    default: {},
    properties: {
        falseAlarmOdds: {
            ...share(
                "Odds that a release without any difference is rolled back, over all its looks and measures together.",
                0.001,
            ),
            maximum: 0.05,
        },
        errorDifference: share(
            "Share of failed requests that the new color may have above the old one; more is a breach.",
            0.01,
        ),
        slowDifference: share(
            "Share of requests slower than the old color's 95th percentile that the new one may have above it.",
            0.1,
        ),
        slowMilliseconds: {
            type: "integer",
            minimum: 1,
            maximum: 60_000,
            default: 25,
            description:
                "Requests that take less are never slow, whatever the old color's 95th percentile is, in milliseconds: where that is 4, a busy machine makes it 6.",
        },
        minimumRequests: {
            type: "integer",
            minimum: 1,
            maximum: 1_000_000,
            default: 50,
            description: "Requests to the new color without which a step says nothing.",
        },
        inconclusive: {
            type: "string",
            enum: ["wait", "continue", "load"],
            default: "wait",
            description:
                "After a step with too little traffic: wait for more, continue all the same, or send requests to the smoke tests' addresses.",
        },
        waitSeconds: seconds("How long `wait` waits before the release is rolled back", {
            minimum: 1,
            maximum: 86_400,
            default: 600,
        }),
    },
} as const;

const webhook = {
    type: "object",
    additionalProperties: false,
    required: ["url"],
    properties: {
        url: {
            type: "string",
            pattern: "^https://\\S+$",
            patternErrorMessage: "must be an https URL: what is told there is nobody else's business",
            description: "Gets a POST with each step of a release, as JSON.",
        },
        secretVariable: {
            type: "string",
            pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
            patternErrorMessage: "is no name of an environment variable",
            description: "Environment variable with the key by which the body is signed (HMAC SHA-256).",
        },
    },
} as const;

/** The key `release` of a stack's config. */
export const releaseSchema = {
    type: "object",
    description: "How `alchemorsel promote` moves the traffic of all workloads to the other color, and watches it.",
    additionalProperties: false,
    default: {},
    properties: {
        steps: {
            type: "array",
            items: step,
            default: [],
            description: "Canary steps, their weights rising. Default: none, all of the traffic moves at once.",
        },
        bakeSeconds: seconds("How long the new color is watched once it has all of the traffic", {
            minimum: 0,
            maximum: 86_400,
            default: 60,
        }),
        windowSeconds: seconds("For how long after it got all of the traffic a release can be rolled back", {
            minimum: 0,
            maximum: 2_592_000,
            default: 86_400,
        }),
        analysis,
        previewHeader: {
            type: "string",
            pattern: "^[A-Za-z0-9-]+$",
            patternErrorMessage: "is no name of an HTTP header",
            description:
                "Requests with this header and the value `idle` reach the idle color, also at weight 0. Default: none do.",
        },
        webhooks: { type: "array", items: webhook, default: [], description: "Who is told of each step." },
    },
} as const;

type ReleaseProperties = typeof releaseSchema.properties;

/** The key `release` of a group: what it leaves out is as the stack's says. */
export const groupReleaseSchema = {
    type: "object",
    description:
        "How its releases go. Default: as those of the stack; so does each key that is left out, also of `analysis`.",
    additionalProperties: false,
    properties: withoutDefaults(releaseSchema.properties) as {
        [Key in keyof ReleaseProperties]: Omit<ReleaseProperties[Key], "default">;
    },
} as const;

/** Without their defaults, and those of their own keys: these would be taken for what the group says. */
function withoutDefaults(properties: Readonly<Record<string, object>>): Record<string, object> {
    const entries = Object.entries(properties).map(([key, schema]) => {
        const bare = { ...schema } as { default?: unknown; properties?: Record<string, object> };
        delete bare.default;
        if (bare.properties) bare.properties = withoutDefaults(bare.properties);
        return [key, bare] as const;
    });
    return Object.fromEntries(entries);
}

/** What a workload adds to the release of its stack. */
export const workloadReleaseSchema = {
    smoke: {
        type: "array",
        default: [],
        description: "Requests that a new color must answer before it gets traffic.",
        items: {
            type: "object",
            additionalProperties: false,
            required: ["path"],
            properties: {
                path: {
                    type: "string",
                    pattern: "^/\\S*$",
                    patternErrorMessage: "is no path: it starts with /",
                    description: "Path and query.",
                },
                status: { type: "integer", minimum: 200, maximum: 599, default: 200, description: "Expected status." },
                contains: { type: "string", minLength: 1, description: "Text that the body has." },
            },
        },
    },
    queries: {
        type: "array",
        default: [],
        description: "PromQL queries that are asked while a release is watched, beside the platform's own.",
        items: {
            type: "object",
            additionalProperties: false,
            required: ["name", "query", "max"],
            properties: {
                name: { type: "string", minLength: 1, description: "What it is called in reports." },
                query: {
                    type: "string",
                    minLength: 1,
                    description: "PromQL with one number as its result; `$color` and `$workload` are filled in.",
                },
                max: { type: "number", description: "More than this at each look for two seconds is a breach." },
            },
        },
    },
    migrations: {
        type: "object",
        additionalProperties: false,
        required: ["expand", "contract"],
        description:
            "Arguments of the image's program that change the database's schema. Default: none, the app needs none.",
        properties: {
            expand: {
                type: "array",
                minItems: 1,
                items: { type: "string" },
                description: "Adds what the new version needs and the old one ignores. Runs before the pods start.",
            },
            contract: {
                type: "array",
                minItems: 1,
                items: { type: "string" },
                description: "Removes what only the old version needed. Runs once nothing can be rolled back any more.",
            },
        },
    },
} as const;
