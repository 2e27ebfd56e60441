import { Budget, type BudgetArgs } from "@pulumi/aws/budgets";
import {
    AnomalyMonitor,
    type AnomalyMonitorArgs,
    AnomalySubscription,
    type AnomalySubscriptionArgs,
} from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";

import { throwProblems } from "../../../problems";
import { type Transform, transformed } from "../../../transform";
import { costProblems, thresholds } from "./cost-rules";

export interface CostArgs {
    /** What a month may cost, in USD. Somebody is told at 80 % and 100 % of it, and when the forecast exceeds it. In place. */
    monthlyLimitUsd: number;
    /** Who is told: one to ten addresses. Changed in place. */
    emails: string[];
    /** From which amount in USD an unusual cost is worth a mail; default a tenth of the limit. Changed in place. */
    anomalyUsd?: number;
    /** A cost allocation tag that limits the budget to what carries it; default the whole account. Changed in place. */
    tag?: { key: string; value: string };
    /**
     * ARN of the account's anomaly monitor of services; default: one is created. An account can have one only, and newer
     * accounts come with it. Changed in place.
     */
    anomalyMonitorArn?: pulumi.Input<string>;
    /** Bends a child. */
    transform?: {
        budget?: Transform<BudgetArgs>;
        anomalyMonitor?: Transform<AnomalyMonitorArgs>;
        anomalySubscription?: Transform<AnomalySubscriptionArgs>;
    };
}

/**
 * Tells people what it costs before the bill does: a monthly budget, and a daily mail of unusual costs. Both are free.
 *
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 *
 * @example
 * ```ts
 * import { Cost } from "@alchemorsel/platform/aws";
 *
 * new Cost("account", { monthlyLimitUsd: 2000, emails: ["platform@example.com"] });
 * ```
 */
export class Cost extends pulumi.ComponentResource {
    constructor(name: string, args: CostArgs, opts?: pulumi.ComponentResourceOptions) {
        const { monthlyLimitUsd, emails, anomalyUsd = monthlyLimitUsd / 10 } = args;
        const problems = costProblems(name, { monthlyLimitUsd, emails, anomalyUsd });
        throwProblems(`The args of cost ${name} are not valid.`, problems);
        super("alchemorsel:aws:Cost", name, {}, opts);
        this.createBudget(name, args);
        this.createAnomalies(name, args, anomalyUsd);
        this.registerOutputs({});
    }

    private createBudget(name: string, { monthlyLimitUsd, emails, tag, transform }: CostArgs): void {
        const budget: BudgetArgs = {
            budgetType: "COST",
            timeUnit: "MONTHLY",
            limitAmount: String(monthlyLimitUsd),
            limitUnit: "USD",
            ...(tag === undefined
                ? {}
                : { costFilters: [{ name: "TagKeyValue", values: [`user:${tag.key}$${tag.value}`] }] }),
            notifications: thresholds.map(({ percent, of }) => ({
                comparisonOperator: "GREATER_THAN",
                notificationType: of,
                threshold: percent,
                thresholdType: "PERCENTAGE",
                subscriberEmailAddresses: emails,
            })),
        };
        new Budget(`${name}-budget`, ...transformed(transform?.budget, budget, { parent: this }));
    }

    private createAnomalies(name: string, args: CostArgs, anomalyUsd: number): void {
        const subscription: AnomalySubscriptionArgs = {
            // Mails come once a day; at once they would have to go through SNS.
            frequency: "DAILY",
            monitorArnLists: [args.anomalyMonitorArn ?? this.createMonitor(name, args)],
            subscribers: args.emails.map((address) => ({ type: "EMAIL", address })),
            thresholdExpression: {
                dimension: {
                    key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                    matchOptions: ["GREATER_THAN_OR_EQUAL"],
                    values: [String(anomalyUsd)],
                },
            },
        };
        new AnomalySubscription(
            `${name}-anomalies`,
            ...transformed(args.transform?.anomalySubscription, subscription, { parent: this }),
        );
    }

    private createMonitor(name: string, { transform }: CostArgs): pulumi.Output<string> {
        const monitor: AnomalyMonitorArgs = { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
        return new AnomalyMonitor(
            `${name}-anomaly-monitor`,
            ...transformed(transform?.anomalyMonitor, monitor, { parent: this }),
        ).arn;
    }
}
