import type { Problem } from "../../problems";

/** A problem at the path unless the condition holds: a list, to be spread into others. */
export function unless(holds: boolean, propertyPath: string, reason: string): Problem[] {
    return holds ? [] : [{ propertyPath, reason }];
}

/** A problem at the path when there is a reason. */
export function because(reason: string | undefined, propertyPath: string): Problem[] {
    return reason === undefined ? [] : [{ propertyPath, reason }];
}

/**
 * Whether a major upgrade is made at once. One that waits for the maintenance window keeps the parameter group of the old
 * version in use, which then can't be deleted at the end of the update.
 */
export function majorUpgradeProblems(isMajorUpgrade: boolean, isImmediate: boolean): Problem[] {
    const reason = "must be true for a major upgrade: until the maintenance window the old parameter group is in use";
    return unless(!isMajorUpgrade || isImmediate, "applyImmediately", reason);
}

/** Whether the number is a whole one within the bounds, both included. */
export function wholeNumberProblems(propertyPath: string, value: number, min: number, max: number): Problem[] {
    const holds = Number.isInteger(value) && value >= min && value <= max;
    return unless(holds, propertyPath, `is ${value}, and must be a whole number from ${min} to ${max}`);
}

/** Email addresses that get mail from AWS; SNS, budgets and anomaly detection take what has this shape. */
export function emailProblems(propertyPath: string, emails: readonly string[]): Problem[] {
    return emails.flatMap((email, index) =>
        unless(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email), `${propertyPath}[${index}]`, `${email} is no email address`),
    );
}
