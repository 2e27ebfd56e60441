/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";

import { Cost, type CostArgs } from "../../../../../components/foundation/aws/operations/cost";
import { named, type Registered, registered } from "../../../mocks";
import { refusal } from "../refusal";

const valid: CostArgs = { monthlyLimitUsd: 2000, emails: ["ops@example.com", "boss@example.com"] };

function create(changes: Partial<CostArgs> = {}): Promise<Registered[]> {
    return registered(() => new Cost("shop", { ...valid, ...changes }));
}

describe("cost on AWS", () => {
    let resources: Registered[];
    const inputs = (name: string) => named(resources, `shop-${name}`).inputs;

    before(async () => {
        resources = await create();
    });

    it("has a monthly budget in USD over the whole account, or over what carries a tag", async () => {
        expect(inputs("budget")).to.include({
            budgetType: "COST",
            timeUnit: "MONTHLY",
            limitAmount: "2000",
            limitUnit: "USD",
        });
        expect(inputs("budget")).to.not.have.property("costFilters");
        const tagged = await create({ tag: { key: "stack", value: "production" } });
        expect(named(tagged, "shop-budget").inputs.costFilters).to.deep.equal([
            { name: "TagKeyValue", values: ["user:stack$production"] },
        ]);
    });

    it("tells everybody at 80 % and 100 % of it, and when the forecast exceeds it", () => {
        const notifications: { threshold: number; notificationType: string; subscriberEmailAddresses: string[] }[] =
            inputs("budget").notifications;
        expect(notifications.map(({ threshold, notificationType }) => [threshold, notificationType])).to.deep.equal([
            [80, "ACTUAL"],
            [100, "ACTUAL"],
            [100, "FORECASTED"],
        ]);
        for (const { subscriberEmailAddresses } of notifications) {
            expect(subscriberEmailAddresses).to.deep.equal(valid.emails);
        }
    });

    it("tells everybody of unusual costs of a tenth of the limit or more, or from another amount", async () => {
        expect(inputs("anomaly-monitor")).to.include({ monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" });
        expect(inputs("anomalies").frequency).to.equal("DAILY");
        expect(inputs("anomalies").subscribers).to.deep.equal(
            valid.emails.map((address) => ({ type: "EMAIL", address })),
        );
        expect(inputs("anomalies").thresholdExpression.dimension.values).to.deep.equal(["200"]);
        const other = await create({ anomalyUsd: 50 });
        expect(named(other, "shop-anomalies").inputs.thresholdExpression.dimension.values).to.deep.equal(["50"]);
    });

    it("uses the account's own anomaly monitor where there is one", async () => {
        const shared = await create({ anomalyMonitorArn: "arn:monitor" });
        expect(named(shared, "shop-anomalies").inputs.monitorArnLists).to.deep.equal(["arn:monitor"]);
        expect(shared.map(({ name }) => name)).to.not.include("shop-anomaly-monitor");
    });

    it("lets its user bend a child", async () => {
        const bent = await create({
            transform: { budget: (args, opts) => ({ args: { ...args, timeUnit: "QUARTERLY" }, opts }) },
        });
        expect(named(bent, "shop-budget").inputs.timeUnit).to.equal("QUARTERLY");
    });

    describe("refuses", () => {
        const cases: [string, Partial<CostArgs>, string, RegExp][] = [
            ["a limit of nothing", { monthlyLimitUsd: 0, anomalyUsd: 1 }, "monthlyLimitUsd", /above 0/],
            ["an anomaly of nothing", { anomalyUsd: -1 }, "anomalyUsd", /above 0/],
            ["to tell nobody", { emails: [] }, "emails", /one address at least/],
            [
                "to tell more than AWS does",
                { emails: Array<string>(11).fill("a@example.com") },
                "emails",
                /ten at most/,
            ],
            ["what is no address", { emails: ["a@example.com", "ops"] }, "emails[1]", /ops is no email/],
        ];
        for (const [what, changes, path, reason] of cases) {
            it(`${what}, before it creates anything`, async () => {
                const { problems, children } = await refusal(() => new Cost("shop", { ...valid, ...changes }));
                expect(Object.keys(problems)).to.deep.equal([path]);
                expect(problems[path]).to.match(reason);
                expect(children).to.be.empty;
            });
        }

        it("a name with which the budget's would be too long", async () => {
            const { problems } = await refusal(() => new Cost("a".repeat(90), valid));
            expect(problems.name).to.match(/100 that AWS allows/);
        });
    });
});
