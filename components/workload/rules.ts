import { type ColorName, otherColor, type PerColor } from "../colors";
import { quantity } from "../kubernetes/quantity";
import { type Problem, propertyPath } from "../problems";

/** What the rules look at, of the config as well as of a Workload's args. */
export interface WorkloadNumbers {
    image: Partial<PerColor<string>>;
    replicas: { min: number; max: number };
    resources: { cpu: string; memory: string; memoryLimit: string };
    environment: Record<string, unknown>;
    secrets?: Record<string, unknown>;
}

/** Variables that the platform sets; the same name in `environment` would silently win or lose. */
export const reservedVariables: readonly string[] = [
    "LISTEN",
    "COLOR",
    "DRAIN_SECONDS",
    "TRUSTED_PROXIES",
    "DATABASE_HOST",
    "DATABASE_PORT",
    "DATABASE_NAME",
    "DATABASE_USER",
    "DATABASE_PASSWORD_FILE",
    "DATABASE_SSLMODE",
    "DATABASE_CONNECTIONS",
    "DATABASE_PODS",
    "PGSSLROOTCERT",
    "CACHE_HOST",
    "CACHE_PORT",
    "CACHE_TLS",
    "CACHE_AUTH",
    "CACHE_USER",
    "CACHE_PASSWORD_FILE",
    "CACHE_NAME",
    "AWS_REGION",
];

/** Variables whose value is a secret, by their names; one that ends in `_FILE` names a file. */
const secretVariable = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

/**
 * What is wrong with a workload beyond the shape of each value: the rules across several of them. Without `traffic`
 * (because that itself is wrong) the rules on colors are left out.
 */
export function workloadProblems(
    path: readonly string[],
    workload: WorkloadNumbers,
    traffic: { activeColor: ColorName; canaryWeight: number } | undefined,
): Problem[] {
    const problems: Problem[] = [];
    const report = (reason: string, ...keys: string[]) => {
        problems.push({ propertyPath: propertyPath(...path, ...keys), reason });
    };
    if (workload.replicas.min > workload.replicas.max) {
        report(`is above max (${workload.replicas.max})`, "replicas", "min");
    }
    if (quantity(workload.resources.cpu) <= 0) {
        report("must be above 0: the autoscaler measures against it", "resources", "cpu");
    }
    if (quantity(workload.resources.memory) > quantity(workload.resources.memoryLimit)) {
        report(`is above memoryLimit (${workload.resources.memoryLimit})`, "resources", "memory");
    }
    const { environment, secrets = {} } = workload;
    for (const name of reservedVariables) {
        if (name in environment) report("is set by the platform", "environment", name);
        if (name in secrets) report("is set by the platform", "secrets", name);
    }
    for (const name of Object.keys(secrets).filter((each) => each in environment)) {
        report("is in environment too", "secrets", name);
    }
    for (const name of Object.keys(environment).filter((each) => secretVariable.test(each))) {
        report(
            "looks like a secret, which has no place in an environment variable or a stack file",
            "environment",
            name,
        );
    }
    return traffic ? [...problems, ...colorProblems(path, workload.image, traffic)] : problems;
}

function colorProblems(
    path: readonly string[],
    image: Partial<PerColor<string>>,
    { activeColor, canaryWeight }: { activeColor: ColorName; canaryWeight: number },
): Problem[] {
    const idle = otherColor(activeColor);
    const missing = (color: ColorName, why: string): Problem[] =>
        image[color] === undefined
            ? [{ propertyPath: propertyPath(...path, "image", color), reason: `is missing, but ${why}` }]
            : [];
    return [
        ...missing(activeColor, "this is the active color"),
        ...(canaryWeight > 0 ? missing(idle, `canaryWeight sends ${canaryWeight} % of the traffic to it`) : []),
    ];
}
