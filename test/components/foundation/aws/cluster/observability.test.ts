import { expect } from "chai";

import { Observability, type ObservabilityArgs } from "../../../../../components/foundation/aws/cluster/observability";
import { named, registered } from "../../../mocks";

const args: ObservabilityArgs = {
    clusterName: "shop",
    region: "eu-central-1",
    version: "v4.4.0-eksbuild.1",
    logsKeyArn: "arn:key/logs",
};

describe("the observability of a cluster", () => {
    it("is the pinned add-on, which comes after its rights and its log groups", async () => {
        const resources = await registered(() => new Observability("insights", args));
        const addon = named(resources, "insights-addon");
        expect(addon.inputs).to.include({
            addonName: "amazon-cloudwatch-observability",
            addonVersion: "v4.4.0-eksbuild.1",
            resolveConflictsOnUpdate: "PRESERVE",
        });
        expect(addon.dependencies).to.include.members(["insights-agent-association", "insights-log-performance"]);
        expect(named(resources, "insights-agent-association").inputs).to.include({
            namespace: "amazon-cloudwatch",
            serviceAccount: "cloudwatch-agent",
        });
    });

    it("has its logs under the customer's key, and for a year", async () => {
        const resources = await registered(() => new Observability("insights", args));
        const groups = resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        expect(groups.map(({ inputs }) => (inputs as { name: string }).name)).to.deep.equal(
            ["application", "dataplane", "host", "performance"].map((kind) => `/aws/containerinsights/shop/${kind}`),
        );
        for (const { inputs } of groups) expect(inputs).to.include({ kmsKeyId: "arn:key/logs", retentionInDays: 365 });
    });

    it("refuses a version that isn't pinned and logs that are gone too soon, before it registers anything", async () => {
        let message = "";
        const created = await registered(() => {
            try {
                new Observability("insights", { ...args, version: "latest", logRetentionDays: 1 });
            } catch (error) {
                message = (error as Error).message;
            }
        });
        expect(message)
            .to.match(/- version: .*latest/)
            .and.match(/- logRetentionDays: /);
        expect(created).to.be.empty;
    });
});
