import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { checkAccount } from "../../../../components/foundation/aws/account-check";

describe("the account of a stack", () => {
    let asked: string[];

    async function refusal(config: Record<string, string> = {}): Promise<string> {
        asked = [];
        const mocks: pulumi.runtime.Mocks = {
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: ({ token }) => {
                asked.push(token);
                return { accountId: "444455556666", arn: "arn:aws:sts::444455556666:assumed-role/dev/me" };
            },
        };
        await pulumi.runtime.setMocks(mocks, "alchemorsel", "production", false);
        pulumi.runtime.setAllConfig(config);
        return checkAccount("111122223333").then(
            () => "",
            (error: unknown) => (error as Error).message,
        );
    }

    it("is that of the credentials, or nothing is planned", async () => {
        expect(await refusal()).to.match(
            /aws\.accountId: is 111122223333, but the credentials are of account 444455556666 \(arn:aws:sts::.*dev\/me\)/,
        );
        expect(asked).to.deep.equal(["aws:index/getCallerIdentity:getCallerIdentity"]);
    });

    it("is not asked for in a preview without credentials", async () => {
        expect(await refusal({ "aws:skipRequestingAccountId": "true" })).to.equal("");
        expect(asked).to.be.empty;
    });
});
