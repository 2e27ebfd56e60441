import { awsSchema } from "./aws-config-schema";
import { colors } from "./colors";
import { groupNamePattern, longestGroupName, longestWorkloadName, namePattern } from "./kubernetes/names";
import { quantityPattern } from "./kubernetes/quantity";
import { groupReleaseSchema, releaseSchema, workloadReleaseSchema } from "./release-config-schema";

/**
 * The stack's config as one JSON schema. Everything else follows from it: the defaults, the checks at each start
 * (`config.ts`) and `config.schema.json`, with which editors complete and check the stack files.
 *
 * `patternErrorMessage` is the editors' keyword for a reason that people understand; our own errors use it as well.
 */

/** An image by digest. */
export const imagePattern = "^[^\\s@]+@sha256:[0-9a-f]{64}$";

const image = {
    type: "string",
    description: "Image by digest, as `registry/repository@sha256:…`: a tag can change its content, a digest cannot.",
    pattern: imagePattern,
    patternErrorMessage: "needs a digest: registry/repository@sha256:<64 hexadecimal digits>",
} as const;

const quantity = {
    type: "string",
    pattern: quantityPattern,
    patternErrorMessage: "is no Kubernetes quantity, such as 250m or 64Mi",
} as const;

const workload = {
    type: "object",
    description: "An app workload with two colors: Deployments `<name>-blue` and `<name>-green`.",
    additionalProperties: false,
    required: ["image"],
    properties: {
        image: {
            type: "object",
            description: "One image per color. A color without an image has no pods; the active color needs one.",
            additionalProperties: false,
            properties: Object.fromEntries(colors.map((color) => [color, image])),
        },
        host: {
            type: "string",
            description: "Host name whose requests this workload answers. Default: every host.",
            pattern: "^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            maxLength: 253,
            patternErrorMessage: "is no DNS name in lower case",
        },
        stickySeconds: {
            type: "integer",
            minimum: 1,
            maximum: 604_800,
            description:
                "How long a client stays with the color that it got, in seconds; a switch, and a rollback, reach it only then. On AWS alone. Default: not at all.",
        },
        replicas: {
            type: "object",
            description: "Pods of each color; the autoscaler moves between the two numbers.",
            additionalProperties: false,
            default: {},
            properties: {
                min: { type: "integer", minimum: 1, maximum: 1000, default: 2, description: "Pods at rest." },
                max: { type: "integer", minimum: 1, maximum: 1000, default: 4, description: "Pods under load." },
                warm: {
                    type: "object",
                    description:
                        "Pods at rest of a color that may have to take the traffic of a larger one. `alchemorsel` writes it.",
                    additionalProperties: false,
                    properties: Object.fromEntries(
                        colors.map((color) => [color, { type: "integer", minimum: 1, maximum: 1000 }]),
                    ),
                },
            },
        },
        autoscaling: {
            type: "object",
            description: "What the autoscaler looks at beside CPU and memory. Default: nothing.",
            additionalProperties: false,
            required: ["requestsPerSecond"],
            properties: {
                requestsPerSecond: {
                    type: "integer",
                    minimum: 1,
                    maximum: 100_000,
                    description:
                        "Requests per second that the gateway sends to a pod, on average over a minute; with more there are more pods. On the foundation local alone.",
                },
            },
        },
        resources: {
            type: "object",
            description: "What each pod asks for and may use.",
            additionalProperties: false,
            default: {},
            properties: {
                cpu: { ...quantity, default: "50m", description: "CPU request, in cores." },
                memory: { ...quantity, default: "64Mi", description: "Memory request." },
                memoryLimit: { ...quantity, default: "128Mi", description: "Memory limit; a pod beyond it is ended." },
            },
        },
        environment: {
            type: "object",
            description: "Environment variables that are no secrets; the platform sets those of the data stores.",
            default: {},
            propertyNames: {
                pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
                patternErrorMessage: "is no name of an environment variable",
            },
            additionalProperties: { type: "string" },
        },
        secrets: {
            type: "object",
            description:
                "Keys of Secrets in the workloads' namespace that it gets as files, by the environment variable that names the file. The files follow the Secret within two minutes, without a restart. Default: none.",
            propertyNames: {
                maxLength: 63,
                pattern: "^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_FILE$",
                patternErrorMessage:
                    "is no variable for a file, such as EDITOR_KEY_FILE: upper case, with _FILE at its end",
            },
            additionalProperties: {
                type: "object",
                description: "One key of one Secret.",
                additionalProperties: false,
                required: ["name", "key"],
                properties: {
                    name: {
                        type: "string",
                        maxLength: 253,
                        pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
                        description:
                            "Name of the Secret: `editor-key` on the foundation local, one of `aws.secrets` on aws.",
                        patternErrorMessage: "is no name of a Secret: lower case letters, digits and dashes",
                    },
                    key: {
                        type: "string",
                        maxLength: 253,
                        pattern: "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
                        description: "Key in it.",
                        patternErrorMessage: "is no key of a Secret: letters, digits, dots, dashes and underscores",
                    },
                },
            },
        },
        uses: {
            type: "array",
            description: "Data stores that the workload may reach.",
            default: [],
            uniqueItems: true,
            items: { type: "string", enum: ["database", "cache"] },
        },
        longestRequestSeconds: {
            type: "integer",
            minimum: 1,
            maximum: 3600,
            default: 20,
            description: "How long the longest request may take, in seconds; a pod that ends is given that time.",
        },
        rolloutSeconds: {
            type: "integer",
            minimum: 30,
            maximum: 3600,
            default: 120,
            description: "How long new pods of a color may take to be ready before `pulumi up` fails, in seconds.",
        },
        ...workloadReleaseSchema,
    },
} as const;

const local = {
    type: "object",
    description: "Settings of the foundation `local`.",
    additionalProperties: false,
    required: ["databaseImage", "cacheImage"],
    properties: {
        kubeContext: {
            type: "string",
            minLength: 1,
            description: "Context of your own kubeconfig: a cluster that you have. Default: the embedded cluster.",
        },
        address: {
            type: "string",
            default: "http://127.0.0.1:8080",
            pattern: "^https?://[^\\s/]+$",
            description: "URL at which the cluster's gateway answers on this machine.",
            patternErrorMessage: "is no URL such as http://127.0.0.1:8080",
        },
        gatewayClass: { type: "string", minLength: 1, default: "traefik", description: "GatewayClass of the Gateway." },
        gatewayNamespace: {
            type: "string",
            minLength: 1,
            default: "gateway",
            description: "Namespace in which the Gateway controller's pods run; only it may reach the workloads.",
        },
        gatewayPort: {
            type: "integer",
            minimum: 1,
            maximum: 65535,
            default: 8000,
            description: "Port of the Gateway's listener; for Traefik the port of its entry point.",
        },
        databaseImage: image,
        cacheImage: image,
        prometheusImage: image,
        prometheusAdapterImage: image,
    },
} as const;

const activeColor = { type: "string", enum: colors } as const;

const canaryWeight = {
    type: "integer",
    minimum: 0,
    maximum: 100,
    default: 0,
    description: "Share of the traffic that goes to the idle color, in percent.",
} as const;

const group = {
    type: "object",
    description: "Workloads that follow a color of their own, and move together.",
    additionalProperties: false,
    required: ["workloads", "activeColor"],
    properties: {
        workloads: {
            type: "array",
            minItems: 1,
            uniqueItems: true,
            items: { type: "string" },
            description:
                "Names of its workloads, in the order in which traffic moves to the other color; it moves back in the reverse one. " +
                "What others call comes first.",
        },
        activeColor: { ...activeColor, description: "The color that carries the traffic of its workloads." },
        canaryWeight,
        release: groupReleaseSchema,
    },
} as const;

/** The config of one stack: its keys without the project's namespace. */
export const configSchema = {
    type: "object",
    additionalProperties: false,
    required: ["activeColor", "workloads"],
    properties: {
        foundation: {
            type: "string",
            enum: ["local", "aws"],
            default: "local",
            description: "What the workloads stand on.",
        },
        activeColor: {
            ...activeColor,
            description: "The color that carries the traffic. Changing it moves the traffic and nothing else.",
        },
        canaryWeight,
        workloads: {
            type: "object",
            description: "The app workloads by name; {} for none yet, only what they will stand on.",
            propertyNames: {
                pattern: namePattern,
                patternErrorMessage:
                    "is no name of a workload: lower case letters, digits and dashes, " +
                    `starting with a letter, ${longestWorkloadName} characters at most`,
            },
            additionalProperties: workload,
        },
        groups: {
            type: "object",
            description:
                "Workloads that switch and roll back together, apart from the others, by the group's name. " +
                "Those in no group follow the stack's own `activeColor` and `canaryWeight`. Default: none.",
            default: {},
            propertyNames: {
                pattern: groupNamePattern,
                patternErrorMessage:
                    "is no name of a group: lower case letters, digits and dashes, " +
                    `starting with a letter, ${longestGroupName} characters at most`,
            },
            additionalProperties: group,
        },
        release: releaseSchema,
        local,
        aws: awsSchema,
        databasePassword: {
            type: "string",
            minLength: 8,
            description:
                "Password of the workloads' role in the local database; `make up` sets it, or `pulumi config set --secret databasePassword`. On AWS RDS keeps it.",
        },
        databaseOwnerPassword: {
            type: "string",
            minLength: 8,
            description:
                "Password of the migrations' role, to which the local database belongs; `make up` sets it, or `pulumi config set --secret databaseOwnerPassword`.",
        },
        editorKey: {
            type: "string",
            pattern: "^[!-~]{32,256}(\\s+[!-~]{32,256})?\\s*$",
            patternErrorMessage:
                "must be one key of 32 to 256 visible ASCII characters, as from openssl rand -base64 32, or two while it is replaced, each on a line",
            description:
                "Key of who may write, in the local Secret `editor-key`; `make up` sets it, or `pulumi config set --secret editorKey`. On AWS it is one of `aws.secrets`.",
        },
    },
} as const;

/** What the stack file has encrypted only. */
export const secretKeys = ["databasePassword", "databaseOwnerPassword", "editorKey"] as const;

/** Where the schema of a stack file says that a value may also be an encrypted one. */
const secure = {
    type: "object",
    additionalProperties: false,
    required: ["secure"],
    properties: { secure: { type: "string" } },
};

/** The schema of a `Pulumi.<stack>.yaml` file, for editors. */
export function stackFileSchema(project: string): object {
    const all = configSchema.properties;
    const secrets = secretKeys.map((key) => [key, { description: all[key].description, ...secure }] as const);
    const properties = { ...all, ...Object.fromEntries(secrets) };
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        $comment:
            "Generated by `node --require sucrase/register/ts components/write-config-schema.ts`; edit config-schema.ts instead.",
        title: `A stack of ${project}`,
        type: "object",
        properties: {
            config: {
                type: "object",
                properties: Object.fromEntries(
                    Object.entries(properties).map(([key, schema]) => [`${project}:${key}`, schema]),
                ),
                required: ["activeColor", "workloads"].map((key) => `${project}:${key}`),
                // A misspelled key of this project is an error; keys of other packages are theirs.
                propertyNames: {
                    anyOf: [
                        { enum: Object.keys(properties).map((key) => `${project}:${key}`) },
                        { not: { pattern: `^${project}:` } },
                    ],
                },
            },
        },
    };
}
