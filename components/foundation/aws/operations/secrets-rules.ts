import { type Problem, propertyPath } from "../../../problems";
import { regionProblem } from "../account";
import { checkName } from "../name-limits";
import { because, unless, wholeNumberProblems } from "../rule";

/** What the rules look at, defaults filled in. */
export interface SecretsNumbers {
    prefix: string;
    secrets: Record<string, { rotation?: { everyDays: number } }>;
    recoveryWindowDays: number;
    replicas: Record<string, unknown>;
}

/** The name of a secret in Secrets Manager. */
export function secretName(prefix: string, secret: string): string {
    return `${prefix}/${secret}`;
}

/** What is wrong with a set of secrets. */
export function secretsProblems(given: SecretsNumbers): Problem[] {
    return [
        ...Object.entries(given.secrets).flatMap(([secret, { rotation }]) => [
            ...nameProblems(given.prefix, secret),
            ...(rotation === undefined
                ? []
                : wholeNumberProblems(
                      `${propertyPath("secrets", secret)}.rotation.everyDays`,
                      rotation.everyDays,
                      1,
                      365,
                  )),
        ]),
        ...wholeNumberProblems("recoveryWindowDays", given.recoveryWindowDays, 7, 30),
        ...Object.keys(given.replicas).flatMap((region) =>
            because(regionProblem(region), propertyPath("replicas", region)),
        ),
    ];
}

function nameProblems(prefix: string, secret: string): Problem[] {
    const name = secretName(prefix, secret);
    const path = propertyPath("secrets", secret);
    return [
        ...because(checkName("secret", name), path),
        ...unless(/^[A-Za-z0-9/_+=.@-]+$/.test(name), path, "may only have letters, digits and /_+=.@-"),
    ];
}
