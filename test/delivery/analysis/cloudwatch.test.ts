import type { GetMetricDataInput, MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";

import { cloudWatch } from "../../../delivery/analysis/cloudwatch";
import { isMissing } from "../../../delivery/analysis/sample";

const place = {
    arns: { blue: "arn:aws:elb:x:1:targetgroup/alc-blue/1", green: "arn:aws:elb:x:1:targetgroup/alc-green/2" },
    loadBalancerArn: "arn:aws:elb:x:1:loadbalancer/app/alc/3",
};
const since = new Date("2026-11-28T05:00:00Z");
const now = new Date("2026-11-28T05:03:00Z");

/** An API that answers these pages, one after the other. */
function source(...pages: MetricDataResult[][]) {
    const asked: GetMetricDataInput[] = [];
    const getMetricData = (input: GetMetricDataInput) => {
        asked.push(input);
        const next = asked.length < pages.length ? String(asked.length) : undefined;
        return Promise.resolve({ MetricDataResults: pages[asked.length - 1], NextToken: next });
    };
    return { asked, metrics: cloudWatch({ getMetricData }, () => Promise.resolve(place)) };
}

const counted = (id: string, value: number): MetricDataResult => ({ Id: id, Timestamps: [since], Values: [value] });

describe("the figures of CloudWatch", () => {
    it("are asked for by what CloudWatch calls a target group and its load balancer, in one call that AWS takes", async () => {
        const { asked, metrics } = source([]);
        await metrics.requests("recipes", since, now);
        const queries = asked[0]!.MetricDataQueries!;
        expect(queries.length).to.be.at.most(500);
        const ids = queries.map(({ Id: id }) => id);
        expect(new Set(ids).size).to.equal(ids.length);
        for (const id of ids) expect(id).to.match(/^[a-z][a-zA-Z0-9_]*$/);
        const dimensions = queries.map(({ MetricStat: stat }) => stat!.Metric!.Dimensions!);
        const balancer = { Name: "LoadBalancer", Value: "app/alc/3" };
        expect(dimensions).to.deep.include([balancer]);
        expect(dimensions).to.deep.include([{ Name: "TargetGroup", Value: "targetgroup/alc-green/2" }, balancer]);
        const ends = [asked[0]!.StartTime, asked[0]!.EndTime].map((time) => time!.toISOString());
        expect(ends).to.deep.equal(["2026-11-28T05:00:00.000Z", "2026-11-28T05:02:00.000Z"]);
    });

    it("are of all pages together", async () => {
        const { asked, metrics } = source([counted("blueAll", 40)], [counted("greenAll", 7), counted("green5XX", 2)]);
        const found = await metrics.requests("recipes", since, now);
        expect(asked.map(({ NextToken: token }) => token)).to.deep.equal([undefined, "1"]);
        if (isMissing(found)) throw new Error(found.noFigures);
        expect([found.blue.all, found.green.all, found.green.failed]).to.deep.equal([40, 7, 2]);
    });

    for (const status of ["Forbidden", "InternalError"] as const) {
        it(`are missing where one of them is ${status}, for it would count as none`, async () => {
            const refused = { Id: "green5XX", StatusCode: status, Messages: [{ Code: "Any", Value: "not for you" }] };
            const { metrics } = source([counted("blueAll", 40), counted("greenAll", 7), refused]);
            const found = await metrics.requests("recipes", since, now);
            expect(isMissing(found) && found.noFigures).to.equal(`CloudWatch can't be read: ${status}: not for you`);
        });
    }
});
