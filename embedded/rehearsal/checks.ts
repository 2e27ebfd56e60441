import { counts, type Change } from "./events";

/** Every change, in words. */
export function none(changes: readonly Change[]): string[] {
    return changes.map(({ op, type, name, properties }) => `${op} of ${type} ${name}: ${properties.join(", ")}`);
}

/** The changes that are none of these. */
export function only(changes: readonly Change[], ops: readonly string[]): string[] {
    return none(changes.filter(({ op }) => !ops.includes(op)));
}

/** What can't be changed and holds nothing: it is made anew for each change. */
const madeAnew = [
    "kubernetes:batch/v1:Job",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    // What was copied stays its days.
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
];

/** What was replaced or deleted, apart from these types. */
export function noneReplaced(changes: readonly Change[], ...but: string[]): string[] {
    const replaced = changes.filter(({ op }) => op.includes("replace") || op.includes("delete"));
    return none(replaced.filter(({ type }) => ![...madeAnew, ...but].includes(type)));
}

/** Whether a resource of the type got another value of the property. */
export function has(changes: readonly Change[], type: string, property: string): string[] {
    const found = changes.some((change) => change.type === type && change.properties.includes(property));
    return found ? [] : [`no ${type} got another ${property}; there were ${JSON.stringify(counts(changes))}`];
}
