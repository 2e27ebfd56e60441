/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- inputs are asserted by their shape */
import { expect } from "chai";

import { FlowLogs, type FlowLogsArgs } from "../../../../../components/foundation/aws/network/flow-logs";
import { named, type Registered, registered } from "../../../mocks";

const args: FlowLogsArgs = {
    region: "eu-central-1",
    accountId: "123456789012",
    vpcId: "vpc-1",
    keyArn: "arn:aws:kms:eu-central-1:123456789012:key/logs",
};

describe("flow logs", () => {
    let resources: Registered[];
    const document = (name: string, key: string) => JSON.parse(named(resources, name).inputs[key] as string);

    before(async () => {
        resources = await registered(() => new FlowLogs("logs", args));
    });

    it("let only flow logs of this account and region use the role", () => {
        const [statement] = document("logs-role", "assumeRolePolicy").Statement;
        expect(statement.Principal).to.deep.equal({ Service: "vpc-flow-logs.amazonaws.com" });
        expect(statement.Condition).to.deep.equal({
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:123456789012:vpc-flow-log/*" },
        });
    });

    it("write to their own group alone, and create none", () => {
        const [statement] = document("logs-role-policy", "policy").Statement;
        // Mocks give no ARNs; that the policy waits for the group says whose it is.
        expect(statement.Resource).to.match(/.:\*$/);
        expect(named(resources, "logs-role-policy").dependencies).to.include("logs-log-group");
        expect(statement.Action).to.not.include("logs:CreateLogGroup");
    });

    it("start when the role may write", () => {
        expect(named(resources, "logs-flow-log").dependencies).to.include("logs-role-policy");
    });

    it("are kept for as long as is asked for, and not for less than 30 days", async () => {
        const longer = await registered(() => new FlowLogs("logs", { ...args, retentionDays: 731 }));
        expect(named(longer, "logs-log-group").inputs.retentionInDays).to.equal(731);
        const attempt = await registered(() => {
            expect(() => new FlowLogs("logs", { ...args, retentionDays: 7, accountId: "x" })).to.throw(
                /logs are not valid(.|\n)*accountId: is no account ID(.|\n)*retentionDays: must be 30 at least/,
            );
        });
        expect(attempt).to.be.empty;
    });
});
