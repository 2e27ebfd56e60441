import type { Resource, Stack } from "../resource";
import { stackRule } from "../rule";
import { UnknownValue } from "../value";
import { costOf } from "./costs";
import { hoursAMonth, pricesAsOf } from "./prices";

/** What is known of the cost of a stack. */
interface Estimate {
    /** What it is made of: USD a month. */
    readonly parts: ReadonlyMap<string, number>;
    /** How many resources of AWS have no price in the table. */
    readonly unpriced: number;
    /** Those whose price only the update will know. */
    readonly unknown: readonly UnknownValue[];
}

export const stackBudget = stackRule<{ monthlyBudget: number }>({
    id: "stack-budget",
    level: "advisory",
    severity: "medium",
    what: "What a stack runs by the hour is estimated to cost no more than its budget. (The estimate is rough: on-demand prices of us-east-1, without storage, traffic and requests.)",
    why: "The bill comes a month after the change that caused it.",
    fix: `// A smaller class, fewer zones, or a budget that says so:
"stack-budget": { "monthlyBudget": 1500 }`,
    controls: [],
    source: "https://aws.amazon.com/pricing/",
    parameters: {
        monthlyBudget: {
            description: "USD a month; 0 asks for nothing",
            type: "number",
            default: 0,
            minimum: 0,
        },
    },
    exampleParameters: { monthlyBudget: 500 },
    checkStack(stack, { parameters: { monthlyBudget }, decide, violation }) {
        if (monthlyBudget === 0) return;
        const estimate = estimateOf(stack);
        const total = [...estimate.parts.values()].reduce((sum, part) => sum + part, 0);
        if (total > monthlyBudget) {
            violation(stack, `is over its budget of ${monthlyBudget} USD a month: ${inWords(total, estimate)}`);
            return;
        }
        for (const unknown of estimate.unknown) {
            decide(() => {
                throw unknown;
            });
        }
    },
});

function estimateOf(stack: Stack): Estimate {
    const parts = new Map<string, number>();
    const unknown: UnknownValue[] = [];
    const addTo = (what: string, usd: number) => parts.set(what, (parts.get(what) ?? 0) + usd);
    const priced = stack.resources
        .filter(({ type }) => type.startsWith("aws:"))
        .map((resource) => {
            const cost = costOrUnknown(resource, stack);
            if (cost instanceof UnknownValue) unknown.push(cost);
            else if (cost?.hourly !== undefined) addTo(cost.what, cost.hourly * hoursAMonth);
            return !(cost instanceof UnknownValue) && cost?.hourly !== undefined;
        });
    return { parts, unpriced: priced.filter((isPriced) => !isPriced).length, unknown };
}

function costOrUnknown(resource: Resource, stack: Stack) {
    try {
        return costOf(resource, stack);
    } catch (error) {
        if (error instanceof UnknownValue) return error;
        throw error;
    }
}

function inWords(total: number, { parts, unpriced }: Estimate): string {
    const byCost = [...parts].sort(([, one], [, other]) => other - one);
    const list = byCost.map(([what, usd]) => `${what} ${usd.toFixed(0)}`).join(", ");
    return `about ${total.toFixed(0)} USD (${list}; ${pricesAsOf}). Without a price: ${unpriced} other resources of AWS, and storage, traffic and requests`;
}
