import Ajv, { type ErrorObject } from "ajv";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConfig } from "./aws-config";
import type { ColorName, PerColor } from "./colors";
import { configSchema, secretKeys } from "./config-schema";
import { groupProblems } from "./group-rules";
import { type Group, groupsOf } from "./groups";
import type * as AwsRules from "./foundation/aws/config-problems";
import { localLacks } from "./foundation/local/local-lacks";
import { type Problem, propertyPath, throwProblems } from "./problems";
import type { ReleaseConfig, WorkloadReleaseConfig } from "./release-config";
import { missingSecrets } from "./secret-rules";
import { releaseProblems } from "./release-rules";
import { suggestion } from "./suggestion";
import { workloadProblems } from "./workload/rules";
import { albLacks, gatewayLacks, lackProblems, type TrafficLacks } from "./workload/traffic-lacks";

/** One workload of a stack's config, defaults filled in. Units and meaning: `config-schema.ts`. */
export interface WorkloadConfig extends WorkloadReleaseConfig {
    /** Image by digest of each color; the active color needs one. Changing one rolls that color's pods. */
    image: Partial<PerColor<string>>;
    /** Host name whose requests it answers; default: every host. Changed in place. */
    host?: string;
    /**
     * Seconds for which a client stays with its color; in the config default none. With it a switch, and a rollback, reach
     * those clients only after that time. Only the foundation `aws` can. Changed in place.
     */
    stickySeconds?: number;
    /** Pods of each color at rest and under load; in the config default 2 and 4; `warm`: at rest for now. Changed in place. */
    replicas: { min: number; max: number; warm?: Partial<PerColor<number>> };
    /**
     * What the autoscaler looks at beside CPU and memory: requests per second to a pod; default nothing. Only the foundation
     * `local` can. Changed in place.
     */
    autoscaling?: { requestsPerSecond: number };
    /** Requests and limit of each pod; in the config default `50m`, `64Mi` and `128Mi`. Changing them rolls the pods. */
    resources: { cpu: string; memory: string; memoryLimit: string };
    /** Environment variables that are no secrets; in the config default none. Changing them rolls the pods. */
    environment: Record<string, string>;
    /**
     * Keys of Secrets in the workloads' namespace that it gets as files, by the environment variable that names the file; default
     * none. Changing them rolls the pods; changing a Secret's value doesn't, the files follow it.
     */
    secrets?: Record<string, SecretKey>;
    /** Data stores that it may reach; in the config default none. Changing them rolls the pods. */
    uses: ("database" | "cache")[];
    /** The longest request, in seconds; in the config default 20. Changing it rolls the pods. */
    longestRequestSeconds: number;
    /** How long a rollout may take, in seconds; in the config default 120. Changed in place. */
    rolloutSeconds: number;
}

/** One key of one Secret. */
export interface SecretKey {
    /** Name of the Secret. */
    name: string;
    /** Key in it. */
    key: string;
}

/** Settings of the foundation `local`, defaults filled in. */
export interface LocalConfig {
    /** Context of your own kubeconfig; in the config default the embedded cluster. Another one replaces everything. */
    kubeContext?: string;
    /** URL at which the gateway answers on this machine; in the config default `http://127.0.0.1:8080`. An output only. */
    address: string;
    /** GatewayClass of the Gateway; in the config default `traefik`. Changed in place. */
    gatewayClass: string;
    /** Namespace of the Gateway controller's pods; in the config default `gateway`. Changed in place. */
    gatewayNamespace: string;
    /** Port of the Gateway's listener; in the config default 8000. Changed in place. */
    gatewayPort: number;
    /** PostgreSQL's image by digest. Changing it restarts the database. */
    databaseImage: string;
    /** Redis' image by digest. Changing it restarts the cache. */
    cacheImage: string;
    /** Prometheus' image by digest; default: no Prometheus, and releases without statistics. Changing it restarts Prometheus, empty. */
    prometheusImage?: string;
    /**
     * prometheus-adapter's image by digest, for workloads with `autoscaling.requestsPerSecond`; default: none can have that.
     * Changing it restarts the adapter.
     */
    prometheusAdapterImage?: string;
}

/** A stack's config, checked and with the defaults filled in. */
export type PlatformConfig = WorkloadsConfig & (OnLocal | OnAws);

/** What a stack says of its workloads, whatever they stand on. */
export interface WorkloadsConfig {
    /** The color that carries the traffic of every workload. Changing it moves the traffic, in place. */
    activeColor: ColorName;
    /** Share of the idle color, in percent; in the config default 0. Changed in place. */
    canaryWeight: number;
    /** The workloads by name. Another name replaces. */
    workloads: Record<string, WorkloadConfig>;
    /** Workloads with an active color of their own, by the group's name; in the config default none. Changed in place. */
    groups: Record<string, GroupConfig>;
    /** How releases go. None of it moves traffic by itself. */
    release: ReleaseConfig;
}

/** Workloads that switch and roll back together, apart from the others of their stack. */
export interface GroupConfig extends Pick<WorkloadsConfig, "activeColor" | "canaryWeight"> {
    /** Names of its workloads, in the order in which traffic moves to the other color. */
    workloads: string[];
    /** How its releases go; in the config default, key by key, as the stack's. */
    release: ReleaseConfig;
}

interface OnLocal {
    foundation: "local";
    /** Settings of the foundation. */
    local: LocalConfig;
    /** Password of the workloads' role in the database. It holds once the database has started again. */
    databasePassword: pulumi.Input<string>;
    /** Password of the migrations' role, to which the database belongs. It holds once the database has started again. */
    databaseOwnerPassword: pulumi.Input<string>;
    /** Key of who may write: the Secret `editor-key`. Changed in place, and no pod restarts. */
    editorKey?: pulumi.Input<string>;
}

interface OnAws {
    foundation: "aws";
    aws: AwsConfig;
}

/** What a config's checks need to know beside it. */
export interface ConfigContext {
    /** Name of what a foundation on AWS makes, unless the config says another one: `<project>-<stack>`. */
    name: string;
    /** The stack's `aws:region`. */
    region?: string;
    /** Whether the stack file keeps a key encrypted. */
    isSecret: (key: string) => boolean;
}

/** The running stack's config. Throws one error that names every problem, before any resource is registered. */
export function loadConfig(): PlatformConfig {
    const project = pulumi.getProject();
    const prefix = `${project}:`;
    const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
    const config = parseConfig(Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value])), {
        name: `${project}-${pulumi.getStack()}`,
        region: new pulumi.Config("aws").get("region"),
        isSecret: (key) => (pulumi.runtime as unknown as Internal).isConfigSecret(prefix + key),
    });
    // The engine decrypts secrets for the program; only what comes as an Output is encrypted again in the state.
    if (config.foundation === "aws") return config;
    const secret = (key: (typeof secretKeys)[number]) => new pulumi.Config(project).requireSecret(key);
    return {
        ...config,
        databasePassword: secret("databasePassword"),
        databaseOwnerPassword: secret("databaseOwnerPassword"),
        editorKey: config.editorKey === undefined ? undefined : secret("editorKey"),
    };
}

/** What the SDK uses itself, and its declarations leave out. */
interface Internal {
    isConfigSecret(key: string): boolean;
}

/** Checks a stack's config as the engine hands it over: strings, of which those of objects and numbers are JSON. */
export function parseConfig(raw: Readonly<Record<string, string>>, context: ConfigContext): PlatformConfig {
    const values = Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, parseValue(key, value)]));
    const ajv = new Ajv({ allErrors: true, useDefaults: true, verbose: true, discriminator: true });
    ajv.addVocabulary(["patternErrorMessage"]);
    const isConfig = ajv.compile<PlatformConfig>(configSchema);
    isConfig(values);
    const problems = shapeProblems(isConfig.errors ?? []);
    problems.push(...secretProblems(raw, context), ...crossFieldProblems(values, problems, context));
    throwProblems("The stack's config is not valid; nothing was touched.", problems);
    const config = values as unknown as PlatformConfig;
    for (const group of Object.values(config.groups)) group.release = releaseOf(config.release, group.release);
    return config;
}

/** How a group's releases go: as the stack's, but for what the group says. */
function releaseOf(stack: ReleaseConfig, own: Partial<ReleaseConfig> | undefined): ReleaseConfig {
    return { ...stack, ...own, analysis: { ...stack.analysis, ...own?.analysis } };
}

function parseValue(key: string, value: string): unknown {
    const property = (configSchema.properties as Record<string, { type: string } | undefined>)[key];
    if (property === undefined || property.type === "string") {
        return value;
    }
    try {
        return JSON.parse(value);
    } catch {
        // Not even JSON: the schema says which type it should have been.
        return value;
    }
}

/** The rules across several values, on those whose shape is right: one look shows every problem. */
function crossFieldProblems(
    values: Readonly<Record<string, unknown>>,
    shape: readonly Problem[],
    context: ConfigContext,
): Problem[] {
    const isSound = (path: string) => !shape.some(({ propertyPath: bad }) => bad === path || isWithin(bad, path));
    const config = values as unknown as PlatformConfig;
    const workloads = isObject(values.workloads)
        ? Object.entries(config.workloads).filter(([name]) => isSound(propertyPath("workloads", name)))
        : [];
    const traffic = trafficOf(config, isSound);
    const problems = workloads.flatMap(([name, workload]) =>
        workloadProblems(["workloads", name], workload, traffic.get(name)),
    );
    if (isSound("foundation")) {
        problems.push(...foundationProblems(values, config.foundation), ...missingSecrets(config, workloads));
    }
    const lacks = lacksOf(config, isObject(values.local) && isSound("local"));
    problems.push(...workloads.flatMap(([name, one]) => lackProblems(["workloads", name], lacks, one)));
    if (config.foundation === "aws" && isObject(values.aws)) {
        const { awsDefaults, awsProblems } = awsRules();
        Object.assign(config.aws, awsDefaults(config.aws, context));
        const headers = previewHeaders(config, isSound);
        problems.push(...awsProblems(config.aws, Object.fromEntries(workloads), isSound, headers));
    }
    const groups = isObject(values.groups)
        ? Object.fromEntries(Object.entries(config.groups).filter(([, group]) => isObject(group)))
        : {};
    if (isObject(values.workloads)) {
        problems.push(...groupProblems(groups, Object.keys(config.workloads), isSound));
    }
    problems.push(...releaseProblems(config.release, groups, isSound));
    return [...problems, ...nameProblems(workloads), ...hostProblems(workloads)];
}

/** The color that each workload follows. The rules on colors are left out where it is wrong. */
function trafficOf(
    config: PlatformConfig,
    isSound: (path: string) => boolean,
): Map<string, Pick<Group, "activeColor" | "canaryWeight">> {
    if (!isSound("groups") || !isObject(config.workloads)) return new Map();
    const groups = groupsOf(config).filter(
        ({ name }) => name !== undefined || (isSound("activeColor") && isSound("canaryWeight")),
    );
    return new Map(groups.flatMap((group) => group.workloads.map((workload) => [workload, group])));
}

/** The header of each release's config that has one, by its path. */
function previewHeaders(config: PlatformConfig, isSound: (path: string) => boolean): Record<string, string> {
    // A group's is filled in once everything is checked.
    const own: [string, ReleaseConfig | undefined][] = isSound("release") ? [["release", config.release]] : [];
    const groups = isSound("groups") ? Object.entries(config.groups) : [];
    const all = [
        ...own,
        ...groups.map(([name, { release }]): (typeof own)[number] => [
            propertyPath("groups", name, "release"),
            release,
        ]),
    ];
    return Object.fromEntries(
        all.flatMap(([path, release]) =>
            release?.previewHeader === undefined ? [] : [[`${path}.previewHeader`, release.previewHeader]],
        ),
    );
}

/** Settings that are wrong themselves say nothing of what is missing. */
function lacksOf(config: PlatformConfig, isLocalSound: boolean): TrafficLacks {
    if (config.foundation === "aws") return albLacks;
    return isLocalSound ? localLacks(config.local) : gatewayLacks;
}

/** Loaded for stacks on AWS alone: the rules of all the components there would cost every local start 0.1 s. */
function awsRules(): typeof AwsRules {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be loaded before the config is read
    return require("./foundation/aws/config-problems") as typeof AwsRules;
}

/** The keys of each foundation. The JSON schema can't require them for one foundation only and stay readable in editors. */
const foundationKeys = { local: ["local", ...secretKeys], aws: ["aws"] };
const optionalKeys = ["editorKey"];

function foundationProblems(values: Readonly<Record<string, unknown>>, foundation: "local" | "aws"): Problem[] {
    return Object.entries(foundationKeys).flatMap(([owner, keys]) =>
        keys.flatMap((key) => {
            if (owner === foundation) {
                return values[key] === undefined && !optionalKeys.includes(key)
                    ? [{ propertyPath: key, reason: `is missing, but foundation is ${foundation}${howToSet(key)}` }]
                    : [];
            }
            return values[key] === undefined
                ? []
                : [{ propertyPath: key, reason: `is for the foundation ${owner}, but foundation is ${foundation}` }];
        }),
    );
}

function howToSet(key: string): string {
    const isSecret = (secretKeys as readonly string[]).includes(key);
    return isSecret ? `: make up sets it, or pulumi config set --secret ${key}` : "";
}

/** Where the stack file has something in plain text that nobody else should read. */
function secretProblems(raw: Readonly<Record<string, string>>, { isSecret }: ConfigContext): Problem[] {
    return secretKeys
        .filter((key) => key in raw && !isSecret(key))
        .map((key) => ({
            propertyPath: key,
            reason: `is in plain text in the stack file: pulumi config set --secret ${key}, and choose another one`,
        }));
}

function isWithin(path: string, parent: string): boolean {
    return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function isObject(value: unknown): boolean {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names of objects that the namespace has already. */
const takenNames = ["database", "cache", "prometheus", "prometheus-adapter", "default", "default-deny"];

function nameProblems(workloads: readonly [string, WorkloadConfig][]): Problem[] {
    return workloads
        .filter(([name]) => takenNames.includes(name))
        .map(([name]) => ({
            propertyPath: propertyPath("workloads", name),
            reason: "is a name that the platform uses",
        }));
}

/** Two workloads with one host would share its requests in a way that nobody chose. */
function hostProblems(workloads: readonly [string, WorkloadConfig][]): Problem[] {
    const owners = new Map<string | undefined, string>();
    const problems: Problem[] = [];
    for (const [name, { host }] of workloads) {
        const owner = owners.get(host);
        if (owner === undefined) {
            owners.set(host, name);
        } else {
            const reason = host === undefined ? `is missing, and so is ${owner}'s` : `is ${owner}'s already`;
            problems.push({ propertyPath: propertyPath("workloads", name, "host"), reason });
        }
    }
    return problems;
}

function shapeProblems(errors: readonly ErrorObject[]): Problem[] {
    return errors
        .filter((error) => error.keyword !== "propertyNames")
        .map((error) => ({ propertyPath: pathOf(error), reason: reasonOf(error) }));
}

function pathOf(error: ErrorObject): string {
    const keys = error.instancePath.split("/").slice(1).map(unescapePointer);
    const params = error.params as { additionalProperty?: string; missingProperty?: string };
    const last = params.additionalProperty ?? params.missingProperty ?? error.propertyName;
    return propertyPath(...keys, ...(last === undefined ? [] : [last]));
}

function unescapePointer(token: string): string {
    return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

function reasonOf(error: ErrorObject): string {
    const schema = error.parentSchema as { patternErrorMessage?: string; properties?: object } | undefined;
    const params = error.params as { additionalProperty?: string; allowedValues?: string[]; type?: string };
    switch (error.keyword) {
        case "additionalProperties":
            return `is unknown${suggestion(params.additionalProperty ?? "", Object.keys(schema?.properties ?? {}))}`;
        case "enum":
            return `must be one of ${(params.allowedValues ?? []).join(", ")}${shown(error)}`;
        case "required":
            return "is missing";
        case "type":
            return `must be of type ${params.type ?? ""}${shown(error)}`;
        case "pattern":
            return schema?.patternErrorMessage ?? `is not valid${shown(error)}`;
        default:
            return `${error.message ?? "is not valid"}${shown(error)}`;
    }
}

/** A value for a message, unless it is a secret. */
function shown(error: ErrorObject): string {
    return secretKeys.some((key) => error.instancePath === `/${key}`) ? "" : `; it is ${JSON.stringify(error.data)}`;
}
